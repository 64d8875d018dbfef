"""The figures of masking: on the half the lists were made with, and on the half nobody looked into."""

import pytest

from bot.evaluation.masking import NAME_KINDS, found_by_kind, ordinary_items, personal_items

HALVES = ["development", "reporting"]


@pytest.mark.parametrize("half", HALVES)
def test_everything_that_has_a_form_is_masked(half: str) -> None:
    formed = [item for item in personal_items(half) if item.kind not in NAME_KINDS]
    assert [item.text for item in formed if item.is_kept] == []
    assert len({item.kind for item in formed}) == 15


@pytest.mark.parametrize("half", HALVES)
def test_names_are_masked_but_for_a_few(half: str) -> None:
    names = [item for item in personal_items(half) if item.kind in NAME_KINDS]
    shares = found_by_kind(names)
    assert set(shares) == set(NAME_KINDS)
    assert sum(found for found, _ in shares.values()) / len(names) >= 0.92


@pytest.mark.parametrize("half", HALVES)
def test_ordinary_sentences_are_left_alone_but_for_a_few(half: str) -> None:
    sentences = ordinary_items(half)
    assert len(sentences) == 250
    assert sum(item.is_touched for item in sentences) / len(sentences) <= 0.02
