"""The counted letters give the log-likelihood that the formula says."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix, vstack
from scipy.sparse import random as random_matrix

from bot.nlu import query_likelihood
from bot.nlu.query_likelihood import QueryLikelihood

LABELS, FEATURES, EXAMPLES = 4, 30, 25


def examples(seed: int) -> tuple[csr_matrix, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Letters of which every feature occurs, and labels that all occur."""
    some = random_matrix(EXAMPLES, FEATURES, density=0.2, format="csr", dtype=np.float32, random_state=seed)
    every = csr_matrix(np.eye(FEATURES, dtype=np.float32))
    letters = vstack([some, every]).tocsr()
    return letters, np.arange(letters.shape[0]) % LABELS


@given(st.integers(0, 10_000))
def test_each_label_gets_its_smoothed_log_likelihood_beside_that_of_all(seed: int) -> None:
    letters, labels = examples(seed)
    asked = vstack([letters[:3], csr_matrix((1, FEATURES), dtype=np.float32)]).tocsr()
    dense, smoothing = letters.toarray().astype(np.float64), query_likelihood._SMOOTHING
    everywhere = dense.sum(axis=0) / dense.sum()
    sizes = np.bincount(labels)
    counted = np.stack([dense[labels == one].sum(axis=0) * sizes.mean() / sizes[one] for one in range(LABELS)])
    smoothed = (counted + smoothing * everywhere) / (counted.sum(axis=1, keepdims=True) + smoothing)
    expected = asked.toarray() @ (np.log(smoothed) - np.log(everywhere)).T
    found = pickle.loads(pickle.dumps(QueryLikelihood(letters, labels))).log_likelihoods(asked)
    np.testing.assert_allclose(found, expected, atol=2e-2)


def test_what_only_one_label_says_is_likeliest_of_it() -> None:
    letters = csr_matrix(np.array([[1, 1, 0], [1, 0, 1], [1, 0, 0]], dtype=np.float32))
    found = QueryLikelihood(letters, np.array([0, 1, 2])).log_likelihoods(
        csr_matrix(np.array([[0, 1, 0]], dtype=np.float32))
    )
    assert found.argmax() == 0


def test_a_text_without_known_letters_tells_nothing() -> None:
    letters, labels = examples(0)
    found = QueryLikelihood(letters, labels).log_likelihoods(csr_matrix((1, FEATURES), dtype=np.float32))
    assert found == pytest.approx(np.zeros((1, LABELS)))
