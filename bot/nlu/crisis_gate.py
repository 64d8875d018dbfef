"""Rasa component: danger goes before everything else, in every state of every conversation."""

from __future__ import annotations

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

CRISIS = "crisis"


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
        """The band."""
        return {
            # Log-odds from which the alarm is believed. Chosen on tests/eval/akut-udvikling.jsonl.
            "danger_from": 0.0
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
            alarm = (message.get(ALARMS) or {}).get(DANGER)
            alarmed = alarm is not None and alarm >= self._config["danger_from"]
            if alarmed or speaks_of_danger(message.get(TEXT) or ""):
                message.set(INTENT, {INTENT_NAME_KEY: CRISIS, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
        return messages
