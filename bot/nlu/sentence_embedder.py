"""The one component that owns the sentence encoder, so that another can take its place."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.embedding_cache import EmbeddingCache
from bot.nlu.encoder.encoder import Encoder
from bot.nlu.ranking_model import CORES

# Where a message carries its embedding, a float32 vector of length 384 and norm 1, and the tuned one.
EMBEDDING, TUNED = "sentence_embedding", "tuned_embedding"

# A text's embedding, and its tuned one.
Embeddings = tuple[NDArray[np.float32], NDArray[np.float32]]

# What the encoder reads of one text. Its time grows faster than the text: 1,000 Danish characters are some 250 tokens,
# 1,000 brackets are 1,000.
MOST_TOKENS = 320
_BESIDE_THE_TEXT = 8  # tokens the encoder adds: the prefix, begin and end

_BATCH = 64
_TELL_EVERY = 40  # batches: about every half minute, where none is known


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The one encoder of this process."""
    return Encoder()


def embed(texts: list[str]) -> NDArray[np.float32]:
    """Embeddings of short texts, shape (len(texts), 384), float32, each of norm 1."""
    return np.stack([_embed_one(text) for text in texts])


def embed_both(text: str) -> Embeddings:
    """A text's embedding and its tuned one, in little more than the time of one."""
    return encoder().embed_both(_readable(text))


def embed_tuned(text: str, after: str = "") -> NDArray[np.float32]:
    """The tuned embedding of a text, said ``after`` the answer of a card with this title."""
    return encoder().embed_tuned(_readable(text), _readable(after))


def _embed_one(text: str) -> NDArray[np.float32]:
    return encoder().embed(_readable(text))


def _readable(text: str) -> str:
    # The encoder's own table replaces sign by sign; a letter and its accent are two.
    return _at_most(MOST_TOKENS, unicodedata.normalize("NFKC", text))


def embed_many(texts: list[str]) -> NDArray[np.float32]:
    """The same, on all cores."""
    with ThreadPoolExecutor(CORES) as beside:
        return np.stack(list(beside.map(_embed_one, texts)))


def _at_most(most: int, text: str) -> str:
    """The text, or its beginning and end where it is more than so many tokens: the point may stand in either."""
    # A token is one character or more, so a short text need not be counted.
    while len(text) + _BESIDE_THE_TEXT > most and (tokens := encoder().token_count(text)) > most:
        half = len(text) * most // (tokens + _BESIDE_THE_TEXT) // 2
        text = f"{text[:half]} {text[-half:]}"
    return text


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbedder(GraphComponent):
    """Sets each message's embedding, and of what was written the tuned one."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbedder:
        """Load the encoder, so that the first message need not wait for it."""
        encoder()
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Embed the example wordings."""
        examples = training_data.intent_examples
        vectors = embed_wordings([message.get(TEXT) for message in examples], EmbeddingCache())
        for message, vector in zip(examples, vectors, strict=True):
            message.set(EMBEDDING, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Embed what was written; a button's payload has no meaning to embed."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text and not text.startswith(INTENT_MESSAGE_PREFIX):
                embedding, tuned = embed_both(text)
                message.set(EMBEDDING, embedding)
                message.set(TUNED, tuned)
        return messages


def embed_wordings(texts: list[str], cache: EmbeddingCache) -> NDArray[np.float32]:
    """Embed example wordings, telling how far it is, and keep what is new in ``cache``.

    Returns:
        Shape (len(texts), 384), unit rows.
    """
    vectors = []
    for number, start in enumerate(range(0, len(texts), _BATCH)):
        vectors.append(cache.embed(texts[start : start + _BATCH], embed_many))
        if number % _TELL_EVERY == 0:
            print(f"  Læser eksempler: {min(start + _BATCH, len(texts))} af {len(texts)}", flush=True)
    cache.save(texts)
    return np.concatenate(vectors)
