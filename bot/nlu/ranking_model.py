"""Rank labels (cards and conversation moves) for a short Danish text, and score it for the gates.

Three views of the text are fused, each weak where another is strong: the letters (word, lemma and character n-grams:
names, figures, misspellings), the meaning (sentence embedding: roundabout wordings) by the nearest examples, and what
was learned of the wordings' meaning (bot/nlu/learned_vectors.py). The letters tell first whether it is a question to a
card or which move, which is learned; then which card, which is counted. docs/decisions/0024-nearest-examples.md and
0026-letters-counted.md have the figures. A gate (is this legal, does a parent ask) is a yes or no of its own, learned
from letters and meaning: docs/decisions/0005-gates.md.

Plain scikit-learn and NumPy, no Rasa: the evaluation compares candidates with the same parts.
"""

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_expit, log_softmax, logsumexp
from sklearn.linear_model import LogisticRegression, SGDClassifier

from bot.nlu.lean import Examples, LetterWeights, Tfidf, Vectors
from bot.nlu.query_likelihood import QueryLikelihood
from bot.text.wording import folded

# What the letters' log-probability and the cosine of the nearest examples count, and within the letters a card's
# likelihood; chosen on the strangers' development halves and on wordings that were left out.
_LETTERS_WEIGHT = 1.8
_LIKELIHOOD_WEIGHT = 0.2
# How much it counts against the best card, beside a move, that others are likely too: of "hvem betaler den?" many are.
_OTHERS_COUNT = 0.5
_NEARNESS_WEIGHT = 108.0
# What the log-probability by the learned vectors counts (docs/decisions/0032-tuned-beside.md).
_LEARNED_WEIGHT = 0.6
# The nearest examples that count. Of a label with hundreds of them some are near to anything.
NEIGHBOURS = 3
_ONE_NEIGHBOUR_IN = 160
# The labels the letters find most probable; the others' examples are not looked at.
RANKING_LENGTH = 60  # so that the cards of the case just talked about are among them, and parents' beside them

# Unit-length embeddings make a flat problem for the regularised regression: stretch them.
_EMBEDDING_SCALE = 4.0
_MEANING_C = 3.0
_LETTERS_ALPHA = 1e-5
_LETTERS_ROUNDS = 6
CORES = 2  # of the smallest machine we know of
# A gate has only two sides to tell apart: it can afford to be learned to the end.
_ALARM_ROUNDS = 500
_GATE_LETTERS_C = 30.0
# ... and there the letters tell more.
_ALARM_MEANING_WEIGHT = 0.5


@dataclass(frozen=True)
class Ranked:
    """One label's place.

    Attributes:
        label: a card's id or a move's intent.
        probability: 0-1, all labels together 1.
        similarity: mean cosine of the text and the label's nearest examples, about 0.7-1.
    """

    label: str
    probability: float
    similarity: float


class LetterFeatures:
    """tf-idf of character n-grams, words and lemmas."""

    def __init__(self) -> None:
        common: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32, "min_df": 2}
        self._characters = Tfidf(analyzer="char_wb", ngram_range=(2, 5), **common)
        self._words = Tfidf(ngram_range=(1, 2), token_pattern=r"\S+", **common)
        self._lemmas = Tfidf(ngram_range=(1, 2), token_pattern=r"\S+", **common)

    def fit_transform(self, texts: list[str], lemmas: list[str]) -> csr_matrix:
        """Learn the vocabulary; gives shape (len(texts), features)."""
        plain = [folded(text) for text in texts]
        parts = [
            self._characters.fit_transform(plain),
            self._words.fit_transform(plain),
            self._lemmas.fit_transform(lemmas),
        ]
        return hstack(parts).tocsr()

    def transform(self, texts: list[str], lemmas: list[str]) -> csr_matrix:
        """Shape (len(texts), features)."""
        plain = [folded(text) for text in texts]
        parts = [self._characters.transform(plain), self._words.transform(plain), self._lemmas.transform(lemmas)]
        return hstack(parts).tocsr()


@dataclass(frozen=True)
class GateModel:
    """A yes-or-no question to every text, in both views."""

    letter_weights: Vectors
    meaning_weights: Vectors
    bias: float

    def score(self, letters: csr_matrix, embedding: Vectors) -> float:
        """Log-odds, roughly: above 0 is more likely yes."""
        return float((letters @ self.letter_weights)[0] + embedding @ self.meaning_weights + self.bias)


@dataclass(frozen=True)
class Prediction:
    """What the model makes of one text.

    Attributes:
        ranked: labels, best first.
        gate_scores: each gate's log-odds.
        scores: how each label fits, shape (labels,): log-probabilities but for a constant.
        is_certain: whether a card's probability among its audience's is how certain it is that it answers.
    """

    ranked: list[Ranked]
    gate_scores: dict[str, float]
    scores: Vectors
    is_certain: bool = False


class RankingModel:
    """The fused ranker; picklable."""

    def __init__(self) -> None:
        self._letters = LetterFeatures()
        self._gates: dict[str, GateModel] = {}
        self.labels: list[str] = []

    def fit(
        self, texts: list[str], lemmas: list[str], embeddings: Vectors, labels: list[str], moves: Set[str]
    ) -> "RankingModel":
        """Learn from example wordings.

        Args:
            texts: the wordings.
            lemmas: their lemmas.
            embeddings: shape (len(texts), dimensions), unit rows.
            labels: what each wording is of; cards and moves, at least one of both.
            moves: which of the labels are moves.
        """
        # The cards first, so that their numbers are those of the likelihood.
        cards = sorted(set(labels) - moves)
        self.labels = [*cards, *sorted(moves & set(labels))]
        self._cards = len(cards)
        place = {label: index for index, label in enumerate(self.labels)}
        of_examples = np.array([place[label] for label in labels])
        self._examples = Examples(embeddings, of_examples)
        letters = self._letters.fit_transform(texts, lemmas)
        of_cards = of_examples < self._cards
        self._likelihood = QueryLikelihood(letters[of_cards], of_examples[of_cards])
        # 0 is a question to any card.
        self._kinds = _one_against_the_rest(letters, np.maximum(of_examples - self._cards + 1, 0))
        return self

    def letters(self, texts: list[str], lemmas: list[str]) -> csr_matrix:
        """The letters that were learned in ``fit``, shape (len(texts), features)."""
        return self._letters.transform(texts, lemmas)

    def fit_gate(self, name: str, letters: csr_matrix, embeddings: Vectors, yes: list[bool]) -> None:
        """Learn a gate, after ``fit``."""
        by_letters = LogisticRegression(C=_GATE_LETTERS_C, solver="liblinear", random_state=0).fit(letters, yes)
        by_meaning = LogisticRegression(C=_MEANING_C, max_iter=_ALARM_ROUNDS, random_state=0)
        by_meaning.fit(embeddings * _EMBEDDING_SCALE, yes)
        self._gates[name] = GateModel(
            letter_weights=by_letters.coef_[0].astype(np.float32),
            meaning_weights=(by_meaning.coef_[0] * _EMBEDDING_SCALE * _ALARM_MEANING_WEIGHT).astype(np.float32),
            bias=float(by_letters.intercept_[0] + by_meaning.intercept_[0] * _ALARM_MEANING_WEIGHT),
        )

    def read(
        self, text: str, lemmas: str, embedding: Vectors, learned: Vectors | None = None, gains: Vectors | float = 0.0
    ) -> Prediction:
        """Rank the labels and score the text for each gate.

        Args:
            learned: each label's log-probability by the learned vectors, shape (labels,).
            gains: what is added to each label's score, likewise.
        """
        letters = self.letters([text], [lemmas])
        gate_scores = {name: gate.score(letters, embedding) for name, gate in self._gates.items()}
        scores = _LETTERS_WEIGHT * self._by_letters(letters)[0] + gains
        if learned is not None:
            scores = scores + _LEARNED_WEIGHT * learned
        candidates = np.argsort(-scores)[:RANKING_LENGTH]
        nearness = [self._examples.nearness(label, embedding, NEIGHBOURS, _ONE_NEIGHBOUR_IN) for label in candidates]
        near = np.full(len(self.labels), min(nearness), dtype=np.float32)
        near[candidates] = nearness
        scores = scores + _NEARNESS_WEIGHT * near
        return Prediction(self._ranked(candidates, scores, near), gate_scores, scores)

    def rank(self, text: str, lemmas: str, embedding: Vectors) -> list[Ranked]:
        """The best labels, best first."""
        return self.read(text, lemmas, embedding).ranked

    def _ranked(self, candidates: NDArray[np.int64], scores: Vectors, near: Vectors) -> list[Ranked]:
        probabilities = np.exp(scores - scores.max())
        probabilities /= probabilities.sum()
        best_first = sorted(candidates, key=lambda label: -scores[label])
        return [Ranked(self.labels[label], float(probabilities[label]), float(near[label])) for label in best_first]

    def letter_scores(self, texts: list[str], lemmas: list[str]) -> Vectors:
        """How each label fits by the letters, shape (len(texts), labels); of a move its log-probability."""
        return self._by_letters(self.letters(texts, lemmas))

    def _by_letters(self, letters: csr_matrix) -> Vectors:
        kinds = log_softmax(log_expit(self._kinds.log_odds(letters)), axis=1)
        likelihoods = _LIKELIHOOD_WEIGHT * self._likelihood.log_likelihoods(letters)
        beside_best = likelihoods - likelihoods.max(axis=1, keepdims=True)
        others = logsumexp(beside_best, axis=1, keepdims=True)
        return np.concatenate([kinds[:, :1] + beside_best - _OTHERS_COUNT * others, kinds[:, 1:]], axis=1)


def _one_against_the_rest(features: csr_matrix, labels: NDArray[np.int64]) -> LetterWeights:
    """Each label's weights, learned against all others; two labels or more.

    Averaged stochastic gradients rank as well as liblinear to the end and take a fifth of its time
    (docs/decisions/0013-kept-embeddings.md).
    """
    learned = SGDClassifier(
        loss="log_loss",
        alpha=_LETTERS_ALPHA,
        max_iter=_LETTERS_ROUNDS,
        tol=None,
        average=True,
        n_jobs=CORES,
        random_state=0,
    )
    # A tenth of the features are nine tenths of what is read. Side by side they fit into the processor's cache: the
    # same weights in half the time.
    by_frequency = np.argsort(-features.getnnz(axis=0), kind="stable")
    learned.fit(features[:, by_frequency], labels)
    weights, bias = learned.coef_.astype(np.float32)[:, np.argsort(by_frequency)], learned.intercept_
    if len(learned.classes_) == 2:
        # Of two labels only the second has weights: the first is the no to its yes.
        weights, bias = np.concatenate([-weights, weights]), np.concatenate([-bias, bias])
    return LetterWeights(weights, bias)
