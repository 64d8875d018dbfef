"""What was just talked about, and which cards are near to it: "og hvor længe?" is about the last answer.

Such a message is ranked both as it is and together with the question the last answer stands for, and the cards near
to that answer count more. docs/decisions/0014-follow-ups.md has the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.schema import WHAT_TO_DO
from bot.nlu.sentence_embedder import embed
from bot.text.questions import asks_what_to_do

# What nearness adds to a card's log-probability; chosen on the development half of the dialogues.
_NEAR = 2.0


@dataclass(frozen=True)
class Context:
    """What a short message leans on.

    Attributes:
        text: the question of the last answer, or the words just before it.
        lemmas: of that text.
        gains: what each label's log-probability gains by being near, shape (labels,) or 0.
    """

    text: str
    lemmas: str
    gains: NDArray[np.float32] | float


@dataclass(frozen=True)
class Topic:
    """What a card is asked for, and what lies near to it.

    Attributes:
        question: its first example wording.
        lemmas: of that wording.
        near: ids of cards related to it either way, or of the same case.
        passages: the paragraphs of its answer.
    """

    question: str
    lemmas: str
    near: frozenset[str]
    passages: tuple[str, ...]

    def nearness(self, labels: Sequence[str]) -> NDArray[np.float32]:
        """What each label gains, shape (labels,), by being near; the last answer itself was just read."""
        return np.array([_NEAR * (label in self.near) for label in labels], dtype=np.float32)

    def passage_for(self, question: str) -> str:
        """The paragraph of the answer that is nearest to ``question`` in meaning; the first was just read.

        What to do now is near to nearly everything, so only who asks what to do gets that paragraph.
        """
        wanted = embed([question])[0]
        rest = self.passages[1:] or self.passages
        if not asks_what_to_do(question):
            rest = tuple(passage for passage in rest if not passage.startswith(WHAT_TO_DO)) or rest
        return rest[int(np.argmax(_embedded(rest) @ wanted))]


@lru_cache(maxsize=512)
def _embedded(passages: tuple[str, ...]) -> NDArray[np.float32]:
    """Shape (passages, dimensions)."""
    return embed(list(passages))


def passages_of(body: str) -> tuple[str, ...]:
    """The paragraphs of an answer; a list stays with the line that leads to it."""
    passages: list[str] = []
    for block in body.strip().split("\n\n"):
        if passages and block.lstrip().startswith(("- ", "1. ")):
            passages[-1] += f"\n\n{block}"
        else:
            passages.append(block)
    return tuple(passages)


def nearby(related: dict[str, Iterable[str]], themes: dict[str, str]) -> dict[str, frozenset[str]]:
    """Which cards lie near to each.

    Args:
        related: for each card those it names as related.
        themes: for each card its theme; one with an overview is a case, and its cards lie near to one another.
    """
    near: dict[str, set[str]] = {card: set() for card in themes}
    for card, others in related.items():
        for other in others:
            near[card].add(other)
            near.setdefault(other, set()).add(card)
    cases = {theme for theme in themes.values() if f"{theme}-overblik" in themes}
    for card, theme in themes.items():
        if theme in cases:
            near[card] |= {other for other in themes if themes[other] == theme and other != card}
    return {card: frozenset(others) for card, others in near.items()}
