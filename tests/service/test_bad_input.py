"""Whatever is sent to the REST webhook, what comes back is calm, Danish and of use."""

import json

import pytest

from bot.core.outcomes import Outcome
from tests.support.service import CARD, QUESTION, Service, is_fixed, new_sender, one_reply, post, remembered

pytestmark = pytest.mark.service


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b'{"sender": "a1", "message": ', id="JSON that breaks off"),
        pytest.param(b"sender=a1&message=hej", id="a form"),
        pytest.param(b"\xff\xfe\x00", id="bytes that are no text"),
        pytest.param(b'"hej"', id="a string"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[]", id="an empty list"),
        pytest.param(b'[{"sender": "a1", "message": "hej"}]', id="a list of messages"),
        pytest.param(b"[" * 100_000, id="endless nesting"),
        pytest.param(b'{"message": "hej"}', id="no sender"),
        pytest.param(b'{"sender": "", "message": "hej"}', id="an empty sender"),
        pytest.param(b'{"sender": "   ", "message": "hej"}', id="a sender of spaces"),
        pytest.param(b'{"sender": null, "message": "hej"}', id="a sender that is null"),
        pytest.param(b'{"sender": 7, "message": "hej"}', id="a sender that is a number"),
        pytest.param(b'{"sender": ["a1"], "message": "hej"}', id="a sender that is a list"),
        pytest.param(json.dumps({"sender": "a" * 151, "message": "hej"}).encode(), id="a sender that is too long"),
        pytest.param(b'{"sender": "a1"}', id="no message"),
        pytest.param(b'{"sender": "a1", "message": null}', id="a message that is null"),
        pytest.param(b'{"sender": "a1", "message": 42}', id="a message that is a number"),
        pytest.param(b'{"sender": "a1", "message": {"text": "hej"}}', id="a message that is an object"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_with_a_danish_reason(service: Service, body: bytes) -> None:
    response = post(service, body)
    assert 400 <= response.status_code < 500
    assert set(response.json()) == {"error"}
    assert "skal være" in response.json()["error"]


@pytest.mark.parametrize("sender", [r"a\ud800", r"a\u0000"])
def test_a_sender_that_no_database_can_store_is_refused(service: Service, sender: str) -> None:
    assert post(service, f'{{"sender": "{sender}", "message": "hej"}}').status_code == 400


def test_nothing_is_remembered_of_a_request_that_was_refused(service: Service) -> None:
    sender = new_sender()
    post(service, json.dumps({"sender": sender, "message": 42}))
    assert remembered(service, sender) == {}


def test_the_longest_allowed_sender_is_a_conversation_of_its_own(service: Service) -> None:
    sender = new_sender().ljust(150, "x")
    service.say(sender, QUESTION)
    assert remembered(service, sender)["last_card"] == CARD


# Written as it goes over the wire: Python's own JSON would not send all of it.
ODD_MESSAGES = {
    "an empty text": ('""', "tom"),
    "spaces only": ('"   "', "tom"),
    "line breaks and tabs only": (r'"\n\t\r\n"', "tom"),
    "spaces without width only": (r'"\u200b\ufeff\u2060"', "tom"),
    "control characters only": (r'"\u0000\u0007\u001b"', "tom"),
    "half a character": (r'"\ud800"', "tom"),
    "the two halves in the wrong order": (r'"\ude00\ud83d"', "tom"),
    "ten thousand characters": (json.dumps("a" * 10_000), "for-lang"),
    "a megabyte": (json.dumps("lærer " * 170_000), "for-lang"),
    "a thousand and one characters": (json.dumps("a" * 1001), "for-lang"),
    "emoji only": (json.dumps("🙂🙃👩‍👩‍👧"), "ingen-ord"),
    "punctuation only": (json.dumps("?!... --- ***"), "ingen-ord"),
    "slashes only": (json.dumps("/ // /"), "ingen-ord"),
    "a script": (json.dumps("<script>alert(1)</script>"), None),
    "an image that runs code": (json.dumps('<img src=x onerror="alert(1)">'), None),
    "a template": (json.dumps("{{7*7}} ${7*7} {contact} %s %(x)s"), None),
    "SQL": (json.dumps("'; DROP TABLE conversation; --"), None),
    "a thousand letters without a space": (json.dumps("å" * 1000), None),
    "letters from right to left": (json.dumps("متى تبدأ المدرسة"), None),
    "a letter under a heap of accents": (json.dumps("e" + "\u0301" * 900), None),
    "half a character among words": (r'"hvad er \ud83d en bisidder"', None),
    "control characters among words": (r'"hvad er\u0000 en\u001b[31m bisidder\u202e"', None),
}


@pytest.mark.parametrize("name", ODD_MESSAGES)
def test_an_odd_message_gets_one_calm_danish_reply(service: Service, name: str) -> None:
    message, expected = ODD_MESSAGES[name]
    response = post(service, f'{{"sender": "{new_sender()}", "message": {message}}}')
    assert response.status_code == 200
    reply = one_reply(response.json())
    assert reply["text"]
    assert reply["custom"]["outcome"] in {outcome.value for outcome in Outcome} - {"error"}
    if expected:
        assert is_fixed(reply, expected)
        assert reply["custom"]["outcome"] == "unanswered"
    for leak in ("Traceback", "<script", "onerror", "alert(", "DROP TABLE"):
        assert leak not in response.text
    assert "49" not in reply["text"]


@pytest.mark.parametrize("name", ["half a character among words", "control characters among words"])
def test_characters_nobody_can_see_do_not_stand_in_the_way_of_an_answer(service: Service, name: str) -> None:
    response = post(service, f'{{"sender": "{new_sender()}", "message": {ODD_MESSAGES[name][0]}}}')
    assert one_reply(response.json())["custom"]["card"] == "ord-bisidder"


@pytest.mark.parametrize(
    "payload",
    [
        '/intent{"slot": 1}',
        '/slot{"last_card": null}',
        '/show_card{"card": "el-sistema-antal", "introduced": "nej"}',
        '/show_card{"card": ["el-sistema-antal"]}',
        "/restart",
        "/session_start",
        "/back",
        "//restart",
        "\u200b/restart",
    ],
)
def test_a_command_nobody_offered_changes_nothing_that_is_remembered(service: Service, payload: str) -> None:
    sender = new_sender()
    service.say(sender, QUESTION)
    one_reply(service.say(sender, payload))
    after = remembered(service, sender)
    assert after["introduced"] is True
    assert after["seen_cards"][0] == CARD
    assert "el-sistema-antal" not in after["seen_cards"]


def test_a_button_for_a_card_that_does_not_exist_is_answered_calmly(service: Service) -> None:
    reply = one_reply(service.say(new_sender(), '/show_card{"card": "findes-slet-ikke"}'))
    assert is_fixed(reply, "trukket-tilbage")
    assert reply["custom"]["card"] is None


def test_the_service_is_well_after_all_that(service: Service) -> None:
    assert one_reply(service.say(new_sender(), QUESTION))["custom"]["card"] == CARD
