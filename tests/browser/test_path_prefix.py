"""Below another site, at a path: all that leads anywhere leads there, with and without nginx."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
import requests
from playwright.sync_api import Browser, expect

from bot.guided.meeting import links as talk_links
from bot.guided.plan import links as plan_links
from bot.guided.share.papers import FAMILY_NOTICE, fields_from
from bot.store import documents
from bot.text.dates import danish_today
from tests.support.browser import Chat
from tests.support.nginx import nginx_on_a_path
from tests.support.server_without_model import ServerWithoutModel, running

PREFIX = "/skolebro"
SITES = "standard: {logo: logo.svg}"
LINK = re.compile(r'(?:href|src)="([^"#]+)"')
PAGES = ["", "privatliv", "tilgaengelighed", "document/findes-ikke"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerWithoutModel]:
    folder = tmp_path_factory.mktemp("prefix")
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (folder / "steder.yml").write_text(SITES)
    with running(folder, SKOLEBRO_PATH_PREFIX=PREFIX, SKOLEBRO_SITES=str(folder / "steder.yml")) as started:
        yield started


@pytest.fixture(scope="module", params=["direct", "nginx"])
def site(
    request: pytest.FixtureRequest, server: ServerWithoutModel, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address that the prefix stands below."""
    if request.param == "direct":
        yield server.origin
        return
    with nginx_on_a_path(tmp_path_factory.mktemp("nginx"), server.port) as address:
        yield address


def fetched(address: str) -> requests.Response:
    return requests.get(address, timeout=30)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_below_the_prefix_and_is_there(site: str, page: str) -> None:
    address = f"{site}{PREFIX}/chat/{page}"
    found = [urljoin(address, link) for link in LINK.findall(fetched(address).text)]
    own = [link for link in found if link.startswith("http://127.0.0.1")]
    assert len(own) >= 2 and all(link.startswith(f"{site}{PREFIX}/chat/") for link in own)
    assert {fetched(link).status_code for link in own} == {200}


def test_what_the_widget_is_told_to_show_is_there(site: str) -> None:
    theme = fetched(f"{site}{PREFIX}/chat/theme").json()
    for name in ("privacy", "accessibility", "logo"):
        assert theme[name].startswith(f"{PREFIX}/chat/")
        assert fetched(site + theme[name]).status_code == 200
    (told,) = fetched(f"{site}{PREFIX}/chat/openapi.json").json()["servers"]
    assert told["url"] == f"{PREFIX}/chat"


def test_what_a_conversation_made_can_be_fetched(
    site: str, server: ServerWithoutModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", server.database_url)
    monkeypatch.setenv("SKOLEBRO_PATH_PREFIX", PREFIX)
    token = documents.keep(FAMILY_NOTICE, fields_from({}, danish_today()), 1)
    assert fetched(f"{site}{PREFIX}/chat/document/{token}").content.startswith(b"PK")
    for link in (plan_links.link("x", plan_links.PICTURE), talk_links.link("x", "min-liste.html")):
        gone = fetched(site + link)
        assert gone.status_code == 404 and "Linket virker ikke mere" in gone.text


def test_a_message_is_answered_and_what_is_refused_is_told_calmly(site: str) -> None:
    chat = f"{site}{PREFIX}/chat"
    session = requests.post(f"{chat}/session", timeout=30).json()["session"]
    headers = {"Authorization": f"Bearer {session}"}
    answer = requests.post(f"{chat}/message", json={"message": "answered"}, headers=headers, timeout=30)
    assert answer.json()["messages"][0]["custom"]["outcome"] == "answered"
    assert answer.headers["X-Request-ID"]
    assert "112" in fetched(f"{chat}/findes-ikke").json()["detail"]


def test_nothing_of_the_chat_is_where_it_would_be_without(server: ServerWithoutModel) -> None:
    for path in ("/chat/", "/chat/theme", "/chat/health", f"{PREFIX}/", f"{PREFIX}{PREFIX}/chat/"):
        assert fetched(server.origin + path).status_code == 404


def test_a_person_with_a_browser_is_answered(site: str, browser: Browser) -> None:
    page = Chat(browser.new_page())
    page.page.goto(f"{site}{PREFIX}/chat/")
    expect(page.input).to_be_visible()
    page.ask("answered og svaret står her")
    expect(page.answers).to_have_count(1)
    page.page.get_by_role("button", name="Menu").click()
    assert not page.complaints
    assert all(address.startswith(f"{site}{PREFIX}/chat/") for address in page.requested)
    page.page.close()
