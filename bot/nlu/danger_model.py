"""Read danger in a message: how likely, of which kind, who writes, in which language, and what follows it.

Two views of the text, as in bot/nlu/ranking_model.py: the letters (character and word n-grams of a form in which å,
aa and a are the same) and the meaning (the multilingual sentence embedding). Each question is answered by both, added
up. docs/decisions/0011-danger.md has the figures.

Plain scikit-learn and NumPy, no Rasa.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.svm import SVC

from bot.nlu.lean import LetterWeights, Tfidf, Vectors

# Unit-length embeddings make a flat problem for the regularised regression: stretch them.
_EMBEDDING_SCALE = 4.0
_LETTERS_C = 30.0
_MEANING_C = 3.0
_ROUNDS = 500
_MACHINE_C = 5.0
_MACHINE_GAMMA = 5.0
_MACHINE_CACHE_MB = 1500
# The machine's time grows with the square of the examples, and it keeps about half of them: those near its border. A
# rough machine of so many dimensions finds that half in seconds (docs/decisions/0011-danger.md).
_ROUGH_DIMENSIONS = 2000
_FEW_EXAMPLES = 10_000
_LETTERS_SHARE = 0.6
_MACHINE_SHARE = 2.0

# Longer messages are read whole and in pieces of about this many words: one sentence of danger drowns in eighty others.
_WORDS_OF_A_PIECE = 18
_MOST_PIECES = 12
# The worst of many readings sounds worse than one does: a message that is read in pieces must be this much surer. Of
# the 30 long acute messages of the development half as many are noticed from 0.5 to 2.0.
_PIECES_COST = 1.7

# Every text is compared with every example that was kept: so many take 30 MB.
_SCORED_AT_ONCE = 1000

_BARE = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e"})
_DOUBLED = re.compile(r"aa|oe")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_NO_WORD = re.compile(r"[^\w%]+")
_SENTENCES = re.compile(r"(?<=[.!?\n])\s+")


@dataclass(frozen=True)
class DangerReading:
    """What the model makes of one message.

    Attributes:
        score: of somebody being in danger; above 0 is more likely yes.
        kind: the likeliest kind of danger, and how likely (0-1).
        voice: who most likely writes, and how likely (0-1).
        language: the likeliest language's code, and how likely (0-1).
        after: what it is, if it follows a reply to danger, and how likely (0-1).
    """

    score: float
    kind: tuple[str, float]
    voice: tuple[str, float]
    language: tuple[str, float]
    after: tuple[str, float]


def bare(text: str) -> str:
    """Lower case, one form for every way to type æ, ø and å, no punctuation, letters of every script."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_BARE)
    plain = _DOUBLED.sub(lambda match: match[0][0], plain)
    return _NO_WORD.sub(" ", _STRETCHED.sub(r"\1\1", plain)).strip()


def pieces(text: str) -> list[str]:
    """A long text's parts, each a sentence or a few, each of some twenty words; none for a short text."""
    if len(text.split()) <= _WORDS_OF_A_PIECE * 3 // 2:
        return []
    parts: list[list[str]] = [[]]
    for sentence in _SENTENCES.split(text):
        words = sentence.split()
        for start in range(0, len(words), _WORDS_OF_A_PIECE):
            run = words[start : start + _WORDS_OF_A_PIECE]
            if len(parts[-1]) + len(run) > _WORDS_OF_A_PIECE:
                parts.append([])
            parts[-1] += run
    return [" ".join(part) for part in parts if part][:_MOST_PIECES]


class DangerQuestion:
    """Is somebody in danger? The letters beside a support vector machine on the meaning.

    The machine bends its border around groups of examples: what sounds like danger and is none lies right beside what
    is. Its share was chosen on the development set.
    """

    def __init__(self) -> None:
        self._examples = np.empty((0, 0), dtype=np.float32)
        self._weights = np.empty(0, dtype=np.float32)
        self._bias = 0.0

    def fit(self, letters: csr_matrix, embeddings: Vectors, danger: Sequence[bool]) -> "DangerQuestion":
        """Learn from examples of both."""
        self._letters = _learned(letters, danger, exact=True)
        near = _near_the_border(embeddings, np.asarray(danger))
        machine = SVC(C=_MACHINE_C, gamma=_MACHINE_GAMMA, cache_size=_MACHINE_CACHE_MB)
        machine.fit(embeddings[near], np.asarray(danger)[near])
        self._examples = machine.support_vectors_.astype(np.float32)
        self._weights = machine.dual_coef_[0].astype(np.float32)
        self._bias = float(machine.intercept_[0])
        return self

    def scores(self, letters: csr_matrix, embeddings: Vectors) -> Vectors:
        """Shape (texts,); above 0 is more likely danger."""
        # Unit vectors: their distance follows from their product.
        near = np.exp(-2 * _MACHINE_GAMMA * (1 - embeddings @ self._examples.T))
        by_meaning = near @ self._weights + self._bias
        return np.asarray(_LETTERS_SHARE * self._letters.log_odds(letters)[:, 0] + _MACHINE_SHARE * by_meaning)


class Choice:
    """Which of a few it is: two logistic regressions, on the letters and on the meaning, added up; picklable."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self._meaning_weights = np.empty((0, 0), dtype=np.float32)
        self._meaning_bias = np.empty(0, dtype=np.float32)

    def fit(self, letters: csr_matrix, embeddings: Vectors, labels: Sequence[str]) -> "Choice":
        """Learn to tell three or more labels apart."""
        self._letters = _learned(letters, labels)
        meaning = LogisticRegression(C=_MEANING_C, max_iter=_ROUNDS, random_state=0)
        meaning.fit(embeddings * _EMBEDDING_SCALE, labels)
        self.labels = meaning.classes_.tolist()
        self._meaning_weights = (meaning.coef_.T * _EMBEDDING_SCALE).astype(np.float32)
        self._meaning_bias = meaning.intercept_.astype(np.float32)
        return self

    def best(self, letters: csr_matrix, embeddings: Vectors) -> tuple[str, float]:
        """The likeliest label of the first text, and its probability (0-1)."""
        by_meaning = embeddings @ self._meaning_weights + self._meaning_bias
        raw = (self._letters.log_odds(letters) + by_meaning)[0].astype(np.float64)
        likely = np.exp(raw - raw.max())
        place = int(likely.argmax())
        return self.labels[place], float(likely[place] / likely.sum())


class DangerModel:
    """All five questions; picklable."""

    def __init__(self) -> None:
        common: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32, "min_df": 2}
        self._characters = Tfidf(analyzer="char_wb", ngram_range=(2, 5), **common)
        self._words = Tfidf(ngram_range=(1, 3), token_pattern=r"\S+", **common)
        self._danger = DangerQuestion()
        self._choices: dict[str, Choice] = {}

    def learn_letters(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the vocabulary, before everything else; gives the texts' letters, shape (texts, features)."""
        plain = [bare(text) for text in texts]
        return hstack([self._characters.fit_transform(plain), self._words.fit_transform(plain)]).tocsr()

    def learn_danger(self, letters: csr_matrix, embeddings: Vectors, danger: Sequence[bool]) -> None:
        """Learn whether somebody is in danger."""
        self._danger.fit(letters, embeddings, danger)

    def learn_choice(self, name: str, texts: Sequence[str], embeddings: Vectors, labels: Sequence[str]) -> None:
        """Learn one of ``kind``, ``voice``, ``language`` and ``after``."""
        self._choices[name] = Choice().fit(self._letters(texts), embeddings, labels)

    def scores(self, texts: Sequence[str], embeddings: Vectors) -> Vectors:
        """How much each of many texts sounds like danger, read whole; shape (texts,), above 0 is more likely danger."""
        at_once = range(0, len(texts), _SCORED_AT_ONCE)
        chunks = [slice(start, start + _SCORED_AT_ONCE) for start in at_once]
        return np.concatenate([self._danger.scores(self._letters(texts[one]), embeddings[one]) for one in chunks])

    def read(self, texts: Sequence[str], embeddings: Vectors) -> DangerReading:
        """Read one message: ``texts`` is the whole of it first and then its ``pieces``, each with its embedding.

        The piece that sounds most like danger counts, and tells its kind; who writes is told by the whole.
        """
        letters = self._letters(texts)
        danger = self._danger.scores(letters, embeddings)
        if len(texts) > 1:
            danger -= _PIECES_COST
        worst = int(danger.argmax())
        told = letters[worst], embeddings[worst : worst + 1]
        whole = letters[0], embeddings[:1]
        return DangerReading(
            score=float(danger[worst]),
            kind=self._choices["kind"].best(*told),
            voice=self._choices["voice"].best(*whole),
            language=self._choices["language"].best(*whole),
            after=self._choices["after"].best(*whole),
        )

    def _letters(self, texts: Sequence[str]) -> csr_matrix:
        plain = [bare(text) for text in texts]
        return hstack([self._characters.transform(plain), self._words.transform(plain)]).tocsr()


def _near_the_border(embeddings: Vectors, danger: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The places of the half of the examples that a rough machine is least sure of; of few examples, all."""
    if len(embeddings) <= _FEW_EXAMPLES:
        return np.arange(len(embeddings))
    side = np.where(danger, 1.0, -1.0)
    mapped = Nystroem(gamma=_MACHINE_GAMMA, n_components=_ROUGH_DIMENSIONS, random_state=0).fit_transform(embeddings)
    sureness = side * Ridge(random_state=0).fit(mapped, side).predict(mapped)
    return np.flatnonzero(sureness <= np.median(sureness))


def _learned(letters: csr_matrix, labels: Sequence[Any], exact: bool = False) -> LetterWeights:
    """A logistic regression on the letters; of two labels the second has weights."""
    learned = LogisticRegression(C=_LETTERS_C, solver="liblinear", random_state=0).fit(letters, labels)
    return LetterWeights(learned.coef_, learned.intercept_, exact)
