"""The chat's files, as a browser and as somebody who means harm fetch them."""

from pathlib import Path

import pytest
import requests

from bot.core.paths import ROOT
from tests.support.service import Service, assert_problem

pytestmark = pytest.mark.service

FILES = {
    "": ("index.html", "text/html"),
    "page.css": ("page.css", "text/css"),
    "about.css": ("about.css", "text/css"),
    "page.js": ("page.js", "text/javascript"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "skolebro-chat.js": ("dist/skolebro-chat.js", "text/javascript"),
    "licenser.txt": ("dist/licenser.txt", "text/plain"),
}
PAGES_ABOUT = ["privatliv", "tilgaengelighed"]


@pytest.mark.parametrize("path", FILES)
def test_the_files_of_the_page_are_served_as_they_are(service: Service, path: str) -> None:
    file, content_type = FILES[path]
    response = requests.get(f"{service.url}/chat/{path}", timeout=30)
    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] == content_type
    assert response.content == Path(ROOT, "web", file).read_bytes().replace(b"{{ chat }}", b"/chat")


@pytest.mark.parametrize("path", [*FILES, *PAGES_ABOUT])
def test_a_page_may_load_nothing_but_its_own_files_and_be_framed_by_nobody_else(service: Service, path: str) -> None:
    headers = requests.get(f"{service.url}/chat/{path}", timeout=30).headers
    policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["style-src"] == "'self'"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_the_widget_is_fetched_once_and_then_only_asked_for(service: Service) -> None:
    url = f"{service.url}/chat/skolebro-chat.js"
    tag = requests.get(url, timeout=30).headers["ETag"]
    again = requests.get(url, headers={"If-None-Match": tag}, timeout=30)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", PAGES_ABOUT)
def test_the_pages_about_the_chat_are_danish_and_whole(service: Service, path: str) -> None:
    response = requests.get(f"{service.url}/chat/{path}?site=findes-ikke", timeout=30)
    assert response.status_code == 200
    assert '<html lang="da">' in response.text
    assert "{{" not in response.text and "None" not in response.text


@pytest.mark.parametrize(
    "path", ["src/skolebro-chat.js", "package.json", "..%2fpyproject.toml", "%2e%2e/%2e%2e/pyproject.toml", "dist/"]
)
def test_no_other_file_is_served(service: Service, path: str) -> None:
    # Prepared by hand: requests would tidy the dots away.
    request = requests.Request("GET", service.url).prepare()
    request.url = f"{service.url}/chat/{path}"
    assert_problem(requests.Session().send(request, timeout=30), 404, "not-found")
