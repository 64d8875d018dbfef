"""What the channel hands to the actions of a question that may be sent to the editor, and when it hands nothing."""

from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channels.handle_message import handle_message
from bot.channels.input_filter import read
from bot.channels.short_memory import recent_words
from bot.sites.content import sites
from bot.store import left_questions
from tests.support.machine import run_async
from tests.support.store import rows

QUESTION = "hvem har nøglen til hallen?"
LEAVE = '/leave_question{"outcome": "unanswered"}'
SEND = '/send_question{"outcome": "unanswered"}'
UNKNOWN = {"text": "Det ved jeg ikke", "custom": {"outcome": "unanswered"}}
CHOICE = {"text": "Er det et af de her?", "custom": {"outcome": "clarify"}}
SHOWN = {"text": f"Det her bliver sendt: {QUESTION}", "custom": {"outcome": "clarify"}}
CARD = {"text": "Svaret", "custom": {"outcome": "answered", "card": "hvad-er-ssp"}}
WALK = {"text": "Hvem skal være med?", "custom": {"outcome": "walkthrough"}}
CRISIS = {"text": "Ring 112", "custom": {"outcome": "crisis", "danger": {"kind": "bande", "sure": True}}}
CHECK_IN = {
    "text": "Er nogen i fare?",
    "buttons": [
        {"title": "Ja", "payload": '/confirm_danger{"kind": "bande", "voice": "child", "language": "da"}'},
        {"title": "Nej", "payload": "/deny_danger"},
    ],
    "custom": {"outcome": "clarify", "danger": {"kind": "bande", "voice": "child", "language": "da", "sure": False}},
}


class Rasa:
    """Takes messages as Rasa does, and replies what it is told to."""

    def __init__(self) -> None:
        self.heard: list[UserMessage] = []

    def say(self, text: str, reply: dict[str, Any], site: str | None = "med") -> str | None:
        """The question that came along with a message; ``None`` where none did."""

        async def replies(message: UserMessage) -> None:
            self.heard.append(message)
            await message.output_channel.send_response("a", reply)

        run_async(handle_message(replies, read(text), "a", "test", {"site": site} if site else {}))
        return (self.heard[-1].metadata or {}).get("question")


@pytest.fixture
def rasa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "steder.yml").write_text("med: {questions_to_editor: true}\nuden: {title: Uden}\n", encoding="utf-8")
    monkeypatch.setenv("SKOLEBRO_SITES", str(tmp_path / "steder.yml"))
    sites.cache_clear()
    run_async(recent_words().forget("a"))
    yield Rasa()
    sites.cache_clear()


def test_a_typed_question_comes_along_and_comes_again_with_both_presses_about_it(rasa: Rasa) -> None:
    assert rasa.say(QUESTION, UNKNOWN) == QUESTION
    assert rasa.say(LEAVE, SHOWN) == QUESTION
    assert rasa.say(SEND, UNKNOWN) == QUESTION


@pytest.mark.parametrize("site", ["uden", "findes-ikke", "", None])
def test_where_the_site_takes_no_questions_nothing_comes_along(rasa: Rasa, site: str | None) -> None:
    for said in (QUESTION, LEAVE, SEND, "/none_of_them"):
        assert rasa.say(said, UNKNOWN, site=site) is None


def test_other_presses_take_no_words_along(rasa: Rasa) -> None:
    rasa.say(QUESTION, UNKNOWN)
    for payload in ("/ask_capabilities", "/ask_person", "/deny", '/show_card{"card": "hvad-er-ssp"}'):
        assert rasa.say(payload, UNKNOWN) is None


def test_none_of_them_is_about_the_question_that_got_a_choice_or_a_likely_answer(rasa: Rasa) -> None:
    rasa.say(QUESTION, CHOICE)
    assert rasa.say("/none_of_them", UNKNOWN) == QUESTION
    rasa.say(QUESTION, CARD)
    assert rasa.say("/none_of_them", UNKNOWN) == QUESTION
    assert rasa.say(LEAVE, SHOWN) == QUESTION


def test_a_question_that_was_answered_is_not_what_an_older_button_sends(rasa: Rasa) -> None:
    rasa.say(QUESTION, UNKNOWN)
    rasa.say("hvad er ssp for noget", CARD)
    assert rasa.say(LEAVE, SHOWN) is None


def test_an_answer_in_a_guided_conversation_is_not_what_an_older_button_sends(rasa: Rasa) -> None:
    rasa.say(QUESTION, UNKNOWN)
    rasa.say("vi vil gerne lave lektiecafé", WALK)
    for payload in (LEAVE, SEND, "/none_of_them"):
        assert rasa.say(payload, WALK) is None


@pytest.mark.parametrize("reply", [CRISIS, CHECK_IN])
def test_after_danger_nothing_comes_along(rasa: Rasa, reply: dict[str, Any]) -> None:
    rasa.say("drengene skyder på hinanden", reply)
    for payload in (LEAVE, SEND, "/none_of_them"):
        assert rasa.say(payload, reply) is None
    assert rasa.say(QUESTION, UNKNOWN) is None
    assert rasa.say(LEAVE, SHOWN) is None


def test_words_that_were_asked_about_are_not_sent_after_a_no_either(rasa: Rasa) -> None:
    rasa.say("drengene skyder på hinanden", CHECK_IN)
    assert rasa.say("/deny_danger", UNKNOWN) is None
    assert rasa.say(LEAVE, SHOWN) is None


@pytest.mark.parametrize("words", ["hvorfor må Fatima Hassan ikke komme i klubben", "økonomi", "hvem har nøglen " * 90])
def test_what_may_not_be_sent_does_not_come_along_later_either(rasa: Rasa, words: str) -> None:
    assert rasa.say(words, UNKNOWN) is None
    assert rasa.say(LEAVE, SHOWN) is None


def test_after_a_restart_and_in_another_conversation_there_is_nothing_to_send(rasa: Rasa) -> None:
    rasa.say(QUESTION, UNKNOWN)
    run_async(recent_words().forget("a"))
    assert rasa.say(LEAVE, SHOWN) is None


def test_until_an_action_keeps_it_nothing_is_in_the_store(rasa: Rasa, sqlite: str) -> None:
    for said in (QUESTION, LEAVE, SEND):
        rasa.say(said, SHOWN)
    assert rows("left_question") == []
    assert left_questions.all_kept() == []
