"""nginx in front: a message of danger is never refused by its limits, and what it says itself names 112."""

import http.client
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.deploy import CHART, DEPLOY, LOCATIONS, conf, values
from tests.support.machine import free_port
from tests.support.nginx import nginx_of_the_chart

WHOLE = [DEPLOY / "container" / "nginx.conf", CHART / "files" / "nginx.conf"]
SITE = DEPLOY / "nginx" / "skolebro.conf"
MANY = 300

needs_nginx = pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not here")


def location(name: str) -> str:
    found = re.search(rf"location {re.escape(name)} \{{(.*?)\n\}}", conf(LOCATIONS), re.DOTALL)
    assert found
    return found[1]


def test_a_message_has_no_limit_but_skolebros_own() -> None:
    assert "limit" not in location("= /chat/message")
    outside = re.sub(r"location .*?\n\}", "", conf(LOCATIONS), flags=re.DOTALL)
    assert "limit_req " not in outside and "limit_conn" not in outside


@pytest.mark.parametrize("path", [*WHOLE, SITE])
def test_no_limit_stands_around_the_locations(path: Path) -> None:
    assert not re.search(r"limit_(req|conn|rate) ", conf(path))
    assert "locations.conf;" in conf(path)


def test_what_nginx_says_itself_names_112() -> None:
    assert re.search(r"error_page 413 429 502 503 504 @nede;", conf(LOCATIONS))
    assert "ring 112" in location("@nede")


def test_readiness_is_for_the_machine_itself() -> None:
    assert location("= /chat/ready").split("proxy_pass")[0].split() == ["allow", "127.0.0.1;", "deny", "all;"]


def test_nothing_but_the_chat_gets_through() -> None:
    assert location("/").split() == ["return", "404;"]


def test_links_to_papers_do_not_get_into_a_log() -> None:
    assert "access_log off;" in conf(LOCATIONS)
    assert all(re.search(r"error_log \S+ crit;", conf(path)) for path in [*WHOLE, SITE])


def test_the_chart_has_the_same_locations() -> None:
    assert (CHART / "files" / "locations.conf").resolve() == LOCATIONS


def test_nobody_may_say_who_the_user_is_until_somebody_is_named() -> None:
    assert values()["trustedProxies"] == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=skolebro"]
    subprocess.run(
        [*command, "-keyout", folder / "tls.key", "-out", folder / "tls.crt"], check=True, capture_output=True
    )
    return folder


def moved(path: Path, folder: Path, certificate: Path) -> Path:
    """The file with its paths in this test's folders; everything else as it is."""
    text = path.read_text(encoding="utf-8")
    for old, new in {
        "/tmp/": f"{folder}/",  # first: the folders that follow are below it
        "/etc/nginx/locations.conf": LOCATIONS,
        "/etc/nginx/skolebro/locations.conf": LOCATIONS,
        "/opt/skolebro/deploy/nginx/locations.conf": LOCATIONS,
        "/etc/nginx/skolebro/proxies.conf": folder / "proxies.conf",
        "/etc/nginx/skolebro/metrics": folder / "metrics",
        "/run/secrets/tls": certificate / "tls",
        "/etc/ssl/skolebro.crt": certificate / "tls.crt",
        "/etc/ssl/private/skolebro.key": certificate / "tls.key",
        "/var/log/nginx/skolebro.log": folder / "error.log",
    }.items():
        text = text.replace(old, str(new))
    if path == SITE:
        text = f"pid {folder}/nginx.pid; events {{}} http {{ {text} }}"
    (folder / "proxies.conf").write_text("real_ip_header X-Forwarded-For; set_real_ip_from 10.42.0.0/24;")
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    return folder / "nginx.conf"


@needs_nginx
@pytest.mark.parametrize("path", [*WHOLE, SITE], ids=lambda path: str(path.relative_to(DEPLOY)))
def test_nginx_can_read_it(path: Path, tmp_path: Path, certificate: Path) -> None:
    done = subprocess.run(["nginx", "-t", "-c", moved(path, tmp_path, certificate)], capture_output=True, text=True)
    assert "test is successful" in done.stderr, done.stderr


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[int]:
    """The Pod's nginx with no Skolebro behind it; gives its port. Its limit is one that a slow machine reaches, too."""
    with nginx_of_the_chart(tmp_path, free_port(), rate="1r/m") as port:
        yield port


def asked(port: int, method: str, path: str, times: int = 1, body: bytes = b"") -> list[tuple[int, str]]:
    told = []
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(times):
        connection.request(method, path, body=body)
        response = connection.getresponse()
        told.append((response.status, response.read().decode()))
    return told


def test_however_many_messages_none_is_refused_for_going_too_fast(alone: int) -> None:
    told = asked(alone, "POST", "/chat/message", MANY)
    assert {status for status, _ in told} == {502}
    assert all("ring 112" in text for _, text in told)


def test_what_is_refused_for_going_too_fast_names_112(alone: int) -> None:
    refused = [text for status, text in asked(alone, "GET", "/chat/", MANY) if status == 429]
    assert refused and all("ring 112" in text for text in refused)


def test_what_is_too_large_is_answered_with_112(alone: int) -> None:
    assert "ring 112" in asked(alone, "POST", "/chat/message", body=b"a" * 70_000)[0][1]
