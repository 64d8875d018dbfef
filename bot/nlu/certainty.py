"""How certain it is that the best card answers a message: what the bands of the gates are measured in.

The ranking's probability says which card is meant, if one is. Whether one is shows as much in how near the message is
to the card's wordings, and in what the letters alone make of the card. A logistic regression on the strangers'
development sets brings them together; the figures stand in docs/decisions/0015-certainty.md.
"""

import math

_BIAS = -41.14
_PROBABILITY = 0.206
_SIMILARITY = 44.56
_LETTERS = 0.136
_WORDS = 0.0483
# Longer messages tell no more.
_MOST_WORDS = 40


def certainty(probability: float, similarity: float, letters: float, words: int) -> float:
    """The share of such messages that such a card answers, 0-1.

    Args:
        probability: of the card, among the audience's cards and the moves.
        similarity: mean cosine to the card's nearest wordings.
        letters: the card's own log-odds by the letters.
        words: how many the message has.
    """
    probability = min(max(probability, 1e-6), 1 - 1e-6)
    log_odds = (
        _BIAS
        + _PROBABILITY * math.log(probability / (1 - probability))
        + _SIMILARITY * similarity
        + _LETTERS * letters
        + _WORDS * min(words, _MOST_WORDS)
    )
    return 1 / (1 + math.exp(-log_odds))
