"""The gate, band by band: answer, offer, move, out of scope, not known."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.confidence_gate import ConfidenceGate
from bot.nlu.legal_gate import POSSIBLY_LEGAL

BANDS = {
    "answer_from": 0.5,
    "offer_from": 0.2,
    "offer_beside_out_of_scope_from": 0.3,
    "move_from": 0.4,
    "out_of_scope_from": 0.6,
}


def answers(certainty: float) -> list[dict[str, Any]]:
    best = {"card": "best", "certainty": certainty, "confidence": 0.6}
    return [best, {"card": "next", "certainty": 0.99, "confidence": 0.2}]


def gated(text: str, intent: dict[str, Any], ranked: list[dict[str, Any]]) -> str:
    """The intent of a message after the gate."""
    message = Message(data={"text": text, "intent": intent, "answers": ranked})
    ConfidenceGate(BANDS).process([message])
    return str(message.get("intent")["name"])


@pytest.mark.parametrize(
    ("name", "confidence", "ranked", "decided"),
    [
        # a question: answered, offered or not known, by how certain the best card is
        ("ask", 0.9, answers(0.9), "ask"),
        ("ask", 0.5, answers(0.5), "ask"),
        ("ask", 0.49, answers(0.49), "ask_unsure"),
        ("ask", 0.2, answers(0.2), "ask_unsure"),
        ("ask", 0.19, answers(0.19), "nlu_fallback"),
        ("ask", 0.9, [], "nlu_fallback"),
        # a move: made when it is probable enough
        ("greet", 0.9, answers(0.05), "greet"),
        ("greet", 0.4, [], "greet"),
        ("ask_more", 0.41, answers(0.4), "ask_more"),
        # ... else a card is offered, or it is not known; a card is never answered outright
        ("greet", 0.39, answers(0.38), "ask_unsure"),
        ("greet", 0.39, answers(0.2), "ask_unsure"),
        ("greet", 0.39, answers(0.19), "nlu_fallback"),
        ("greet", 0.39, [], "nlu_fallback"),
        # out of scope when that is sure, else not known; a rather probable card is offered all the same
        ("out_of_scope", 0.6, answers(0.05), "out_of_scope"),
        ("out_of_scope", 0.59, answers(0.05), "nlu_fallback"),
        ("out_of_scope", 0.6, answers(0.29), "out_of_scope"),
        ("out_of_scope", 0.59, answers(0.29), "nlu_fallback"),
        ("out_of_scope", 0.6, answers(0.3), "ask_unsure"),
        ("out_of_scope", 0.31, answers(0.3), "ask_unsure"),
        ("out_of_scope", 0.9, [], "out_of_scope"),
        ("out_of_scope", 0.1, [], "nlu_fallback"),
    ],
)
def test_each_band_has_its_intent(name: str, confidence: float, ranked: list[dict[str, Any]], decided: str) -> None:
    assert ConfidenceGate(BANDS).decide({"name": name, "confidence": confidence}, ranked) == decided


@pytest.mark.parametrize(
    ("text", "certainty", "decided"),
    [
        ("hvordan kommer vi i gang med skolen", 0.6, "ask"),
        ("hvordan kommer vi i gang med skolen", 0.4, "start_plan"),
        ("lav en plan for skolen", 0.6, "start_plan"),
    ],
)
def test_a_question_that_a_card_answers_starts_nothing(text: str, certainty: float, decided: str) -> None:
    data = {"text": text, "intent": {"name": "start_plan", "confidence": 0.9}, "answers": answers(certainty)}
    message = Message(data=data)
    ConfidenceGate(BANDS).process([message])
    assert message.get("intent")["name"] == decided
    probable = [answer["confidence"] for answer in message.get("answers")]
    assert probable == (pytest.approx([0.75, 0.25]) if decided == "ask" else [0.6, 0.2])


@pytest.mark.parametrize(("text", "decided"), [("forældre", "ask_unsure"), ("om forældre", "ask")])
def test_one_word_that_may_mean_several_cards_gets_a_choice(text: str, decided: str) -> None:
    vague = [{"card": "best", "certainty": 0.6, "confidence": 0.3}]
    assert gated(text, {"name": "ask", "confidence": 0.3}, vague) == decided


@pytest.mark.parametrize(("confidence", "decided"), [(0.46, "ask_unsure"), (0.9, "parent_asks")])
def test_a_single_word_makes_a_move_only_where_it_surely_is_one(confidence: float, decided: str) -> None:
    vague = [
        {"card": "best", "certainty": 0.6, "confidence": 0.2},
        {"card": "next", "certainty": 0.4, "confidence": 0.3},
    ]
    assert gated("forældre", {"name": "parent_asks", "confidence": confidence}, vague) == decided


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("nej ikke det", "ask_unsure"),
        ("nej ikke mødet. hvem betaler for lektiecaféen", "ask"),
    ],
)
def test_what_is_meant_by_a_bare_refusal_is_only_guessed(text: str, decided: str) -> None:
    assert gated(text, {"name": "ask", "confidence": 0.9}, answers(0.8)) == decided


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("jeg har vagt torsdag og min chef giver mig ikke fri kan jeg ringe ind", "ask"),
        ("jeg har prøvet tre gange nu og vil hellere tale med et menneske", "ask_person"),
        ("kan jeg ringe til jer", "ask_person"),
    ],
)
def test_a_long_message_that_names_no_person_wants_none(text: str, decided: str) -> None:
    assert gated(text, {"name": "ask_person", "confidence": 0.9}, answers(0.6)) == decided


def test_the_bands_of_this_installation_are_in_order() -> None:
    bands = ConfidenceGate.get_default_config()
    assert bands.keys() == BANDS.keys()
    assert all(0 < band < 1 for band in bands.values())
    assert bands["offer_from"] < bands["offer_beside_out_of_scope_from"] < bands["answer_from"]


def test_a_message_gets_the_decided_intent_and_keeps_the_rest() -> None:
    message = Message(data={"text": "x", "intent": {"name": "ask", "confidence": 0.3}, "answers": answers(0.3)})
    assert ConfidenceGate(BANDS).process([message]) == [message]
    assert message.get("intent") == {"name": "ask_unsure", "confidence": 0.3}
    assert message.get("answers") == answers(0.3)
    assert message.as_dict(only_output_properties=True)["intent"]["name"] == "ask_unsure"


def test_a_button_that_was_never_ranked_keeps_its_intent() -> None:
    message = Message(data={"text": "/none_of_them", "intent": {"name": "none_of_them", "confidence": 1.0}})
    ConfidenceGate(BANDS).process([message])
    assert message.get("intent") == {"name": "none_of_them", "confidence": 1.0}


@pytest.mark.parametrize("name", ["ask_legal", "ask_legal_unsure"])
def test_what_the_legal_gate_decided_is_kept(name: str) -> None:
    message = Message(data={"text": "x", "intent": {"name": name, "confidence": 0.1}, "answers": answers(0.1)})
    ConfidenceGate(BANDS).process([message])
    assert message.get("intent") == {"name": name, "confidence": 0.1}


@pytest.mark.parametrize(
    ("name", "confidence", "decided"),
    [("ask", 0.9, "ask_unsure"), ("ask", 0.3, "ask_unsure"), ("ask", 0.1, "nlu_fallback"), ("greet", 0.9, "greet")],
)
def test_a_message_that_may_be_legal_is_never_answered_outright(name: str, confidence: float, decided: str) -> None:
    data = {
        "text": "x",
        "intent": {"name": name, "confidence": confidence},
        "answers": answers(confidence),
        POSSIBLY_LEGAL: True,
    }
    message = Message(data=data)
    ConfidenceGate(BANDS).process([message])
    assert message.get("intent")["name"] == decided


def after_an_answer(text: str, intent: str) -> str:
    """The intent of a message that follows an answer."""
    told = {"topic": "best", "words_before": "må jeg tale med læreren"}
    data = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "answers": answers(0.6), "metadata": told}
    message = Message(data=data)
    ConfidenceGate(BANDS).process([message])
    return str(message.get("intent")["name"])


@pytest.mark.parametrize("remark", ["tells_plan", "acknowledge", "never_mind"])
def test_a_remark_is_one_only_after_something_and_where_it_asks_nothing(remark: str) -> None:
    assert after_an_answer("så skriver jeg til lederen i aften", remark) == remark
    assert after_an_answer("så skriver jeg til lederen, eller hvad?", remark) == "ask"
    assert after_an_answer("men hvad skriver jeg så til hende", remark) == "ask"
    assert gated("så skriver jeg til lederen i aften", {"name": remark, "confidence": 0.9}, answers(0.6)) == "ask"


def test_a_first_message_that_sighs_at_length_tells_what_is_the_matter() -> None:
    sigh = {"name": "sigh", "confidence": 0.9}
    long = "til mødet de snakker hurtigt og alle griner, jeg griner også men forstår ikke"
    assert gated("puh jeg er så træt", sigh, answers(0.6)) == "sigh"
    assert gated(long, sigh, answers(0.6)) == "ask"
    assert after_an_answer(long, "sigh") == "sigh"


def test_a_remark_that_begins_with_no_is_a_no() -> None:
    assert after_an_answer("nej, det er fint nok", "acknowledge") == "deny"
    assert gated("nej, det er fint nok", {"name": "acknowledge", "confidence": 0.9}, answers(0.6)) == "deny"
