"""Which of the things that are known to be asked after an answer a message asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from bot.knowledge.follow_ups import FollowUps
from bot.nlu.lean import Vectors, unit

ASK_FOLLOW_UP = "ask_follow_up"
# Where a message carries which follow-ups of which card it may ask, the likeliest first: {"card", "keys", "surely"}.
FOLLOW_UPS_ASKED = "follow_ups"

# How much of what tells the wordings of one matter from each other is not believed: most of it.
_SHRINKAGE = 0.75
# Logistic regressions of whether a message asks just that (docs/decisions/0025-asked-after-an-answer.md): its nearness
# to the matter's wordings and to its answer, how many words it has, and how certain it is that a card answers it
# whatever was said before.
_BY_WORDINGS, _BY_ANSWER, _BY_WORD, _BY_CERTAINTY, _BIAS = 8.9, 1.7, -0.1, -0.9, -1.3
_MOST_WORDS_THAT_COUNT = 25


@dataclass(frozen=True)
class Match:
    """One thing that may be asked, and the log-odds that it is."""

    key: str
    log_odds: float


@dataclass(frozen=True)
class _OfCard:
    """What is asked after one card.

    Attributes:
        keys: of its follow-ups.
        wordings: the mean of each one's wordings, shape (follow-ups, dimensions), unit rows.
        answers: the meaning of each one's answer, in the same shape.
    """

    keys: tuple[str, ...]
    wordings: NDArray[np.float16]
    answers: NDArray[np.float16]


class FollowUpModel:
    """Learned from the wordings of all follow-ups; picklable.

    Most of what tells two short messages apart is how they are said, not what is asked. What varies among the wordings
    of one matter counts less (linear discriminant analysis).
    """

    def __init__(self) -> None:
        self._of_cards: dict[str, _OfCard] = {}

    def fit(
        self, known: Mapping[str, FollowUps], titles: Mapping[str, str], embed: Callable[[list[str]], Vectors]
    ) -> FollowUpModel:
        """Learn from ``known``, by card.

        Args:
            known: what is asked after each card.
            titles: of each card: what stands for the answer where another card gives it.
            embed: gives texts' embeddings, shape (texts, dimensions).
        """
        matters = [(card, one) for card, file in known.items() for one in file.follow_ups]
        if len(matters) < 2:
            return self  # there is nothing to tell apart
        of_matter = np.repeat(np.arange(len(matters)), [len(one.questions) for _, one in matters])
        wordings, answers = np.split(embed(texts_of(known, titles)), [len(of_matter)])
        self._mean = wordings.mean(axis=0)
        learned = LinearDiscriminantAnalysis(solver="eigen", shrinkage=_SHRINKAGE).fit(wordings - self._mean, of_matter)
        self._scalings = learned.scalings_.astype(np.float32)
        means = np.stack([self._seen(wordings[of_matter == at]).mean(axis=0) for at in range(len(matters))])
        answers = self._seen(answers)
        for card in known:
            rows = [at for at, (of, _) in enumerate(matters) if of == card]
            keys = tuple(matters[at][1].key for at in rows)
            self._of_cards[card] = _OfCard(keys, unit(means[rows]).astype(np.float16), answers[rows].astype(np.float16))
        return self

    def matches(self, card: str, embedding: Vectors, words: int, certain: float) -> list[Match]:
        """What may be asked after ``card``, the likeliest first; empty where nothing is known of it.

        Args:
            embedding: of the message.
            words: how many it has.
            certain: how certain it is, 0-1, that some card answers it by itself.
        """
        if (known := self._of_cards.get(card)) is None:
            return []
        seen = self._seen(embedding[np.newaxis])[0]
        log_odds = _BY_WORDINGS * (known.wordings @ seen) + _BY_ANSWER * (known.answers @ seen) + _BIAS
        log_odds += _BY_WORD * min(words, _MOST_WORDS_THAT_COUNT) + _BY_CERTAINTY * certain
        found = [Match(key, float(one)) for key, one in zip(known.keys, log_odds, strict=True)]
        return sorted(found, key=lambda match: -match.log_odds)

    def _seen(self, embeddings: Vectors) -> Vectors:
        """As they count: what tells matters apart, unit rows."""
        return unit((embeddings - self._mean) @ self._scalings)


def texts_of(known: Mapping[str, FollowUps], titles: Mapping[str, str]) -> list[str]:
    """All that is embedded to learn from ``known``: the wordings of each follow-up, then the answer of each."""
    matters = [one for file in known.values() for one in file.follow_ups]
    wordings = [text for one in matters for text in one.questions]
    return [*wordings, *(one.answer or titles.get(one.card, one.title) for one in matters)]
