"""Embeddings are kept between trainings, and a file that can't be used only costs time."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu import embedding_cache
from bot.nlu.embedding_cache import EmbeddingCache, Vectors


class Encoder:
    """Gives each text a vector of its own and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), ord(text[0])] for text in texts], dtype=np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "embeddings.npz"


def kept(path: Path, *texts: str) -> Vectors:
    """What the first training gives and keeps."""
    cache = EmbeddingCache(path)
    vectors = cache.embed(texts, Encoder())
    cache.save(texts)
    return vectors


def test_the_next_training_encodes_only_what_is_new(path: Path) -> None:
    before = kept(path, "æble", "pære")
    encoder = Encoder()
    vectors = EmbeddingCache(path).embed(["pære", "ny", "æble"], encoder)
    assert encoder.asked == ["ny"]
    assert np.array_equal(vectors[[2, 0]], before)
    assert vectors.dtype == np.float32


def test_a_text_given_twice_is_encoded_once(path: Path) -> None:
    encoder = Encoder()
    vectors = EmbeddingCache(path).embed(["a", "b", "a"], encoder)
    assert encoder.asked == ["a", "b"]
    assert np.array_equal(vectors[0], vectors[2])


def test_what_is_no_longer_a_wording_is_forgotten(path: Path) -> None:
    kept(path, "gammel", "fælles")
    EmbeddingCache(path).save(["fælles"])
    encoder = Encoder()
    EmbeddingCache(path).embed(["fælles", "gammel"], encoder)
    assert encoder.asked == ["gammel"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut short"])
def test_a_file_that_cannot_be_read_is_made_anew(path: Path, content: bytes) -> None:
    kept(path, "a")
    path.write_bytes(content)
    encoder = Encoder()
    cache = EmbeddingCache(path)
    cache.embed(["a"], encoder)
    cache.save(["a"])
    assert encoder.asked == ["a"]
    EmbeddingCache(path).embed(["a"], encoder)
    assert encoder.asked == ["a"], "the file is good again"


def test_another_encoder_gives_other_vectors(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(path, "a")
    monkeypatch.setattr(embedding_cache, "_encoder", lambda: "another")
    encoder = Encoder()
    EmbeddingCache(path).embed(["a"], encoder)
    assert encoder.asked == ["a"]


def test_nothing_embedded_leaves_no_file(path: Path) -> None:
    EmbeddingCache(path).save([])
    assert not path.exists()
