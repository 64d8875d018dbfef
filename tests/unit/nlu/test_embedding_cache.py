"""Embeddings are kept between trainings, and a file that can't be used only costs time."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu import embedding_cache
from bot.nlu.embedding_cache import EmbeddingCache
from bot.nlu.lean import Vectors
from bot.nlu.sentence_embedder import embed


class Encoder:
    """Gives each text a vector of its own and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> Vectors:
        self.asked += texts
        rows = np.array([[len(text), ord(text[0])] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "embeddings.npz"


def opened(path: Path) -> EmbeddingCache:
    """A cache with a folder of released vectors of its own."""
    return EmbeddingCache(path, path.parent / "released")


def kept(path: Path, *texts: str) -> Vectors:
    """What the first training gives and keeps."""
    cache = opened(path)
    vectors = cache.embed(texts, Encoder())
    cache.save(texts)
    return vectors


def test_the_next_training_encodes_only_what_is_new(path: Path) -> None:
    before = kept(path, "æble", "pære")
    encoder = Encoder()
    vectors = opened(path).embed(["pære", "ny", "æble"], encoder)
    assert encoder.asked == ["ny"]
    assert np.array_equal(vectors[[2, 0]], before)
    assert vectors.dtype == np.float32


def test_a_text_given_twice_is_encoded_once(path: Path) -> None:
    encoder = Encoder()
    vectors = opened(path).embed(["a", "b", "a"], encoder)
    assert encoder.asked == ["a", "b"]
    assert np.array_equal(vectors[0], vectors[2])


def test_what_is_no_longer_a_wording_is_forgotten(path: Path) -> None:
    kept(path, "gammel", "fælles")
    opened(path).save(["fælles"])
    encoder = Encoder()
    opened(path).embed(["fælles", "gammel"], encoder)
    assert encoder.asked == ["gammel"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut short"])
def test_a_file_that_cannot_be_read_is_made_anew(path: Path, content: bytes) -> None:
    kept(path, "a")
    path.write_bytes(content)
    encoder = Encoder()
    cache = opened(path)
    cache.embed(["a"], encoder)
    cache.save(["a"])
    assert encoder.asked == ["a"]
    opened(path).embed(["a"], encoder)
    assert encoder.asked == ["a"], "the file is good again"


def test_another_encoder_gives_other_vectors(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(path, "a")
    monkeypatch.setattr(embedding_cache, "_encoder", lambda: "another")
    encoder = Encoder()
    opened(path).embed(["a"], encoder)
    assert encoder.asked == ["a"]


def test_nothing_embedded_leaves_no_file(path: Path) -> None:
    opened(path).save([])
    assert not path.exists()


def test_released_vectors_are_used_on_another_machine(path: Path, tmp_path: Path) -> None:
    cache = opened(path)
    before = cache.embed(["æble", "pære"], Encoder())
    assert cache.release(["æble", "pære"]) == 2
    encoder = Encoder()
    elsewhere = EmbeddingCache(tmp_path / "another machine.npz", path.parent / "released")
    assert np.array_equal(elsewhere.embed(["æble", "pære"], encoder), before)
    assert encoder.asked == []


def test_a_second_release_adds_a_file_with_what_is_new_alone(path: Path) -> None:
    first = opened(path)
    first.embed(["æble"], Encoder())
    first.release(["æble"])
    second = opened(path)
    second.embed(["æble", "pære"], Encoder())
    assert second.release(["æble", "pære"]) == 1
    assert len(list((path.parent / "released").glob("*.npz"))) == 2


def test_the_numbers_kept_are_near_to_those_given() -> None:
    texts = ["hvad er en helhedsplan", "min søn vil ikke i skole"]
    cache = EmbeddingCache(Path("/nowhere"), Path("/nowhere"))
    assert np.sum(cache.embed(texts, embed) * embed(texts), axis=1) == pytest.approx(1, abs=1e-4)
