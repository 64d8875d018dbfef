"""How likely a card's wordings would have brought a message's letters forth: a language model of each card.

Query likelihood with Dirichlet smoothing (Zhai and Lafferty 2001, "A study of smoothing methods for language models
applied to ad hoc information retrieval"). Nothing is learned but how often what occurs, so that it takes seconds:
docs/decisions/0026-letters-counted.md has the figures.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.nlu.lean import Vectors

# Of a wording's letters, in tf-idf; a wording has about 13, a card about 1,000. The more, the less a rare n-gram of one
# wording counts beside what all cards have. Chosen on 3,000 wordings that were left out.
_SMOOTHING = 3000.0


class QueryLikelihood:
    """Each label's log-likelihood of a text; picklable.

    Args:
        letters: of the examples, shape (examples, features), nothing below 0.
        labels: the number of each example's label; every number up to the last occurs.
    """

    def __init__(self, letters: csr_matrix, labels: NDArray[np.int64]) -> None:
        examples = np.bincount(labels)
        # A label with many examples says no more in all than one with few.
        shares = (examples.mean() / examples)[labels].astype(np.float32)
        of_examples = csr_matrix((shares, (labels, np.arange(len(labels)))), shape=(len(examples), len(labels)))
        counted = (of_examples @ letters).tocsr()
        everywhere = np.asarray(letters.sum(axis=0)).ravel()
        expected = _SMOOTHING * everywhere / everywhere.sum()
        # log((counted + expected) / (all + smoothing)) - log(everywhere): what the label does not have is the same for
        # every feature, so that only what it has is kept.
        totals = np.asarray(counted.sum(axis=1)).ravel()
        self._absent = np.log(_SMOOTHING / (totals + _SMOOTHING)).astype(np.float32)
        counted.data = np.log1p(counted.data / expected[counted.indices])
        by_feature = counted.T.tocsr()
        self._weights = by_feature.data.astype(np.float16)
        self._labels = by_feature.indices.astype(np.uint16)
        self._starts = by_feature.indptr

    def log_likelihoods(self, letters: csr_matrix) -> Vectors:
        """Beside that of all labels together, shape (texts, labels)."""
        texts = [slice(*ends) for ends in pairwise(letters.indptr)]
        return np.stack([self._of_one(letters.indices[one], letters.data[one]) for one in texts])

    def _of_one(self, features: NDArray[np.int32], values: Vectors) -> Vectors:
        starts = self._starts[features]
        counts = self._starts[features + 1] - starts
        # The places of all their weights, one feature's after the other's.
        places = np.arange(counts.sum()) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
        shares = self._weights[places].astype(np.float32) * np.repeat(values, counts)
        summed = np.bincount(self._labels[places], shares, minlength=len(self._absent))
        return np.asarray(summed + values.sum() * self._absent, dtype=np.float32)
