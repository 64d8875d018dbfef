"""What a message after a reply most likely means: a card, the last answer itself, or what is known to be asked of it.

All three stand in one ranking. Its weights are a conditional logistic regression on 676 turns of 71 strangers, of which
readers said what answers them; the probability that comes of it is how often that is right. The figures stand in
docs/decisions/0030-one-ranking-after-a-reply.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp, softmax

from bot.nlu.certainty import certainty
from bot.nlu.lean import Vectors
from bot.nlu.moves import MARK, may_be_a_follow_up, move_in
from bot.nlu.ranking_model import RANKING_LENGTH, Prediction, Ranked

# Who says so little leans on what was just said.
FEW_WORDS = 4
# What fits no better than this fits not at all: by so much less, in log-probability, than the best card.
_FITS_NOT = -25.0

# A card: how it fits the message alone, and together with what it was said after; whether a button just offered it.
_ALONE, _TOGETHER, _OFFERED = 0.534, 0.301, 0.334
_ALONE_OF_FEW_WORDS, _TOGETHER_OF_FEW_WORDS = -0.233, 0.041
# The last answer itself: that it is the last one counts, the less the surer a card answers whatever was said before.
_LAST_ALONE, _LAST_TOGETHER, _LAST, _LAST_OF_FEW_WORDS, _LAST_BY_CERTAINTY = 0.396, 0.221, 0.096, 2.3, -1.175
# What is asked of it: the log-odds of the follow-ups' own model (bot/nlu/follow_up_model.py).
_ASKED_BY_LOG_ODDS, _ASKED, _ASKED_OF_FEW_WORDS, _ASKED_BY_CERTAINTY = 1.398, -1.323, 0.806, -3.805
_LEAST_LOG_ODDS = -6.0


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

    def scores_of_cards(self, alone: Vectors, together: Vectors, offered: Vectors) -> Vectors:
        """How each card fits, a log-probability but for a constant.

        Args:
            alone: how each fits the message, likewise, shape (cards,).
            together: how each fits it with what it was said after.
            offered: 1 where a button under the last reply shows it, else 0.
        """
        by_alone = _ALONE + _ALONE_OF_FEW_WORDS * self._says_little
        by_together = _TOGETHER + _TOGETHER_OF_FEW_WORDS * self._says_little
        scores: Vectors = by_alone * _beside_best(alone) + by_together * _beside_best(together) + _OFFERED * offered
        return scores

    def scores_of_last(self, alone: Vectors, together: Vectors) -> Vectors:
        """How each card fits if it is the last answer; of the same scale."""
        by_what_it_is = _LAST + _LAST_OF_FEW_WORDS * self._says_little + _LAST_BY_CERTAINTY * self.certain
        scores: Vectors = _LAST_ALONE * _beside_best(alone) + _LAST_TOGETHER * _beside_best(together) + by_what_it_is
        return scores

    def score_of_follow_up(self, log_odds: float) -> float:
        """How well what is asked of the last answer fits; of the same scale."""
        by_what_it_is = _ASKED + _ASKED_OF_FEW_WORDS * self._says_little + _ASKED_BY_CERTAINTY * self.certain
        return _ASKED_BY_LOG_ODDS * max(log_odds, _LEAST_LOG_ODDS) + by_what_it_is


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
    """

    said: Said
    best: float
    total: float

    def probabilities(self, log_odds: Sequence[float]) -> list[float]:
        """How probable each of the follow-ups with these log-odds is, beside one another and the cards."""
        scores = [self.said.score_of_follow_up(one) for one in log_odds]
        return [float(share) for share in softmax([self.total, *scores])[1:]]

    def is_beaten_by(self, log_odds: float) -> bool:
        """Whether a follow-up fits better than every card."""
        return self.said.score_of_follow_up(log_odds) > self.best


def one_ranking(
    labels: Sequence[str], alone: Prediction, together: Prediction, text: str, topic: str, offered: Iterable[str]
) -> tuple[Prediction, Thread]:
    """Rank the cards for a message that goes on from something, beside the moves it may make.

    Args:
        labels: all that the scores of the readings are of.
        alone: the message read alone.
        together: read with what it goes on from.
        text: the message.
        topic: the card of the last answer; empty where there was none.
        offered: the cards that the buttons under the last reply show.
    """
    places = [place for place, label in enumerate(labels) if not label.startswith(MARK)]
    cards = np.array([labels[place] for place in places])
    readings = alone.scores[places], together.scores[places]
    nearest = next(one for one in alone.ranked if not move_in(one))
    words = len(text.split())
    said = Said(words, certainty(nearest.probability, nearest.similarity, words))
    is_offered = np.isin(cards, list(offered)).astype(np.float32)
    scores = np.where(cards == topic, said.scores_of_last(*readings), said.scores_of_cards(*readings, is_offered))
    thread = Thread(said, float(scores.max()), float(logsumexp(scores)))

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
