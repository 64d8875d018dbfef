"""The gate that notices a parent, and says what a parent would be told."""

import math
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.parent_gate import ParentGate

GATE = ParentGate(ParentGate.get_default_config())


def card(name: str, certainty: float, legal: bool = False) -> dict[str, Any]:
    # As probable among the cards as it is certain to answer.
    return {"card": name, "theme": "foraeldre", "legal": legal, "confidence": certainty, "certainty": certainty}


def after(
    intent: str,
    gate_score: float,
    *cards: dict[str, Any],
    sure: float = 0.6,
    legal: float = -9.0,
    word: bool = False,
    text: str = "to ord",
    share: float = 0.5,
    topic: str = "",
) -> Message:
    data = {
        "text": text,
        "intent": {"name": intent, "confidence": sure},
        "gate_scores": {"foraelder": gate_score, "jura": legal},
        "parents_answers": list(cards),
        "parents_share": share,
        "legal_word": word,
        "metadata": {"topic": topic},
    }
    return GATE.process([Message(data=data)])[0]


def name(message: Message) -> str:
    return str(message.get("intent")["name"])


def test_a_parents_question_is_one_and_what_staff_would_get_is_kept() -> None:
    message = after("ask_unsure", 2.0, card("foraelder-tolk", 0.8))
    assert name(message) == "ask_parent"
    assert message.get("staff_intent") == "ask_unsure"
    assert message.get("for_parents") == "answer"


@pytest.mark.parametrize("intent", ["greet", "thank", "stop_route", "start_plan", "next_step", "crisis"])
def test_a_move_is_one_whoever_makes_it(intent: str) -> None:
    assert name(after(intent, 9.0, card("foraelder-tolk", 0.9))) == intent


@pytest.mark.parametrize(
    ("gate_score", "share", "taken_for"),
    [(2.0, 0.5, "ask_parent"), (-1.0, 0.5, "ask_unsure"), (4.0, 0.02, "ask_unsure"), (-1.0, 0.98, "ask_parent")],
)
def test_how_it_sounds_and_whose_cards_answer_it_decide_together(
    gate_score: float, share: float, taken_for: str
) -> None:
    assert name(after("ask_unsure", gate_score, card("foraelder-tolk", 0.9), share=share)) == taken_for


def test_a_sure_answer_for_staff_gives_way_only_to_who_is_surely_a_parent() -> None:
    assert name(after("ask", 1.0, card("foraelder-tolk", 0.9), share=0.5)) == "ask"
    assert name(after("ask", 5.0, card("foraelder-tolk", 0.9), share=0.5)) == "ask_parent"


@pytest.mark.parametrize(
    ("last_answer", "taken_for"), [("foraelder-tolk", "ask_parent"), ("ord-bisidder", "ask_unsure"), ("", "ask_unsure")]
)
def test_who_was_answered_as_a_parent_is_likely_one_still(last_answer: str, taken_for: str) -> None:
    assert name(after("ask_unsure", 0.5, card("foraelder-tolk", 0.9), share=0.5, topic=last_answer)) == taken_for


def test_a_parents_question_starts_no_preparation_where_a_card_answers_it() -> None:
    # Less probable than the move, but sure to answer.
    answers = card("foraelder-samtale-sige", 0.6) | {"confidence": 0.2}
    assert name(after("prepare_talk", 4.0, answers, text="hvad skal jeg sige til samtalen")) == "ask_parent"
    assert name(after("prepare_talk", 4.0, answers, text="lav en liste til samtalen")) == "prepare_talk"
    unsure = card("foraelder-samtale-sige", 0.2)
    assert name(after("prepare_talk", 4.0, unsure, text="hvad skal jeg sige til samtalen")) == "prepare_talk"


def test_what_no_parents_card_answers_stays_what_it_was() -> None:
    message = after("out_of_scope", 5.0, card("foraelder-tolk", 0.05))
    assert name(message) == "out_of_scope"
    assert message.get("for_parents") == "not_known"


def test_a_parent_known_to_be_one_is_answered_without_the_score() -> None:
    message = after("ask", -5.0, card("foraelder-tolk", 0.8))
    assert name(message) == "ask"
    assert message.get("for_parents") == "answer"


@pytest.mark.parametrize(
    ("certainty", "told"), [(0.9, "answer"), (0.5, "answer"), (0.49, "offer"), (0.05, "not_known")]
)
def test_the_bands(certainty: float, told: str) -> None:
    assert GATE.decide([card("foraelder-tolk", certainty)], legal=False) == told


def test_a_legal_matter_gets_legal_guidance_first_and_then_what_else_may_be_meant() -> None:
    message = after(
        "ask_legal", 3.0, card("foraelder-tolk", 0.5), card("foraelder-sige-nej", 0.4, legal=True), legal=3.0
    )
    assert name(message) == "ask_parent_legal"
    assert [answer["card"] for answer in message.get("parents_answers")] == ["foraelder-sige-nej", "foraelder-tolk"]
    assert message.get("parents_answers")[0]["confidence"] == pytest.approx(1)


def test_an_ordinary_card_that_hardly_answers_does_not_stand_under_law() -> None:
    message = after(
        "ask_legal", 3.0, card("foraelder-tolk", 0.2), card("foraelder-sige-nej", 0.4, legal=True), legal=3.0
    )
    assert [answer["card"] for answer in message.get("parents_answers")] == ["foraelder-sige-nej"]


def test_a_word_of_law_settles_it_and_something_is_always_offered() -> None:
    few = [card(f"foraelder-{number}", 0.001, legal=True) for number in range(3)]
    message = after("ask_legal_unsure", 3.0, *few, word=True)
    assert name(message) == "ask_parent_legal"
    assert message.get("for_parents") == "offer"


def test_staffs_legal_guidance_gives_way_to_a_plain_card_only_for_a_sure_parent() -> None:
    noted = card("foraelder-samtale-noter", 0.9)
    assert name(after("ask_legal", 3.0, noted, legal=1.0)) == "ask_legal"
    assert name(after("ask_legal_unsure", 3.0, noted, legal=1.0)) == "ask_legal_unsure"
    assert name(after("ask_legal", 8.0, noted, legal=1.0)) == "ask_parent"


def test_a_childs_words_give_way_only_for_a_sure_parent() -> None:
    assert name(after("child_writes", 3.0, card("foraelder-uro", 0.9))) == "child_writes"
    assert name(after("child_writes", 8.0, card("foraelder-uro", 0.9))) == "ask_parent"


def test_a_question_near_to_its_card_is_no_wish_to_prepare_the_talk() -> None:
    assert name(after("prepare_talk", 4.0, card("foraelder-tolk", 0.8))) == "ask_parent"
    assert name(after("prepare_talk", 4.0, card("foraelder-tolk", 0.3))) == "prepare_talk"


def test_a_single_word_tells_nothing_of_who_typed_it() -> None:
    assert name(after("ask_unsure", 9.0, card("foraelder-tolk", 0.9), text="tolk")) == "ask_unsure"
    assert name(after("ask_unsure", 9.0, card("foraelder-tolk", 0.9), text="tolk gratis")) == "ask_parent"


@pytest.mark.parametrize(("gate_score", "perhaps"), [(0.5, True), (-2.5, True), (-6.0, False)])
def test_who_may_be_a_parent_is_marked_whatever_the_intent(gate_score: float, perhaps: bool) -> None:
    assert after("ask", gate_score, card("foraelder-tolk", 0.9)).get("perhaps_parent") is perhaps


def test_nothing_ranked_is_left_alone() -> None:
    message = GATE.process([Message(data={"text": "/greet", "intent": {"name": "greet", "confidence": 1.0}})])[0]
    assert name(message) == "greet"
    assert message.get("for_parents") is None
    assert GATE.decide([], legal=True) == "not_known"
    assert math.isfinite(GATE.get_default_config()["parent_from"])
