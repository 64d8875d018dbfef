"""What a message after a reply most likely means: a card, the last answer itself, or what is known to be asked of it.

All three stand in one ranking. Its weights are a conditional logistic regression on 676 turns of 71 strangers, of which
readers said what answers them; the probability that comes of it is how often that is right. The figures stand in
docs/decisions/0030-one-ranking-after-a-reply.md and 0032-tuned-beside.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import logsumexp, softmax

from bot.knowledge.schema import PARENTS_CARDS
from bot.nlu.certainty import certainty
from bot.nlu.follow_up_model import Match
from bot.nlu.lean import Vectors
from bot.nlu.moves import MARK, may_be_a_follow_up, move_in
from bot.nlu.ranking_model import RANKING_LENGTH, Prediction, Ranked

# Who says so little leans on what was just said.
FEW_WORDS = 4
# What fits no better than this fits not at all: by so much less, in log-probability, than the best card.
_FITS_NOT = -25.0

# A card: how it fits the message alone, together with what it was said after, and by what was learned of messages after
# an answer (bot/nlu/learned_vectors.py); and that it is for other readers than the last answer.
_ALONE, _TOGETHER, _LEARNED, _FOR_OTHERS = 0.258, 0.208, 0.191, -2.216
_ALONE_OF_FEW_WORDS, _TOGETHER_OF_FEW_WORDS = -0.116, 0.06
# The last answer itself: that it is the last one counts, the less the surer a card answers whatever was said before.
_LAST_ALONE, _LAST_TOGETHER, _LAST_LEARNED = 0.213, 0.259, 0.052
_LAST, _LAST_OF_FEW_WORDS, _LAST_BY_CERTAINTY = -1.083, 1.408, -0.688
# What is asked of it: the log-odds of the follow-ups' own model (bot/nlu/follow_up_model.py), and what was learned.
_ASKED_BY_LOG_ODDS, _ASKED_LEARNED = 0.968, 0.265
_ASKED, _ASKED_OF_FEW_WORDS, _ASKED_BY_CERTAINTY = -2.358, 0.293, -2.56
_LEAST_LOG_ODDS, _LEAST_LEARNED = -6.0, -15.0
# Where a move stands in the cards' place nothing was learned; this is what one that is meant has about.
_LEARNED_OF_THE_RIGHT_ONE = -1.0


@dataclass(frozen=True)
class Said:
    """What is known of the message.

    Attributes:
        words: how many it has.
        certain: how certain it is, 0-1, that a card answers it whatever was said before.
    """

    words: int
    certain: float

    @property
    def _says_little(self) -> bool:
        return self.words <= FEW_WORDS

    def scores_of_cards(self, readings: Readings, for_others: Vectors) -> Vectors:
        """How each card fits, a log-probability but for a constant.

        Args:
            readings: how the cards fit the message.
            for_others: 1 where it is for other readers than who goes on, else 0.
        """
        alone = _ALONE + _ALONE_OF_FEW_WORDS * self._says_little
        together = _TOGETHER + _TOGETHER_OF_FEW_WORDS * self._says_little
        return readings.weighed(alone, together, _LEARNED) + _FOR_OTHERS * for_others

    def scores_of_last(self, readings: Readings) -> Vectors:
        """How each card fits if it is the last answer; of the same scale."""
        by_what_it_is = _LAST + _LAST_OF_FEW_WORDS * self._says_little + _LAST_BY_CERTAINTY * self.certain
        return readings.weighed(_LAST_ALONE, _LAST_TOGETHER, _LAST_LEARNED) + by_what_it_is

    def score_of_follow_up(self, log_odds: float, learned: float) -> float:
        """How well what is asked of the last answer fits; of the same scale."""
        by_what_it_is = _ASKED + _ASKED_OF_FEW_WORDS * self._says_little + _ASKED_BY_CERTAINTY * self.certain
        by_model = _ASKED_BY_LOG_ODDS * max(log_odds, _LEAST_LOG_ODDS)
        return by_model + _ASKED_LEARNED * max(learned, _LEAST_LEARNED) + by_what_it_is


@dataclass(frozen=True)
class Readings:
    """How each card fits a message that is said after an answer, each of the shape (cards,).

    Attributes:
        alone: the message by itself, a log-probability but for a constant.
        together: with what it goes on from, likewise.
        learned: by what was learned of messages after this answer, a log-probability.
    """

    alone: Vectors
    together: Vectors
    learned: Vectors

    def weighed(self, alone: float, together: float, learned: float) -> Vectors:
        """One score for each card."""
        by_learned = np.maximum(self.learned, _LEAST_LEARNED)
        scores: Vectors = (
            alone * _beside_best(self.alone) + together * _beside_best(self.together) + learned * by_learned
        )
        return scores


def _beside_best(scores: Vectors) -> Vectors:
    beside: Vectors = np.maximum(scores - scores.max(), _FITS_NOT)
    return beside


@dataclass(frozen=True)
class Thread:
    """The cards' side of the ranking, for what is asked of the last answer to be ranked beside it.

    Attributes:
        said: the message.
        best: the score of the card that fits best.
        total: the logarithm of the sum of what all of them fit.
        learned: how each follow-up fits by what was learned, by its key: log-probabilities.
    """

    said: Said
    best: float
    total: float
    learned: Mapping[str, float] = field(default_factory=dict)

    def probabilities(self, matches: Sequence[Match]) -> list[float]:
        """How probable each of these is, beside one another and the cards."""
        return [float(share) for share in softmax([self.total, *map(self._score, matches)])[1:]]

    def is_beaten_by(self, match: Match) -> bool:
        """Whether a follow-up fits better than every card."""
        return self._score(match) > self.best

    def _score(self, match: Match) -> float:
        return self.said.score_of_follow_up(match.log_odds, self.learned.get(match.key, _LEARNED_OF_THE_RIGHT_ONE))


@dataclass(frozen=True)
class After:
    """What a message is said after.

    Attributes:
        topic: the card of the last answer; empty where there was none.
        is_for_parents: whether a parent goes on from it; ``None`` where that is not known.
        learned: how each label fits by what was learned of messages after it; without a topic, of those said first.
        asked: likewise what is asked after it, by its key.
    """

    topic: str
    is_for_parents: bool | None
    learned: Vectors
    asked: Mapping[str, float]


def one_ranking(
    labels: Sequence[str], alone: Prediction, together: Prediction, text: str, after: After
) -> tuple[Prediction, Thread]:
    """Rank the cards for a message that goes on from something, beside the moves it may make.

    Args:
        labels: all that the scores of the readings are of.
        alone: the message read alone.
        together: read with what it goes on from.
        text: the message.
        after: what it goes on from.
    """
    places = [place for place, label in enumerate(labels) if not label.startswith(MARK)]
    cards = np.array([labels[place] for place in places])
    readings = Readings(alone.scores[places], together.scores[places], after.learned[places])
    nearest = next(one for one in alone.ranked if not move_in(one))
    words = len(text.split())
    said = Said(words, certainty(nearest.probability, nearest.similarity, words))
    are_others = [after.is_for_parents not in (None, card.startswith(PARENTS_CARDS)) for card in cards]
    for_others = np.array(are_others, dtype=np.float32)
    scores = np.where(cards == after.topic, said.scores_of_last(readings), said.scores_of_cards(readings, for_others))
    thread = Thread(said, float(scores.max()), float(logsumexp(scores)), after.asked)

    moves = [one for one in together.ranked if move_in(one) and not may_be_a_follow_up(move_in(one), text)]
    shares = softmax(scores) * (1 - sum(one.probability for one in moves))
    nearness = {one.label: one.similarity for one in [*alone.ranked, *together.ranked]}
    likeliest = [
        Ranked(str(cards[at]), float(shares[at]), nearness.get(str(cards[at]), 0.0))
        for at in np.argsort(-shares)[:RANKING_LENGTH]
    ]
    ranked = sorted([*likeliest, *moves], key=lambda one: -one.probability)
    # Whether it is law, or a parent's, is told by what it goes on from where it leans on that.
    leans = ranked[0].label != alone.ranked[0].label
    return Prediction(ranked, (together if leans else alone).gate_scores, together.scores, is_certain=True), thread
