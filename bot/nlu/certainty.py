"""How certain it is that the best card answers a message: what the bands of the gates are measured in.

The ranking's probability says which card is meant, if one is. Whether one is shows as much in how near the message is
to the card's wordings. A logistic regression on the strangers' development sets brings them together, to be fitted anew
when many wordings come; the figures stand in docs/decisions/0015-certainty.md, why it is less sure since the tuned
layers in 0032-tuned-beside.md.
"""

import math

_BIAS = -38.7
_PROBABILITY = 0.342
_SIMILARITY = 41.65
_WORDS = 0.0465
# Longer messages tell no more.
_MOST_WORDS = 40


def certainty(probability: float, similarity: float, words: int) -> float:
    """The share of such messages that such a card answers, 0-1.

    Args:
        probability: of the card, among the audience's cards and the moves.
        similarity: mean cosine to the card's nearest wordings.
        words: how many the message has.
    """
    probability = min(max(probability, 1e-6), 1 - 1e-6)
    log_odds = (
        _BIAS
        + _PROBABILITY * math.log(probability / (1 - probability))
        + _SIMILARITY * similarity
        + _WORDS * min(words, _MOST_WORDS)
    )
    return 1 / (1 + math.exp(-log_odds))
