"""Rasa component: danger goes before everything else, in every state of every conversation."""

from __future__ import annotations

import math
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.danger import speaks_of_danger
from bot.knowledge.gates import DANGER
from bot.nlu.answer_ranker import ALARMS
from bot.nlu.legal_gate import ASK_LEGAL, ASK_LEGAL_UNSURE, LEGAL_WORD
from bot.nlu.parent_gate import ASK_PARENT_LEGAL

CRISIS = "crisis"
# Set where somebody may be in danger, but likely isn't.
PERHAPS_DANGER = "perhaps_danger"

_LEGAL = (ASK_LEGAL, ASK_LEGAL_UNSURE, ASK_PARENT_LEGAL)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CrisisGate(GraphComponent):
    """Sets the intent ``crisis``; stands last in the pipeline, so that nothing overrules it.

    Two ways to notice: the wordings of knowledge/akut.yml, which work also where nothing was learned, and the alarm
    learned from knowledge/porte/akut.yml, for danger told in other words.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The bands, in log-odds; chosen on tests/eval/akut-udvikling.jsonl and foraeldre-udvikling.jsonl."""
        return {
            # From here the alarm is believed.
            "danger_from": -0.5,
            # Beside a legal matter it must be surer: the legal answers name 112 where it matters.
            "danger_from_beside_legal": 0.0,
            # Still surer beside "samtykke" and the like, which say what it is about.
            "danger_from_beside_legal_word": 2.0,
            # From here the answer begins with a line on 112.
            "doubtful_from": -2.5,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisGate:
        """A gate with config.yml's band; its wordings come from knowledge/, not from the model."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do in training."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Look for danger in what was written."""
        for message in messages:
            alarm = (message.get(ALARMS) or {}).get(DANGER, -math.inf)
            if alarm >= self._believed_from(message) or speaks_of_danger(message.get(TEXT) or ""):
                message.set(INTENT, {INTENT_NAME_KEY: CRISIS, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
            elif alarm >= self._config["doubtful_from"]:
                message.set(PERHAPS_DANGER, True, add_to_output=True)
        return messages

    def _believed_from(self, message: Message) -> float:
        if message.get(LEGAL_WORD):
            return float(self._config["danger_from_beside_legal_word"])
        legal = (message.get(INTENT) or {}).get(INTENT_NAME_KEY) in _LEGAL
        return float(self._config["danger_from_beside_legal" if legal else "danger_from"])
