"""What was learned of messages' meaning, and what stands in where nothing was learned yet."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.follow_ups import FollowUp, FollowUps
from bot.nlu import learned_vectors
from bot.nlu.lean import Vectors
from bot.nlu.learned_vectors import LearnedVectors, write_learned

NORTH, EAST, BETWEEN = (np.array(row, dtype=np.float32) for row in ((1, 0), (0, 1), (0.8, 0.6)))
ASKED = FollowUp(title="Hvem betaler?", questions=["og hvem betaler", "koster det", "prisen"], answer="Kommunen.")


def embed(text: str, after: str) -> Vectors:
    """What is said first lies in the north, what is said after an answer in the east."""
    return EAST if after else NORTH


def fitted(path: Path, monkeypatch: pytest.MonkeyPatch, **learned: Vectors) -> LearnedVectors:
    write_learned(learned or {"ukendt": NORTH}, 0.1, path / "vectors.npz")
    monkeypatch.setattr(learned_vectors, "LEARNED", path / "vectors.npz")
    follow_ups = {"a": FollowUps(reviewed=date(2026, 12, 1), follow_ups=[ASKED])}
    return LearnedVectors().fit({"a": ["hvad er a"], "b": ["hvad er b"]}, follow_ups, {"a": "Hvad er a?"}, embed)


def test_the_nearest_label_fits_best(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fits = fitted(tmp_path, monkeypatch, a=NORTH, b=EAST).fits(BETWEEN)
    assert fits[0] > fits[1] and np.exp(fits).sum() == pytest.approx(1, abs=1e-5)


def test_what_came_later_is_told_by_its_wordings_and_counts_less_than_what_was_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = fitted(tmp_path, monkeypatch, b=NORTH).fits(NORTH)
    assert fits[0] < fits[1] < fits[0] + 5


def test_after_an_answer_what_is_asked_of_it_stands_beside_the_labels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels, asked = fitted(tmp_path, monkeypatch, a=NORTH, b=NORTH).fits_after("a", "og hvem betaler", embed)
    assert list(asked) == [ASKED.key] and asked[ASKED.key] > labels.max()
    assert np.exp([*labels, *asked.values()]).sum() == pytest.approx(1, abs=1e-5)


def test_after_no_answer_nothing_is_known_to_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    labels, asked = fitted(tmp_path, monkeypatch).fits_after("", "hvem betaler", embed)
    assert asked == {} and np.exp(labels).sum() == pytest.approx(1, abs=1e-5)


def test_vectors_are_kept_to_a_hundredth(tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(20, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    write_learned({str(at): row for at, row in enumerate(rows)}, 0.25, tmp_path / "vectors.npz")
    kept, bias = learned_vectors._read(tmp_path / "vectors.npz")
    cosines = [row @ kept[str(at)] / np.linalg.norm(kept[str(at)]) for at, row in enumerate(rows)]
    assert min(cosines) > 0.999 and bias == pytest.approx(0.25)
