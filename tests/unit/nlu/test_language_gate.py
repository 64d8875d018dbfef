"""The gate that notices another language."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.language_gate import LanguageGate

ENGLISH = "when do i have to come to the school meeting"


def after(text: str, intent: str = "ask", sure: float = 0.5) -> Message:
    data = {"text": text, "intent": {"name": intent, "confidence": sure}}
    return LanguageGate().process([Message(data=data)])[0]


def test_a_question_in_another_language_is_one_and_which_is_told() -> None:
    message = after(ENGLISH)
    assert message.get("intent")["name"] == "other_language"
    assert message.get("language") == "en"


@pytest.mark.parametrize("intent", ["greet", "thank", "prepare_talk", "stop_route", "start_plan", "next_step"])
def test_a_move_is_one_in_any_language(intent: str) -> None:
    message = after(ENGLISH, intent)
    assert message.get("intent")["name"] == intent
    assert message.get("language") is None


def test_what_staff_surely_have_an_answer_to_was_understood() -> None:
    assert after("antal interview", sure=0.95).get("language") is None
    assert after(ENGLISH, sure=0.95).get("language") is None
    assert after(ENGLISH, "ask_parent", sure=0.95).get("language") == "en"


def test_danish_stays_what_it_was() -> None:
    message = after("hvornår skal jeg komme til samtalen")
    assert message.get("intent")["name"] == "ask"
    assert message.get("language") is None


def test_a_message_without_words_is_left_alone() -> None:
    assert LanguageGate().process([Message(data={})])[0].get("intent") is None
