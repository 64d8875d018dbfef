"""The chat page and what it talks to, as a browser and as somebody who means harm meet it."""

from pathlib import Path

import psutil
import pytest
import requests

from bot.paths import ROOT
from tests.conftest import Service
from tests.service.support import CARD, QUESTION, is_fixed, one_reply, processes

pytestmark = pytest.mark.service

FILES = {
    "": ("index.html", "text/html"),
    "page.css": ("page.css", "text/css"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "skolebro-chat.js": ("dist/skolebro-chat.js", "text/javascript"),
}


def opened_session(service: Service) -> str:
    response = requests.post(f"{service.url}/chat/session", timeout=30)
    assert response.status_code == 201
    return response.json()["session"]


def send(service: Service, session: object, message: object) -> requests.Response:
    return requests.post(f"{service.url}/chat/message", json={"session": session, "message": message}, timeout=30)


@pytest.mark.parametrize("path", FILES)
def test_the_files_of_the_page_are_served_as_they_are(service: Service, path: str) -> None:
    file, content_type = FILES[path]
    response = requests.get(f"{service.url}/chat/{path}", timeout=30)
    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] == content_type
    assert response.content == Path(ROOT, "web", file).read_bytes()


@pytest.mark.parametrize("path", FILES)
def test_the_page_may_load_nothing_but_its_own_files(service: Service, path: str) -> None:
    headers = requests.get(f"{service.url}/chat/{path}", timeout=30).headers
    policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["style-src"] == "'self'"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path", ["src/skolebro-chat.js", "package.json", "..%2fpyproject.toml", "%2e%2e/%2e%2e/pyproject.toml", "dist/"]
)
def test_no_other_file_is_served(service: Service, path: str) -> None:
    # Prepared by hand: requests would tidy the dots away.
    request = requests.Request("GET", service.url).prepare()
    request.url = f"{service.url}/chat/{path}"
    assert requests.Session().send(request, timeout=30).status_code == 404


def test_a_session_gets_its_questions_answered_and_is_followed_up(service: Service) -> None:
    session = opened_session(service)
    response = send(service, session, QUESTION)
    assert response.status_code == 200
    assert one_reply(response.json()["messages"])["custom"]["card"] == CARD
    follow_up = one_reply(send(service, session, "hvor står det?").json()["messages"])
    assert follow_up["custom"]["card"] == CARD


def test_the_page_never_learns_what_its_conversation_is_called(service: Service) -> None:
    session = opened_session(service)
    assert "recipient_id" not in send(service, session, QUESTION).text


def test_two_sessions_never_share_a_conversation(service: Service) -> None:
    one, another = opened_session(service), opened_session(service)
    assert one != another
    send(service, one, QUESTION)
    reply = one_reply(send(service, another, "hvor står det?").json()["messages"])
    assert is_fixed(reply, "intet-at-vise")


def test_a_conversation_of_the_page_can_be_held_nowhere_but_with_its_session(service: Service) -> None:
    session = opened_session(service)
    send(service, session, QUESTION)
    for sender in (session, session.split(".")[0]):
        assert is_fixed(one_reply(service.say(sender, "hvor står det?")), "intet-at-vise")


def with_another_name(session: str) -> str:
    return ("B" if session[0] == "A" else "A") + session[1:]


def with_another_signature(session: str) -> str:
    name, at, signature = session.split(".")
    return f"{name}.{at}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


def with_another_time(session: str) -> str:
    name, at, signature = session.split(".")
    return f"{name}.{'B' if at[-2] == 'A' else 'A'}{at[1:]}.{signature}"


@pytest.mark.parametrize("tamper", [with_another_name, with_another_signature, with_another_time])
def test_a_session_that_was_tampered_with_is_refused(service: Service, tamper: object) -> None:
    session = opened_session(service)
    assert callable(tamper)
    response = send(service, tamper(session), QUESTION)
    assert response.status_code == 401
    assert "udløbet" in response.json()["error"]


@pytest.mark.parametrize("session", [None, "", "gæt", 7, [], {}, "a.b.c", "\x00", "æ.ø.å", "x" * 100_000])
def test_a_session_the_service_did_not_give_is_refused(service: Service, session: object) -> None:
    response = send(service, session, QUESTION)
    assert response.status_code == 401
    assert "udløbet" in response.json()["error"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"hej"', b"\xff"])
def test_a_body_that_is_no_json_object_is_refused_with_a_danish_reason(service: Service, body: bytes) -> None:
    response = requests.post(f"{service.url}/chat/message", data=body, timeout=30)
    assert response.status_code == 400
    assert "skal være" in response.json()["error"]


@pytest.mark.parametrize("message", [None, 42, ["hej"], {"text": "hej"}])
def test_a_message_that_is_no_text_is_refused_with_a_danish_reason(service: Service, message: object) -> None:
    response = send(service, opened_session(service), message)
    assert response.status_code == 400
    assert "skal være en tekst" in response.json()["error"]


def test_pages_of_other_sites_may_not_read_what_the_chat_says(service: Service) -> None:
    session = opened_session(service)
    response = requests.post(
        f"{service.url}/chat/message",
        json={"session": session, "message": "hej"},
        headers={"Origin": "https://andet.example"},
        timeout=30,
    )
    assert "Access-Control-Allow-Origin" not in response.headers


def test_health_tells_that_the_chat_is_ready(service: Service) -> None:
    response = requests.get(f"{service.url}/chat/health", timeout=30)
    assert (response.status_code, response.json()) == (200, {"ready": True})


def test_the_servers_listen_on_this_machine_only(service: Service) -> None:
    listening = [
        connection.laddr
        for process in processes(service)
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert {address.ip for address in listening} == {"127.0.0.1"}
    assert {address.port for address in listening} == {service.port, service.actions_port}
