"""What the danger classifier makes of a message, with a model that reads what the test says."""

from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.danger_classifier import DANGER, DangerClassifier
from bot.nlu.danger_model import DangerReading
from bot.nlu.sentence_embedder import EMBEDDING

CONFIG = {
    "crisis_from": 1.0,
    "perhaps_from": -1.0,
    "other_language_adds": 0.5,
    "read_together_from": -4.0,
    "language_from": 0.5,
    "after_from": 0.6,
}
ASK = {"name": "ask", "confidence": 0.4}


def reading(score: float, **others: Any) -> DangerReading:
    told = {"kind": "bande", "voice": ("staff", 0.8), "language": ("da", 1.0), "after": ("other", 0.9)}
    return DangerReading(score=score, **{**told, **others})


class Model:
    """Reads a text as it is told to; anything else is harmless."""

    def __init__(self, **readings: DangerReading) -> None:
        self.readings = readings

    def read(self, texts: list[str], embeddings: np.ndarray) -> DangerReading:
        assert len(texts) == len(embeddings)
        return self.readings.get(texts[0].replace(" ", "_"), reading(-9.0))


def classified(model: Model, text: str, **metadata: Any) -> Message:
    classifier = DangerClassifier(CONFIG, None, None, model)  # type: ignore[arg-type]
    message = Message(data={"text": text, "intent": dict(ASK), "metadata": metadata, EMBEDDING: np.zeros(384, "f4")})
    assert classifier.process([message]) == [message]
    return message


def intent(message: Message) -> str:
    assert message.as_dict(only_output_properties=True).get("intent", ASK)["name"] == message.get("intent")["name"]
    return str(message.get("intent")["name"])


@pytest.mark.parametrize(
    ("score", "decided"),
    [(9.0, "crisis"), (1.0, "crisis"), (0.99, "perhaps_danger"), (-1.0, "perhaps_danger"), (-1.01, "ask")],
)
def test_danger_is_sure_perhaps_or_not_there(score: float, decided: str) -> None:
    message = classified(Model(hjælp=reading(score)), "hjælp")
    assert intent(message) == decided
    assert bool(message.get(DANGER)) == (decided != "ask")


def test_the_actions_are_given_kind_voice_and_language() -> None:
    message = classified(Model(hjælp=reading(2.0)), "hjælp")
    assert message.as_dict(only_output_properties=True)[DANGER] == {
        "kind": "bande",
        "voice": "staff",
        "voice_confidence": 0.8,
        "language": "da",
    }


@pytest.mark.parametrize(("likely", "decided", "language"), [(0.9, "crisis", "pl"), (0.4, "perhaps_danger", "da")])
def test_danger_in_another_language_sounds_weaker_and_is_believed_sooner(
    likely: float, decided: str, language: str
) -> None:
    message = classified(Model(pomocy=reading(0.6, language=("pl", likely))), "pomocy")
    assert intent(message) == decided
    assert message.get(DANGER)["language"] == language


def test_what_was_asked_about_and_is_not_danger_stays_what_it_is() -> None:
    assert intent(classified(Model(hjælp=reading(9.0)), "hjælp", not_danger=True)) == "ask"


def test_danger_told_in_two_messages_is_seen_in_the_second() -> None:
    model = Model(dem_alle_sammen=reading(-2.0), jeg_tog_pillerne_dem_alle_sammen=reading(3.0))
    assert intent(classified(model, "dem alle sammen")) == "ask"
    assert intent(classified(model, "dem alle sammen", words_before="jeg tog pillerne")) == "crisis"


def test_a_message_far_from_danger_is_not_read_together_with_the_one_before() -> None:
    model = Model(hvad_er_ssp=reading(-5.0), han_slår_mig_hvad_er_ssp=reading(3.0))
    assert intent(classified(model, "hvad er ssp", words_before="han slår mig")) == "ask"


@pytest.mark.parametrize(
    ("told", "after", "decided"),
    [
        ({"follows_danger": True}, ("done", 0.9), "after_danger"),
        ({"follows_danger": True}, ("done", 0.5), "ask"),
        ({"follows_danger": True}, ("other", 0.9), "ask"),
        ({"follows_danger": False}, ("done", 0.9), "ask"),
        ({}, ("done", 0.9), "ask"),
    ],
)
def test_what_follows_a_reply_to_danger_is_known_as_such(
    told: dict[str, bool], after: tuple[str, float], decided: str
) -> None:
    message = classified(Model(gjort=reading(-5.0, after=after)), "gjort", **told)
    assert intent(message) == decided
    assert message.get("after_danger") == ("done" if decided == "after_danger" else None)


def test_new_danger_after_a_reply_to_danger_is_danger() -> None:
    model = Model(nu_bløder_hun=reading(3.0, after=("next", 0.9)))
    assert intent(classified(model, "nu bløder hun", follows_danger=True)) == "crisis"


@pytest.mark.parametrize(
    ("score", "decided"), [(3.0, "crisis"), (0.0, "perhaps_danger"), (-5.0, "unreadable_too_long")]
)
def test_what_is_too_long_is_read_for_danger_and_not_answered_otherwise(score: float, decided: str) -> None:
    assert intent(classified(Model(lang=reading(score)), "lang", too_long=True)) == decided


def test_pictures_are_read_as_words() -> None:
    assert intent(classified(Model(han_har__kniv=reading(3.0)), "han har 🔪")) == "crisis"


def test_a_buttons_payload_is_left_alone() -> None:
    message = Message(data={"text": "/ask_capabilities", "intent": dict(ASK)})
    DangerClassifier(CONFIG, None, None, Model()).process([message])  # type: ignore[arg-type]
    assert message.get("intent") == ASK


def test_the_thresholds_of_this_installation_are_in_order() -> None:
    chosen = DangerClassifier.get_default_config()
    assert chosen.keys() == CONFIG.keys()
    assert chosen["read_together_from"] < chosen["perhaps_from"] < chosen["crisis_from"]
