"""The training data as Rasa's importers hand them on."""

import copy

import pytest
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.importer import Wording

QUESTION = {"text": "hvad er ssp", "intent": "ask", "card": "hvad-er-ssp"}


def merged(*messages: Wording) -> list[Wording]:
    """What Rasa makes of them when it brings its importers' data together."""
    return TrainingData().merge(TrainingData([*messages])).training_examples


def test_the_same_wording_twice_is_learned_once() -> None:
    assert [message.data for message in merged(Wording(data=QUESTION), Wording(data=QUESTION))] == [QUESTION]


@pytest.mark.parametrize(
    "other",
    [
        {"text": "hvad er en bisidder"},
        {"intent": "greet"},
        {"card": "ssp-i-dag"},
        {"gate": ["jura", True]},
        {"danger_example": {"danger": True}},
        {"after_example": "done"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_teaches_another_thing_is_another_wording(other: dict[str, object]) -> None:
    assert len(merged(Wording(data=QUESTION), Wording(data={**QUESTION, **other}))) == 2


def test_what_is_put_into_a_copy_is_not_in_the_wording_it_was_made_from() -> None:
    wording = Wording(data=QUESTION)
    copy.deepcopy(wording).set("sentence_embedding", [1.0])
    assert wording.data == QUESTION
