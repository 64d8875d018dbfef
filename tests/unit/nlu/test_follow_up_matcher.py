"""What a message asks of the last answer."""

import pickle
from typing import Any

import numpy as np
import pytest
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.follow_ups import FollowUps
from bot.nlu.follow_up_matcher import FollowUpMatcher
from bot.nlu.follow_up_model import FollowUpModel
from bot.nlu.sentence_embedder import embed
from bot.nlu.thread import Said, Thread
from tests.support.follow_ups import follow_up, key_of

NO, LONG, WHO = "Hvad hvis skolen siger nej?", "Hvor længe gælder det?", "Hvem ringer jeg til?"
ASKED = {
    "alfa": [
        follow_up(
            NO, "og hvis de siger nej", "de vil ikke være med", "hvad hvis lederen afviser det", answer="Vent en uge."
        ),
        follow_up(LONG, "hvor længe", "hvornår udløber den", "hvor mange måneder varer det", answer="Et år."),
        follow_up(WHO, "hvem skal jeg ringe til", "hvem tager telefonen", "hvis nummer er det", card="beta"),
    ],
    "beta": [
        follow_up("Koster det noget?", "hvad koster det", "er det gratis", "skal vi betale for det", answer="Nej."),
        follow_up("Skal børnene med?", "må børnene komme med", "skal hun være der selv", "uden barnet?", answer="Ja."),
    ],
}


@pytest.fixture(scope="module")
def model() -> FollowUpModel:
    known = {card: FollowUps(reviewed="2026-11-30", follow_ups=asked) for card, asked in ASKED.items()}
    return FollowUpModel().fit(known, {"beta": "Hvem svarer i telefonen?"}, embed)


def best(model: FollowUpModel, card: str, text: str) -> str:
    return model.matches(card, embed([text])[0], len(text.split()), 0.0)[0].key


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("men hvad gør jeg hvis skolen siger nej tak", NO),
        ("gælder det i et halvt år eller hvor længe", LONG),
        ("hvem kan jeg få fat på i telefonen", WHO),
    ],
)
def test_what_is_asked_in_other_words_is_found(model: FollowUpModel, text: str, title: str) -> None:
    assert best(model, "alfa", text) == key_of(title)


def test_only_what_is_asked_after_that_card_is_found(model: FollowUpModel) -> None:
    keys = {match.key for match in model.matches("beta", embed(["hvor længe gælder det"])[0], 4, 0.0)}
    assert keys == {key_of(asked["title"]) for asked in ASKED["beta"]}
    assert model.matches("gamma", embed(["hvor længe"])[0], 2, 0.0) == []


def test_many_words_are_the_less_likely_to_lean_on_the_answer(model: FollowUpModel) -> None:
    seen = embed(["hvor længe gælder det"])[0]
    assert model.matches("alfa", seen, 30, 0.0)[0].log_odds < model.matches("alfa", seen, 3, 0.0)[0].log_odds


def test_what_a_card_answers_by_itself_is_the_less_likely_asked_of_the_last_answer(model: FollowUpModel) -> None:
    seen = embed(["hvor længe gælder det"])[0]
    assert model.matches("alfa", seen, 4, 1.0)[0].log_odds < model.matches("alfa", seen, 4, 0.0)[0].log_odds


def test_with_nothing_to_tell_apart_nothing_is_asked() -> None:
    assert FollowUpModel().fit({}, {}, embed).matches("alfa", np.zeros(384, dtype=np.float32), 3, 0.0) == []


def understood(
    model: FollowUpModel, text: str, intent: str = "ask_unsure", carries: dict[str, Any] | None = None, **told: Any
) -> Message:
    matcher = FollowUpMatcher(FollowUpMatcher.get_default_config(), None, Resource("x"), model)  # type: ignore[arg-type]
    data = {
        "text": text,
        "sentence_embedding": embed([text])[0],
        "intent": {"name": intent, "confidence": 0.5},
        "metadata": {"topic": "alfa", **told},
        **(carries or {}),
    }
    return matcher.process([Message(data=data)])[0]


EMBEDDED = embed(["og hvis de siger nej"])[0]


def after(best: float) -> dict[str, Any]:
    """What the ranking leaves of a message that a card fits this well."""
    return {"thread": Thread(Said(5, 0.2), best, best)}


def name(message: Message) -> str:
    return str(message.get("intent")["name"])


def test_what_is_asked_of_the_last_answer_is_one_and_what_it_was_taken_for_is_kept(model: FollowUpModel) -> None:
    message = understood(model, "og hvis de siger nej")
    assert name(message) == "ask_follow_up"
    assert message.get("staff_intent") == "ask_unsure"
    assert message.get("follow_ups")["card"] == "alfa"
    assert message.get("follow_ups")["keys"][0] == key_of(NO)


@pytest.mark.parametrize("intent", ["thank", "stop_route", "ask_person", "greet", "ask_source"])
def test_a_move_keeps_its_meaning(model: FollowUpModel, intent: str) -> None:
    assert name(understood(model, "og hvis de siger nej", intent)) == intent


@pytest.mark.parametrize(
    "told", [{"topic": ""}, {"follows_danger": 1}, {"check_in_waits": True}], ids=lambda told: next(iter(told))
)
def test_where_there_is_no_answer_or_danger_is_talked_of_nothing_is(model: FollowUpModel, told: dict[str, Any]) -> None:
    assert name(understood(model, "og hvis de siger nej", **told)) == "ask_unsure"


@pytest.mark.parametrize(("after_guidance", "expected"), [(False, "ask_legal"), (True, "ask_follow_up")])
def test_a_word_of_law_is_asked_of_guidance_alone(model: FollowUpModel, after_guidance: bool, expected: str) -> None:
    carries = {"legal_word": True, "after_guidance": after_guidance}
    assert name(understood(model, "og hvis de siger nej", "ask_legal", carries)) == expected


def test_what_was_trained_can_be_loaded_again(model: FollowUpModel) -> None:
    again = pickle.loads(pickle.dumps(model))
    assert again.matches("alfa", embed([LONG])[0], 4, 0.0) == model.matches("alfa", embed([LONG])[0], 4, 0.0)


def test_of_several_questions_each_is_looked_for(model: FollowUpModel) -> None:
    message = understood(model, "hvor længe varer det? og hvad gør jeg hvis de siger nej?")
    assert set(message.get("follow_ups")["keys"][:2]) == {key_of(LONG), key_of(NO)}


def test_what_somebody_will_do_asks_nothing(model: FollowUpModel) -> None:
    assert name(understood(model, "så siger jeg nej til skolen i morgen", "tells_plan")) == "tells_plan"


@pytest.mark.parametrize(
    ("intent", "becomes"),
    [("ask_unsure", "ask_follow_up"), ("acknowledge", "ask_follow_up"), ("out_of_scope", "out_of_scope")],
)
def test_what_was_taken_for_something_else_must_be_the_nearer(model: FollowUpModel, intent: str, becomes: str) -> None:
    # Its log-odds lie between the thresholds.
    assert name(understood(model, "men hvad gør jeg hvis skolen siger nej tak", intent)) == becomes


def test_what_a_card_answers_better_is_no_follow_up_but_stays_near(model: FollowUpModel) -> None:
    far = understood(model, "og hvis de siger nej", carries=after(best=20.0))
    assert (name(far), far.get("follow_ups")) == ("ask_unsure", None)
    best = after(0.0)["thread"].said.score_of_follow_up(model.matches("alfa", EMBEDDED, 5, 0.0)[0].log_odds, -1.0)
    near = understood(model, "og hvis de siger nej", carries=after(best + 0.1))
    assert (name(near), near.get("follow_ups")["keys"][0]) == ("ask_unsure", key_of(NO))
    asked = understood(model, "og hvis de siger nej", carries=after(best - 0.1))
    assert name(asked) == "ask_follow_up" and not asked.get("follow_ups")["surely"]


def test_the_likelier_something_is_asked_of_the_answer_the_less_certain_is_a_card(model: FollowUpModel) -> None:
    found = [{"card": "beta", "certainty": 0.8}]
    certain = [
        understood(model, "og hvis de siger nej", carries=after(best) | {"answers": found}).get("answers")[0]
        for best in (2.0, 4.0, 6.0)
    ]
    assert 0 < certain[0]["certainty"] < certain[1]["certainty"] < certain[2]["certainty"] <= 0.8


def test_a_parent_asks_nothing_of_an_answer_for_staff(model: FollowUpModel) -> None:
    assert name(understood(model, "og hvis de siger nej", role="foraelder")) == "ask_unsure"
    assert name(understood(model, "og hvis de siger nej", role="skole")) == "ask_follow_up"
