"""Rasa component: which card answers the message, or which move it makes."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.importer import ASK, CARD
from bot.nlu.ranking_model import Ranked, RankingModel
from bot.nlu.sentence_embedder import EMBEDDING

# Where a message carries its ranked cards: [{"card", "confidence", "nearness"}], best first.
ANSWERS = "answers"

# Labels of cards and of moves share one ranking; a mark keeps them apart.
_MOVE = "#"

_MODEL_FILE = "ranking_model.pickle"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerRanker(IntentClassifier, GraphComponent):
    """Sets ``answers`` (ranked cards), ``intent`` and ``intent_ranking``."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: RankingModel) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerRanker:
        """An untrained ranker."""
        return cls(model_storage, resource, RankingModel())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AnswerRanker:
        """A ranker as it was trained. The file lies in our own model, made on this installation."""
        with model_storage.read_from(resource) as folder, open(folder / _MODEL_FILE, "rb") as file:
            return cls(model_storage, resource, pickle.load(file))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example wording and keep what was learned."""
        examples = training_data.intent_examples
        print(f"  Lærer af {len(examples)} eksempler ...", flush=True)
        self._model.fit(
            texts=[message.get(TEXT) for message in examples],
            lemmas=[lemmas(message) for message in examples],
            embeddings=np.stack([message.get(EMBEDDING) for message in examples]),
            labels=[message.get(CARD) or _MOVE + message.get(INTENT) for message in examples],
        )
        with self._model_storage.write_to(self._resource) as folder, open(folder / _MODEL_FILE, "wb") as file:
            pickle.dump(self._model, file)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank each message that has words."""
        for message in messages:
            embedding = message.get(EMBEDDING)
            if embedding is not None:
                _set_ranking(message, self._model.rank(message.get(TEXT), lemmas(message), embedding))
        return messages


def lemmas(message: Message) -> str:
    """The message's lemmas in lower case, as spaCy's tokenizer left them."""
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    return " ".join(token.lemma.lower() for token in tokens if any(map(str.isalnum, token.text)))


def _set_ranking(message: Message, ranking: list[Ranked]) -> None:
    answers = [
        {CARD: ranked.label, PREDICTED_CONFIDENCE_KEY: ranked.probability, "nearness": ranked.nearness}
        for ranked in ranking
        if not ranked.label.startswith(_MOVE)
    ]
    intents: dict[str, float] = {}
    for ranked in ranking:
        name = ranked.label[len(_MOVE) :] if ranked.label.startswith(_MOVE) else ASK
        intents.setdefault(name, ranked.probability)
    intent_ranking = [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: value} for name, value in intents.items()]
    message.set(ANSWERS, answers, add_to_output=True)
    message.set(INTENT, intent_ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, intent_ranking, add_to_output=True)
