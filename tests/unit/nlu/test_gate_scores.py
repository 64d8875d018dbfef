"""The gates' scores: what the gates learn from, and what they catch."""

import pickle

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.gates import LEGAL
from bot.knowledge.schema import CONSENT_THEME
from bot.nlu.answer_ranker import gate_side
from bot.nlu.ranking_model import Prediction, RankingModel
from bot.nlu.sentence_embedder import embed


def example(**data: object) -> Message:
    return Message(data={"text": "hvad er ssp", "intent": "ask", **data})


LEGAL_CARD = {"card": "samtykke-gyldigt", "theme": CONSENT_THEME, "legal": True}
OTHER_CARD = {"card": "hvad-er-ssp", "theme": "ssp"}


# -- what the gates learn from --


@pytest.mark.parametrize(
    ("data", "legal"),
    [
        ({"gate": [LEGAL, True]}, True),
        ({"gate": [LEGAL, False]}, False),
        ({"gate": ["fare", True]}, None),
        ({"gate": ["bagefter", False]}, None),
        (LEGAL_CARD, True),
        (OTHER_CARD, False),
        ({"intent": "greet"}, False),
        ({"intent": "start_share_route"}, None),
        ({"intent": "make_consent_form"}, None),
        ({"intent": "make_family_notice"}, None),
    ],
    ids=str,
)
def test_the_legal_gate_learns_from_what_is_its_own(data: dict[str, object], legal: bool | None) -> None:
    assert gate_side(LEGAL, example(**data)) is legal


SIDES = {
    True: ["må jeg fortælle skolen det", "må vi sige det til læreren", "må jeg skrive det ned", "må vi gemme navnene"],
    False: ["hvad er en lektiecafe", "hvem betaler for samarbejdet", "hvor mange familier er der", "hvad er ssp"],
}


@pytest.fixture(scope="module")
def model() -> RankingModel:
    texts = [text for side in SIDES.values() for text in side]
    learned = RankingModel().fit(texts, texts, embed(texts), ["a", "b"] * 4, {"b"})
    yes = [side for side, wordings in SIDES.items() for _ in wordings]
    letters = learned.letters(texts, texts)
    learned.fit_gate("right", letters, embed(texts), yes)
    learned.fit_gate("opposite", letters, embed(texts), [not side for side in yes])
    return learned


def read(model: RankingModel, text: str) -> Prediction:
    return model.read(text, text, embed([text])[0])


# -- the scores themselves --


@pytest.mark.parametrize(("side", "text"), [(side, text) for side, wordings in SIDES.items() for text in wordings])
def test_a_gate_catches_what_it_was_taught_and_nothing_else(model: RankingModel, side: bool, text: str) -> None:
    assert (read(model, text).gate_scores["right"] > 0) is side


@pytest.mark.parametrize(
    ("text", "side"), [("må vi fortælle det til læreren?", True), ("hvem betaler for lektiecafeen", False)]
)
def test_a_gate_catches_what_is_like_it(model: RankingModel, text: str, side: bool) -> None:
    assert (read(model, text).gate_scores["right"] > 0) is side


def test_gates_do_not_disturb_each_other(model: RankingModel) -> None:
    gate_scores = read(model, "må jeg fortælle det").gate_scores
    assert gate_scores.keys() == {"right", "opposite"}
    assert gate_scores["right"] == pytest.approx(-gate_scores["opposite"], abs=1e-2)


@pytest.mark.parametrize("text", ["", "?", "xyzzy", "må jeg fortælle skolen det"])
def test_any_text_has_a_finite_score_and_the_ranking_it_has_without_gates(model: RankingModel, text: str) -> None:
    reading = read(model, text)
    assert all(np.isfinite(score) and isinstance(score, float) for score in reading.gate_scores.values())
    assert reading.ranked == model.rank(text, text, embed([text])[0])


def test_a_model_without_gates_scores_none() -> None:
    texts = SIDES[True]
    silent = RankingModel().fit(texts, texts, embed(texts), ["a", "a", "b", "b"], {"b"})
    assert read(silent, texts[0]).gate_scores == {}


def test_gates_are_the_same_after_they_were_kept_on_disk(model: RankingModel) -> None:
    again = pickle.loads(pickle.dumps(model))
    kept, before = read(again, "må jeg fortælle det"), read(model, "må jeg fortælle det")
    assert kept.ranked == before.ranked
    assert kept.gate_scores == before.gate_scores
