"""Messages of the page: run once, fetched when missed, refused calmly."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.support.service import (
    CARD,
    OTHER_QUESTION,
    QUESTION,
    ChatSession,
    Service,
    assert_problem,
    is_fixed,
    one_reply,
    turns,
    wait_until,
)

pytestmark = pytest.mark.service


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
        # Long enough to be read, also on a busy machine; the reader hangs up without looking at the answer.
        time.sleep(0.5)

    def missed() -> list[dict[str, Any]]:
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


@pytest.mark.parametrize("role", ["medarbejder", "skole", "foraelder"])
def test_every_button_of_every_greeting_leads_somewhere(service: Service, role: str) -> None:
    greeting = requests.get(f"{service.url}/chat/theme", timeout=30).json()["greetings"][role]
    assert greeting["buttons"]
    for button in greeting["buttons"]:
        chat = ChatSession(service, role=role)
        reply = chat.say(button["payload"])[0]["custom"]
        assert reply["outcome"] in ("answered", "walkthrough", "smalltalk", "consent_guidance"), button["title"]


def test_each_role_one_can_choose_is_met_as_such_with_its_questions(service: Service) -> None:
    theme = requests.get(f"{service.url}/chat/theme", timeout=30).json()
    assert [asker["role"] for asker in theme["roles"]] == ["medarbejder", "skole", "foraelder"]
    for asker in theme["roles"]:
        reply = one_reply(ChatSession(service).send(asker["payload"], role=asker["role"]).json()["messages"])
        assert reply["custom"]["voice"] == ("foraelder" if asker["role"] == "foraelder" else "medarbejder")
        assert reply["buttons"] == theme["greetings"][asker["role"]]["buttons"]


def test_a_role_that_comes_with_a_message_goes_before_that_of_the_session(service: Service) -> None:
    chat = ChatSession(service, role="medarbejder")
    assert one_reply(chat.say("hvad er ppr"))["custom"]["voice"] == "medarbejder"
    reply = one_reply(chat.send("hvad er ppr", role="foraelder").json()["messages"])
    assert (reply["custom"]["voice"], reply["custom"]["card"]) == ("foraelder", "foraelder-ppr")
    assert_problem(chat.send("hvad er ppr", role="chef"), 400, "bad-request")


def test_a_guided_conversation_tells_which_question_it_is_and_what_its_buttons_are(service: Service) -> None:
    chat = ChatSession(service)
    first = one_reply(chat.say("/start_plan"))
    assert first["custom"]["progress"]["number"] == 1
    skip = next(button for button in first["buttons"] if button.get("kind") == "skip")
    second = one_reply(chat.say(skip["payload"]))
    assert second["custom"]["progress"]["number"] == 2
    assert second["custom"]["progress"]["can_go_back"] is True
    assert chat.say("/go_back")[-1]["custom"]["progress"]["number"] == 1
    kept = [chat.say(message) for message in ("slet min plan", "/deny")]
    assert is_fixed(kept[1][0], "beholdt")
    assert kept[1][-1]["custom"]["progress"]["number"] == 1, "it is still there"
