"""What both models keep of what they learned, in as little memory as gives the same answers.

docs/decisions/0016-without-tensorflow.md has the figures.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

Vectors = NDArray[np.float32]

_MOST = 127  # of eight bits


def rounded(rows: Vectors) -> NDArray[np.int8]:
    """Each row stretched to the eight bits; its length is lost."""
    widest = np.abs(rows).max(axis=1, keepdims=True)
    return np.rint(rows * (_MOST / np.where(widest > 0, widest, 1))).astype(np.int8)


def unit(rows: Vectors | NDArray[np.int8]) -> Vectors:
    """Each row brought to the norm 1; one of zeros stays one."""
    vectors = rows.astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


class Tfidf(TfidfVectorizer):
    """Does not remember the terms it left out: they are more than those it keeps, and nobody asks for them."""

    def fit(self, raw_documents: Sequence[str], y: None = None) -> "Tfidf":
        """Learn the vocabulary."""
        self.fit_transform(raw_documents)
        return self

    def fit_transform(self, raw_documents: Sequence[str], y: None = None) -> csr_matrix:
        """Learn the vocabulary; gives shape (texts, features)."""
        features = super().fit_transform(raw_documents)
        del self.stop_words_
        return features


class LetterWeights:
    """A weight for each feature of the letters and each label, and a bias for each label; picklable.

    Args:
        weights: shape (labels, features).
        bias: shape (labels,).
        exact: keep them as exact as they were learned; else half, for they are most of a model's memory.
    """

    def __init__(self, weights: Vectors, bias: Vectors, exact: bool = False) -> None:
        self._weights = np.ascontiguousarray(weights.T, dtype=np.float32 if exact else np.float16)
        self._bias = bias.astype(np.float32)

    def log_odds(self, letters: csr_matrix) -> Vectors:
        """Shape (texts, labels). Only the weights of the letters that are there are brought to full length."""
        texts = [slice(*ends) for ends in pairwise(letters.indptr)]
        rows = [letters.data[one] @ self._weights[letters.indices[one]].astype(np.float32) for one in texts]
        return np.asarray(np.stack(rows) + self._bias)


class Examples:
    """The embeddings of each label's examples, in eight bits a number, as the training gets them; picklable.

    Args:
        embeddings: shape (examples, dimensions), unit rows.
        labels: the number of each example's label.
    """

    def __init__(self, embeddings: Vectors, labels: NDArray[np.int64]) -> None:
        by_label = np.argsort(labels, kind="stable")
        rows = embeddings[by_label]
        self._lengths = np.maximum(np.abs(rows).max(axis=1), np.finfo(np.float32).tiny).astype(np.float32) / _MOST
        self._rows = np.rint(rows / self._lengths[:, None]).astype(np.int8)
        # Each label's stand together; where they begin.
        self._starts = np.searchsorted(labels[by_label], np.arange(labels.max() + 2))

    def nearness(self, label: int, embedding: Vectors, fewest: int, one_in: int) -> float:
        """Mean cosine of a text and the label's nearest examples: one in so many of all, at least ``fewest``."""
        one = slice(self._starts[label], self._starts[label + 1])
        cosines = self._rows[one].astype(np.float32) @ embedding * self._lengths[one]
        return float(np.sort(cosines)[-max(fewest, len(cosines) // one_in) :].mean())
