"""How well each card, each move and what is asked after an answer fits a text, by the tuned encoder.

Each has a vector that was learned together with the encoder's upper layers and lies in data/encoder/. What came later
has none yet: the mean of its wordings' vectors stands in. docs/decisions/0032-tuned-beside.md has the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax

from bot.core.paths import ROOT
from bot.knowledge.follow_ups import FollowUps
from bot.nlu.lean import Vectors, rounded, unit
from bot.nlu.moves import MARK

LEARNED = ROOT / "data" / "encoder" / "vectors.npz"

# What cosines were multiplied by where the vectors were learned.
SCALE = 30.0
# The bias tells how much more readily than a card something is asked of the last answer: a cosine, learned with them.
_KEYS, _VECTORS, _BIAS = "keys", "vectors", "bias"
# So many wordings tell what a new card is about.
_ENOUGH = 40
# A mean lies nearer to any text than what was learned: by a cosine of so much more.
_MEAN_IS_NEARER = 0.12

# Between a card's id and the key of what is asked after it.
_OF = "#"

# Gives the tuned vector of a text that is said after the answer of the card with this title, or first (no title).
Embed = Callable[[str, str], Vectors]


@dataclass(frozen=True)
class _Vectors:
    """What messages may mean.

    Attributes:
        keys: what it is called.
        rows: where it lies, shape (keys, dimensions), of norm 1.
        gains: what is added to its cosine, shape (keys,).
    """

    keys: tuple[str, ...]
    rows: NDArray[np.float16]
    gains: Vectors

    def fits(self, tuned: Vectors) -> Vectors:
        """How well each fits: a log-probability but for a constant."""
        fit: Vectors = SCALE * (self.rows @ tuned + self.gains)
        return fit


def key_after(card: str, follow_up: str) -> str:
    """What the vector of something asked after a card is called."""
    return f"{card}{_OF}{follow_up}"


def card_before(key: str) -> str:
    """The card that something of this key is asked after; empty where it is a card or a move itself."""
    return "" if key.startswith(MARK) else key.rpartition(_OF)[0]


class LearnedVectors:
    """The vectors of one installation's cards, moves and follow-ups; picklable."""

    def __init__(self) -> None:
        self._labels = _Vectors((), np.zeros((0, 0), dtype=np.float16), np.zeros(0, dtype=np.float32))
        self._after: dict[str, _Vectors] = {}
        self._titles: dict[str, str] = {}

    def fit(
        self,
        wordings: Mapping[str, Sequence[str]],
        follow_ups: Mapping[str, FollowUps],
        titles: Mapping[str, str],
        embed: Embed,
    ) -> LearnedVectors:
        """Take the vectors that were learned, and make those that are missing.

        Args:
            wordings: of each label, in the order that ``fits`` gives them in.
            follow_ups: what is asked after each card.
            titles: of each card.
        """
        learned, bias = _read(LEARNED)
        self._titles = dict(titles)

        def vector(key: str, texts: Sequence[str], title: str = "") -> tuple[Vectors, float]:
            if key in learned:
                return learned[key], 0.0
            return np.mean([embed(text, title) for text in texts[:_ENOUGH]], axis=0), -_MEAN_IS_NEARER

        self._labels = _vectors({label: vector(label, texts) for label, texts in wordings.items()}, 0.0)
        for card, file in follow_ups.items():
            title = titles.get(card, "")
            asked = {one.key: vector(key_after(card, one.key), one.questions, title) for one in file.follow_ups}
            self._after[card] = _vectors(asked, bias)
        return self

    def fits(self, tuned: Vectors) -> Vectors:
        """How well each label fits a text that is said first: log-probabilities, shape (labels,).

        Args:
            tuned: the text's tuned vector.
        """
        fit: Vectors = log_softmax(self._labels.fits(tuned))
        return fit

    def fits_after(self, card: str, text: str, embed: Embed) -> tuple[Vectors, dict[str, float]]:
        """How well each label fits a text that is said after ``card``, and what is asked after it, by its key.

        Together they are the log-probabilities of one distribution.
        """
        tuned = embed(text, self._titles.get(card, ""))
        if card not in self._after:
            return self.fits(tuned), {}
        after, labels = self._after[card], self._labels.fits(tuned)
        labels, asked = np.split(log_softmax(np.concatenate([labels, after.fits(tuned)])), [len(labels)])
        return labels, dict(zip(after.keys, asked.tolist(), strict=True))


def write_learned(vectors: Mapping[str, Vectors], bias: float, path: Path = LEARNED) -> None:
    """Write what ``LearnedVectors`` takes: the vectors in eight bits, by a card's id, a move or "card#follow-up"."""
    rows = rounded(np.stack(list(vectors.values())))
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **{_KEYS: np.array(list(vectors)), _VECTORS: rows, _BIAS: np.array([bias])})


def _read(path: Path) -> tuple[dict[str, Vectors], float]:
    with np.load(path, allow_pickle=False) as file:
        return dict(zip(file[_KEYS].tolist(), unit(file[_VECTORS]), strict=True)), float(file[_BIAS][0])


def _vectors(found: Mapping[str, tuple[Vectors, float]], gain: float) -> _Vectors:
    rows = np.array([row for row, _ in found.values()], dtype=np.float32)
    gains = np.array([gain + own for _, own in found.values()], dtype=np.float32)
    return _Vectors(tuple(found), unit(rows).astype(np.float16), gains)
