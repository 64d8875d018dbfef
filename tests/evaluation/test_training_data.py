"""All that is learned from fits together, and is ready to be learned from."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.core.paths import ROOT
from bot.nlu.embedding_cache import RELEASED, EmbeddingCache
from bot.nlu.importer import AFTER_EXAMPLE, CARD, DANGER_EXAMPLE, GATE, KnowledgeImporter
from bot.nlu.lean import Vectors
from bot.nlu.sentence_embedder import embed
from bot.text.wording import normalised

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def examples() -> list[Message]:
    """Every message that is trained on. Rasa takes seconds to read them."""
    importer = KnowledgeImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
    return list(importer.get_nlu_data("da").intent_examples)


def test_no_wording_teaches_two_things(examples: list[Message]) -> None:
    taught: dict[str, set[str]] = defaultdict(set)
    for message in examples:
        if message.get(GATE) or message.get(AFTER_EXAMPLE):
            continue  # what a gate learns from says nothing of the card
        is_danger = (message.get(DANGER_EXAMPLE) or {}).get("danger")
        taught[normalised(message.get("text"))].add(
            message.get(CARD) or ("danger" if is_danger else "") or message.get("intent")
        )
    assert {wording: labels for wording, labels in taught.items() if len(labels) > 1} == {}


def test_nearly_all_of_todays_wordings_are_released_and_true(examples: list[Message]) -> None:
    texts = sorted({message.get("text") for message in examples})
    not_released: list[str] = []

    def says_nothing(asked: list[str]) -> Vectors:
        not_released.extend(asked)
        return np.ones((len(asked), 384), dtype=np.float32)

    vectors = EmbeddingCache(Path("/nowhere"), RELEASED).embed(texts, says_nothing)
    assert len(not_released) < len(texts) / 20, "run `skolebro embeddings`"
    some = [at for at in range(0, len(texts), len(texts) // 20) if texts[at] not in not_released]
    assert np.sum(vectors[some] * embed([texts[at] for at in some]), axis=1) == pytest.approx(1, abs=1e-3)
