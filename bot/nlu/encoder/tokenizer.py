"""Cut a text into the pieces that the encoder knows: SentencePiece's unigram model, as XLM-RoBERTa uses it.

SentencePiece itself holds a quarter of a million pieces in 60 MB and takes half a second to load them. Here they lie in
a trie of 1 MB that is read from the disk.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import marisa_trie
import numpy as np

from bot.nlu.encoder.weights import Vocabulary

# What the model is told that a text is: e5 was trained on questions and passages.
_PREFIX = "query: "
_UNKNOWN = -1
# Stands for a space in the pieces.
_SPACE = "▁"
_SPACES = re.compile(" {2,}")
# A sign that no piece has is so much less likely, in log-probability, than the rarest piece.
_LESS_LIKELY = 10.0

_PIECES, _IDS, _RULES = "pieces.marisa", "ids.npy", "rules.json"
# What the trie's own numbers for the pieces lead to.
_ID_AND_SCORE = np.dtype([("id", "<u4"), ("score", "<f4")])


@dataclass(frozen=True)
class _Rules:
    begin: int
    end: int
    unknown: int
    unknown_score: float
    longest: int
    becomes: dict[str, str]


def write_tokenizer(vocabulary: Vocabulary, folder: Path) -> None:
    """Write what a ``Tokenizer`` reads."""
    trie = marisa_trie.Trie(piece for piece, _ in vocabulary.pieces)
    trie.save(str(folder / _PIECES))
    ids = np.zeros(len(vocabulary.pieces), dtype=_ID_AND_SCORE)
    for number, (piece, score) in enumerate(vocabulary.pieces):
        ids[trie[piece]] = number, score
    np.save(folder / _IDS, ids)
    rules = _Rules(
        vocabulary.begin,
        vocabulary.end,
        vocabulary.unknown,
        min(score for _, score in vocabulary.pieces) - _LESS_LIKELY,
        max(len(piece) for piece, _ in vocabulary.pieces),
        vocabulary.becomes,
    )
    (folder / _RULES).write_text(json.dumps(asdict(rules)), encoding="utf-8")


class Tokenizer:
    """Cuts texts into ids."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is where ``write_tokenizer`` wrote."""
        self._pieces = marisa_trie.Trie().mmap(str(folder / _PIECES))
        of_pieces = np.load(folder / _IDS)
        # They are read one by one, which numpy is slow at.
        self._ids = array("I", of_pieces["id"].tobytes())
        self._scores = array("f", of_pieces["score"].tobytes())
        self._rules = _Rules(**json.loads((folder / _RULES).read_text(encoding="utf-8")))
        self._becomes = str.maketrans(self._rules.becomes)

    def ids(self, text: str) -> list[int]:
        """The ids of the pieces that the text is most likely made of, between those that begin and end a text."""
        normal = _SPACES.sub(" ", f"{_PREFIX}{text}".translate(self._becomes))
        return [self._rules.begin, *self._likeliest(_SPACE + normal.replace(" ", _SPACE)), self._rules.end]

    def _likeliest(self, text: str) -> list[int]:
        """Viterbi's algorithm: the best way to each place, from the best ways to the places before it."""
        best = [0.0] + [float("-inf")] * len(text)
        came = [(0, _UNKNOWN)] * len(best)
        for start in range(len(text)):
            # A sign that no piece has is a way on, too.
            ways = [(start + 1, _UNKNOWN, self._rules.unknown_score), *self._pieces_at(text, start)]
            for end, place, score in ways:
                if best[start] + score > best[end]:
                    best[end], came[end] = best[start] + score, (start, place)
        places, end = [], len(text)
        while end:
            end, place = came[end]
            places.append(place)
        return [self._rules.unknown if place == _UNKNOWN else self._ids[place] for place in places[::-1]]

    def _pieces_at(self, text: str, start: int) -> Iterator[tuple[int, int, float]]:
        """The pieces that begin there: where each ends, its place among ``_ids`` and its log-probability."""
        for piece, place in self._pieces.iter_prefixes_with_ids(text[start : start + self._rules.longest]):
            yield start + len(piece), place, self._scores[place]
