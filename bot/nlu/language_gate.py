"""Rasa component: notice a message in another language than Danish."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.answer_ranker import CHILD_WRITES
from bot.nlu.confidence_gate import ASK_UNSURE, FALLBACK, OUT_OF_SCOPE
from bot.nlu.importer import ASK
from bot.nlu.legal_gate import ASK_LEGAL, ASK_LEGAL_UNSURE
from bot.nlu.parent_gate import ASK_PARENT, ASK_PARENT_LEGAL
from bot.text.language_id import language_of

OTHER_LANGUAGE = "other_language"
# Where a message carries the code of its language.
LANGUAGE = "language"

# A keyword or two may look like English to anybody ("antal interview").
_SURE = 0.9

# "make a list for my meeting" is a move, in whatever language it is made.
_GIVES_WAY = (
    ASK, ASK_UNSURE, ASK_LEGAL, ASK_LEGAL_UNSURE, ASK_PARENT, ASK_PARENT_LEGAL, FALLBACK, OUT_OF_SCOPE, CHILD_WRITES,
    OTHER_LANGUAGE, "not_helped", "sigh", "local_fact", "ask_person",
)  # fmt: skip


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageGate(GraphComponent):
    """Sets the intent ``other_language`` and which one; what a parent would be told stays as the gates before said it.

    Stands before the crisis gate: "he hits me" is danger first.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageGate:
        """A gate; there is nothing to set."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do in training."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at the language of each question."""
        for message in messages:
            intent = message.get(INTENT)
            if not intent or intent[INTENT_NAME_KEY] not in _GIVES_WAY or _is_surely_answered(intent):
                continue
            if language := language_of(message.get(TEXT) or ""):
                message.set(LANGUAGE, language, add_to_output=True)
                message.set(INTENT, {**intent, INTENT_NAME_KEY: OTHER_LANGUAGE}, add_to_output=True)
        return messages


def _is_surely_answered(intent: dict[str, Any]) -> bool:
    """Whether staff have an answer that leaves no doubt: then it was understood, whatever it looks like."""
    return intent[INTENT_NAME_KEY] in (ASK, ASK_LEGAL) and intent[PREDICTED_CONFIDENCE_KEY] >= _SURE
