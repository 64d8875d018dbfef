"""Which cards' wordings collide: a wording that lies nearest to another card's tells nothing of its own.

What collides most is to be sharpened or merged; a classifier cannot tell apart what a reader could not.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.schema import PARENTS_THEME, Card

Vectors = NDArray[np.float32]

# Rows are compared with all others so many at a time: 2,000 by 22,000 take 180 MB.
_ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Collision:
    """Two cards that stand among each other's wordings.

    Attributes:
        cards: their ids, in alphabetical order.
        wordings: how many wordings of either lie nearest to one of the other.
        share: of all wordings of the two, 0-1.
    """

    cards: tuple[str, str]
    wordings: int
    share: float

    def __str__(self) -> str:
        return f"  {self.cards[0]:<40}{self.cards[1]:<40}{self.share:6.1%}  ({self.wordings})"


def wordings_for(cards: Sequence[Card], parents: bool) -> tuple[list[str], list[str]]:
    """The wordings of one audience's cards, and the id of each one's card."""
    theirs = [card for card in cards if (card.theme == PARENTS_THEME) == parents]
    pairs = [(wording, card.id) for card in theirs for wording in card.questions]
    return [wording for wording, _ in pairs], [card for _, card in pairs]


def collisions(cards: Sequence[str], vectors: Vectors) -> list[Collision]:
    """The pairs of cards that collide, the worst first.

    Args:
        cards: the id of each wording's card.
        vectors: of the wordings, shape (len(cards), dimensions), unit rows.
    """
    wordings = Counter(cards)
    nearest = [cards[other] for other in _nearest(vectors)]
    met = Counter((min(one, other), max(one, other)) for one, other in zip(cards, nearest, strict=True) if one != other)
    found = [Collision(pair, count, count / (wordings[pair[0]] + wordings[pair[1]])) for pair, count in met.items()]
    return sorted(found, key=lambda collision: (-collision.share, collision.cards))


def _nearest(vectors: Vectors) -> Iterator[int]:
    """For each row the row that is most like it, itself apart."""
    for start in range(0, len(vectors), _ROWS_AT_ONCE):
        like = vectors[start : start + _ROWS_AT_ONCE] @ vectors.T
        rows = np.arange(len(like))
        like[rows, start + rows] = -1.0
        yield from like.argmax(axis=1).tolist()
