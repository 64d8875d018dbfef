"""The chat's files and API, as a browser and as somebody who means harm meet them."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
import requests
import yaml

from bot.core.paths import ROOT
from bot.store import models
from bot.store.database import engine_for, session
from tests.conftest import Service
from tests.service.support import (
    CARD,
    OTHER_CARD,
    OTHER_QUESTION,
    QUESTION,
    ChatSession,
    is_fixed,
    one_reply,
    processes,
    remembered,
    turns,
    wait_until,
)

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


def assert_problem(response: requests.Response, status: int, kind: str) -> dict:
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (problem["type"], problem["status"]) == (f"urn:skolebro:{kind}", status)
    assert problem["title"] and problem["detail"]
    return problem


# The files


@pytest.mark.parametrize("path", FILES)
def test_the_files_of_the_page_are_served_as_they_are(service: Service, path: str) -> None:
    file, content_type = FILES[path]
    response = requests.get(f"{service.url}/chat/{path}", timeout=30)
    assert response.status_code == 200
    assert response.headers["Content-Type"].split(";")[0] == content_type
    assert response.content == Path(ROOT, "web", file).read_bytes()


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


# A conversation and its session


def test_a_session_gets_its_questions_answered_and_is_followed_up(service: Service) -> None:
    chat = ChatSession(service)
    assert one_reply(chat.say(QUESTION))["custom"]["card"] == CARD
    assert one_reply(chat.say("hvor står det?"))["custom"]["card"] == CARD


def test_the_page_never_learns_what_its_conversation_is_called(service: Service) -> None:
    assert "recipient_id" not in ChatSession(service).send(QUESTION).text


def test_two_sessions_never_share_a_conversation(service: Service) -> None:
    one, another = ChatSession(service), ChatSession(service)
    assert one.opened["session"] != another.opened["session"]
    one.say(QUESTION)
    assert is_fixed(one_reply(another.say("hvor står det?")), "intet-at-vise")


def test_ten_tabs_at_once_each_get_their_own_answers(service: Service) -> None:
    tabs = [ChatSession(service) for _ in range(10)]

    def use(number: int) -> list[str]:
        question = (QUESTION, OTHER_QUESTION)[number % 2]
        return [one_reply(tabs[number].say(said))["custom"]["card"] for said in (question, "hvor står det?")]

    with ThreadPoolExecutor(max_workers=10) as at_once:
        cards = list(at_once.map(use, range(10)))
    assert cards == [[CARD, CARD], [OTHER_CARD, OTHER_CARD]] * 5


def test_a_conversation_of_the_page_can_be_held_nowhere_but_with_its_session(service: Service) -> None:
    chat = ChatSession(service)
    chat.say(QUESTION)
    for sender in (chat.opened["session"], chat.opened["session"].split(".")[0]):
        assert is_fixed(one_reply(service.say(sender, "hvor står det?")), "intet-at-vise")


def with_another_name(token: str) -> str:
    return token[:4] + ("B" if token[4] == "A" else "A") + token[5:]


def with_another_signature(token: str) -> str:
    content, at, signature = token.split(".")
    return f"{content}.{at}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


def with_another_time(token: str) -> str:
    content, at, signature = token.split(".")
    return f"{content}.{'B' if at[-2] == 'A' else 'A'}{at[1:]}.{signature}"


CALLS = [("POST", "message"), ("GET", "messages"), ("POST", "feedback"), ("DELETE", "session")]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
@pytest.mark.parametrize("tamper", [with_another_name, with_another_signature, with_another_time])
def test_a_session_that_was_tampered_with_opens_nothing(service: Service, tamper: object, call: tuple) -> None:
    chat = ChatSession(service)
    assert callable(tamper)
    chat.headers["Authorization"] = f"Bearer {tamper(chat.opened['session'])}"
    assert_problem(chat.request(*call, json={"message": QUESTION}), 401, "session-expired")


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "gæt".encode(), "Bearer a.b.c", "Basic YTpi", "Bearer " + "x" * 5000]
)
def test_a_session_the_service_did_not_give_opens_nothing(service: Service, header: str | None, call: tuple) -> None:
    chat = ChatSession(service)
    chat.headers = {"Authorization": header} if header is not None else {}
    assert_problem(chat.request(*call, json={"message": QUESTION}), 401, "session-expired")


# A message


def test_a_message_sent_twice_is_run_once(service: Service) -> None:
    chat = ChatSession(service)
    before = len(turns(service))
    first = chat.send(QUESTION, id="samme-besked").json()
    assert chat.send(QUESTION, id="samme-besked").json() == first
    assert len(turns(service)) == before + 1


def test_a_message_sent_twice_at_once_is_run_once(service: Service) -> None:
    chat = ChatSession(service)
    before = len(turns(service))
    with ThreadPoolExecutor(max_workers=5) as at_once:
        answers = list(at_once.map(lambda _: chat.send(QUESTION, id="samme-besked").json(), range(5)))
    assert all(answer == answers[0] for answer in answers)
    assert len(turns(service)) == before + 1


def test_an_answer_that_was_missed_can_be_fetched(service: Service) -> None:
    chat = ChatSession(service)
    chat.send(OTHER_QUESTION, id="besked-nummer-1")
    body = json.dumps({"id": "mistet-svar", "message": QUESTION}).encode()
    with socket.create_connection(("127.0.0.1", service.port)) as line:
        head = (
            f"POST /chat/message HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {chat.headers['Authorization']}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        line.sendall(head.encode() + body)
        # Long enough to be read, too short to be answered: the reader hangs up.
        time.sleep(0.005)

    def missed() -> list[dict]:
        return chat.request("GET", "messages", params={"after": "besked-nummer-1"}).json()["turns"]

    wait_until(lambda: [turn["id"] for turn in missed()] == ["mistet-svar"], "the answer is there")
    assert one_reply(missed()[0]["messages"])["custom"]["card"] == CARD
    assert len(chat.request("GET", "messages").json()["turns"]) == 2


def test_what_was_missed_is_told_to_nobody_else(service: Service) -> None:
    ChatSession(service).say(QUESTION)
    assert ChatSession(service).request("GET", "messages").json() == {"turns": []}


def test_personal_data_comes_back_masked_so_that_the_page_need_not_keep_it(service: Service) -> None:
    chat = ChatSession(service)
    answer = chat.send("hvad er en bisidder? mit nummer er 010203-1234").json()
    assert "[nr]" in answer["masked"] and "010203" not in str(answer)
    assert "masked" not in chat.send(QUESTION).json()


@pytest.mark.parametrize("origin", ["http://[", "null", "javascript:alert(1)", "http://", "\x7f"])
def test_an_origin_that_is_no_address_is_refused_calmly(service: Service, origin: str) -> None:
    response = requests.get(f"{service.url}/chat/theme", headers={"Origin": origin}, timeout=30)
    assert_problem(response, 403, "origin-refused")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"hej"', b"\xff"])
def test_a_body_that_is_no_json_object_is_refused_with_a_danish_reason(service: Service, body: bytes) -> None:
    problem = assert_problem(ChatSession(service).request("POST", "message", data=body), 400, "bad-request")
    assert "skal være" in problem["detail"]


@pytest.mark.parametrize("message", [None, 42, ["hej"], {"text": "hej"}])
def test_a_message_that_is_no_text_is_refused_with_a_danish_reason(service: Service, message: object) -> None:
    problem = assert_problem(ChatSession(service).send(message), 400, "bad-request")
    assert "skal være en tekst" in problem["detail"]


@pytest.mark.parametrize("name", ["kort", "x" * 65, "med mellemrum", "<script>", 12345678, ["abcdefgh"], "æøåæøåæø"])
def test_a_message_with_an_odd_id_is_refused(service: Service, name: object) -> None:
    assert_problem(ChatSession(service).send(QUESTION, id=name), 400, "bad-request")


def test_a_huge_message_is_refused_and_the_next_is_answered(service: Service) -> None:
    chat = ChatSession(service)
    assert is_fixed(one_reply(chat.say("å" * 1001)), "for-lang")
    problem = assert_problem(chat.send("å" * 1_000_000), 413, "too-large")
    assert "1000 tegn" in problem["detail"]
    assert one_reply(chat.say(QUESTION))["custom"]["card"] == CARD


def test_scripts_in_a_message_come_back_in_no_answer(service: Service) -> None:
    chat = ChatSession(service)
    response = chat.send("<script>alert(1)</script> hvad er en bisidder")
    assert "script" not in str(response.json()["messages"])
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_an_address_that_is_not_there_and_a_call_it_does_not_take_are_problems_too(service: Service) -> None:
    assert_problem(requests.get(f"{service.url}/chat/findes-ikke", timeout=30), 404, "not-found")
    wrong = requests.get(f"{service.url}/chat/message", timeout=30)
    assert_problem(wrong, 405, "method-not-allowed")
    assert "POST" in wrong.headers["Allow"]


@pytest.mark.parametrize("role", ["alle", "medarbejder", "skole", "foraelder"])
def test_every_button_of_every_greeting_leads_somewhere(service: Service, role: str) -> None:
    greeting = requests.get(f"{service.url}/chat/theme", timeout=30).json()["greetings"][role]
    assert greeting["buttons"]
    for button in greeting["buttons"]:
        chat = ChatSession(service, role=role if role != "alle" else None)
        reply = chat.say(button["payload"])[0]["custom"]
        assert reply["outcome"] in ("answered", "walkthrough", "smalltalk", "consent_guidance"), button["title"]


# Feedback


def noted(service: Service) -> list[tuple]:
    with session(engine_for(service.database_url)) as opened:
        rows = opened.query(models.Feedback).order_by(models.Feedback.id)
        return [(row.card_id, row.helped, row.reason) for row in rows]


def test_feedback_is_noted_changed_and_taken_back(service: Service) -> None:
    chat = ChatSession(service)
    answered = {"id": chat.send(QUESTION).json()["id"], "card": CARD}
    before = noted(service)
    for said, kept in (
        ({"helped": True}, [(CARD, True, None)]),
        ({"helped": False, "reason": "mangler"}, [(CARD, False, "mangler")]),
        ({"helped": None}, []),
    ):
        response = chat.request("POST", "feedback", json={**answered, **said})
        assert (response.status_code, response.content) == (204, b"")
        assert noted(service) == before + kept


@pytest.mark.parametrize(
    "wrong",
    [
        {"card": "findes-ikke"},
        {"card": None},
        {"card": ["x"]},
        {"card": "\ud800"},
        {"card": "\x00"},
        {"helped": "ja"},
        {"helped": 1},
        {"id": "?"},
        {"reason": "fri tekst om Ali"},
        {"reason": {}},
    ],
)
def test_feedback_that_is_none_is_refused_and_not_noted(service: Service, wrong: dict) -> None:
    before = noted(service)
    body = {"id": "abcdefgh", "card": CARD, "helped": False, **wrong}
    status, kind = (404, "not-found") if wrong == {"card": "findes-ikke"} else (400, "bad-request")
    assert_problem(ChatSession(service).request("POST", "feedback", json=body), status, kind)
    assert noted(service) == before


# The end of a conversation


def test_a_deleted_conversation_is_gone_and_its_session_cannot_be_replayed(service: Service) -> None:
    chat = ChatSession(service)
    chat.send(QUESTION, id="slettes-nu")
    assert remembered(service, chat.sender)
    assert chat.request("DELETE", "session").status_code == 204
    assert not remembered(service, chat.sender)
    for call in CALLS[:-1]:
        assert_problem(chat.request(*call, json={"id": "slettes-nu", "message": QUESTION}), 401, "session-expired")
    # Whoever did not hear that it was done may ask for it again.
    assert chat.request("DELETE", "session").status_code == 204
    assert not remembered(service, chat.sender), "nor does a replayed session begin it anew"


def papers_of(chat: ChatSession) -> str:
    chat.say("/prepare_talk")
    for _ in range(5):
        replies = chat.say("spring over")
    return str(replies[0]["custom"]["attachments"][0]["url"])


@pytest.mark.parametrize(("papers", "status"), [("true", 404), ("false", 200)])
def test_what_was_made_goes_with_the_conversation_only_when_asked_to(
    service: Service, papers: str, status: int
) -> None:
    chat = ChatSession(service)
    link = papers_of(chat)
    assert requests.get(service.url + link, timeout=30).status_code == 200
    assert chat.request("DELETE", "session", params={"papers": papers}).status_code == 204
    assert requests.get(service.url + link, timeout=30).status_code == status


def test_a_deleted_plan_is_deleted_with_its_words(service: Service) -> None:
    chat = ChatSession(service)
    chat.say("/start_plan")
    token = remembered(service, chat.sender)["plan"]
    with session(engine_for(service.database_url)) as opened:
        assert opened.get(models.Plan, token)
    chat.request("DELETE", "session", params={"papers": "true"})
    with session(engine_for(service.database_url)) as opened:
        assert opened.get(models.Plan, token) is None


# Other pages


@pytest.mark.parametrize("path", ["theme", "message", "session", "skolebro-chat.js", ""])
def test_pages_of_other_sites_may_read_nothing_unless_they_are_named(service: Service, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        response = requests.request(
            method, f"{service.url}/chat/{path}", json={}, headers={"Origin": "https://andet.example"}, timeout=30
        )
        assert not [name for name in response.headers if name.lower().startswith("access-control-allow")]


def test_pages_of_other_sites_are_told_that_they_are_not_set_up(service: Service) -> None:
    chat = ChatSession(service)
    chat.headers["Origin"] = "https://andet.example"
    assert_problem(chat.send(QUESTION), 403, "origin-refused")
    for path in ("session", "theme?site=standard"):
        method = "GET" if "theme" in path else "POST"
        assert_problem(chat.request(method, path), 403, "origin-refused")


def test_the_description_of_the_api_can_be_fetched(service: Service) -> None:
    described = requests.get(f"{service.url}/chat/openapi.json", timeout=30).json()
    written = yaml.safe_load((ROOT / "bot" / "channels" / "openapi.yml").read_text(encoding="utf-8"))
    assert described == written


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
