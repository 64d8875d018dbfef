"""The danger classifier with a model that reads what a test says."""

from typing import Any

import numpy as np
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.danger_classifier import DangerClassifier
from bot.nlu.danger_model import DangerReading
from bot.nlu.sentence_embedder import EMBEDDING

CONFIG = {
    "beyond_doubt_from": 0.8,
    "crisis_from": 1.0,
    "crisis_from_of_staff": 1.0,
    "crisis_from_after_danger": 0.0,
    "perhaps_from": -1.0,
    "perhaps_from_of_two_words": -1.0,
    "perhaps_from_of_staffs_questions": -1.0,
    "other_language_adds": 0.5,
    "read_together_from": -4.0,
    "together_from": 1.5,
    "sure_alone_from": 1.5,
    "leans_from": -4.0,
    "language_from": 0.5,
    "learned_from": -1.0,
    "after_from": 0.6,
    "after_from_beside_danger": 0.98,
    "about_it_for": 2,
    "done_from": 0.6,
    "done_in_words": 12,
    "kind_from": 0.7,
    "kind_from_of_doubtful": 0.9,
    "doubtful_below": 1.5,
    "another_matter_below": -3.0,
    "ordinary_below": -2.0,
    "answered_from": 0.5,
    "told_from": 0.8,
}
ASK = {"name": "ask", "confidence": 0.4}


def reading(score: float, **others: Any) -> DangerReading:
    told = {"kind": ("bande", 0.95), "voice": ("staff", 0.8), "language": ("da", 1.0), "after": ("other", 0.9)}
    return DangerReading(score=score, **{**told, **others})


class Model:
    """Reads a text as it is told to; anything else is harmless."""

    def __init__(self, **readings: DangerReading) -> None:
        self.readings = readings
        self.read_last: list[str] = []

    def read(self, texts: list[str], embeddings: np.ndarray[Any, Any]) -> DangerReading:
        assert len(texts) == len(embeddings)
        self.read_last = texts
        return self.readings.get(texts[0].replace(" ", "_"), reading(-9.0))


def classified(model: Model, text: str, **metadata: Any) -> Message:
    classifier = DangerClassifier(CONFIG, None, None, model)  # type: ignore[arg-type]
    message = Message(data={"text": text, "intent": dict(ASK), "metadata": metadata, EMBEDDING: np.zeros(384, "f4")})
    assert classifier.process([message]) == [message]
    return message


def intent(message: Message) -> str:
    assert message.as_dict(only_output_properties=True).get("intent", ASK)["name"] == message.get("intent")["name"]
    return str(message.get("intent")["name"])
