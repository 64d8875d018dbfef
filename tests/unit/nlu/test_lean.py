"""What the models keep in little memory gives what was learned: weights, examples and vocabulary."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse import random as random_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.lean import Examples, LetterWeights, Tfidf, Vectors

LABELS, FEATURES = 7, 50
TEXTS = ["hvad er ssp", "hvad er en bisidder", "ssp er et samarbejde"]


def learned(seed: int) -> tuple[Vectors, Vectors, csr_matrix]:
    """Weights, a bias, and four texts of which the last has no letters at all."""
    chance = np.random.default_rng(seed)
    weights = chance.normal(size=(LABELS, FEATURES)).astype(np.float32)
    texts = random_matrix(3, FEATURES, density=0.3, format="csr", dtype=np.float32, random_state=seed)
    empty = csr_matrix((1, FEATURES), dtype=np.float32)
    letters = csr_matrix(np.vstack([texts.toarray(), empty.toarray()]))
    return weights, chance.normal(size=LABELS).astype(np.float32), letters


@given(st.integers(0, 10_000))
def test_exact_weights_give_what_they_were_learned_for(seed: int) -> None:
    weights, bias, letters = learned(seed)
    kept = pickle.loads(pickle.dumps(LetterWeights(weights, bias, exact=True)))
    np.testing.assert_allclose(kept.log_odds(letters), letters @ weights.T + bias, atol=1e-5)


@given(st.integers(0, 10_000))
def test_half_as_exact_weights_give_nearly_the_same(seed: int) -> None:
    weights, bias, letters = learned(seed)
    np.testing.assert_allclose(LetterWeights(weights, bias).log_odds(letters), letters @ weights.T + bias, atol=2e-2)


def test_nearness_is_the_mean_cosine_of_a_share_of_the_labels_examples_the_nearest_ones() -> None:
    chance = np.random.default_rng(0)
    # As bot/nlu/embedding_cache.py has them: eight bits a number.
    rows = chance.integers(-127, 128, size=(9, 384)).astype(np.float32)
    rows[:, 0] = 127
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    labels = np.array([1, 0, 1, 2, 1, 0, 1, 2, 1])
    text = rows[0]
    examples = pickle.loads(pickle.dumps(Examples(rows, labels)))
    for label, one_in, counted in ((0, 1, 2), (1, 1, 5), (1, 40, 3), (2, 40, 2)):
        nearest = sorted(rows[labels == label] @ text)[-counted:]
        found = examples.nearness(label, text, fewest=3, one_in=one_in)
        assert found == pytest.approx(float(np.mean(nearest)), abs=1e-6)


def test_the_terms_that_were_left_out_are_not_kept_and_the_others_count_as_ever() -> None:
    kept, usual = Tfidf(min_df=2), TfidfVectorizer(min_df=2)
    kept.fit(TEXTS)
    usual.fit(TEXTS)
    assert usual.stop_words_ and not hasattr(kept, "stop_words_")
    assert (kept.transform(TEXTS) != usual.transform(TEXTS)).nnz == 0
