"""LIX: words to a sentence plus long words in a hundred."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.lix import lix


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 0),
        ("...", 0),
        ("Hun er her.", 3),
        ("Hun er her. Han er der.", 3),
        ("Skolelederen er her.", 3 + 100 / 3),
        ("Tag med:\n\n- en ven\n- en bror", 2),
        ("Vi ses kl. 8 i dag.", 6),
        ("**Hun** er [her](https://eksempel.dk/en-meget-lang-adresse).", 3),
    ],
)
def test_the_formula(text: str, found: float) -> None:
    assert lix(text) == pytest.approx(found)


def test_six_letters_are_short_and_seven_long() -> None:
    assert lix("barnet") == 1
    assert lix("samtale") == 101


@given(st.text())
def test_any_text_has_a_figure(text: str) -> None:
    assert lix(text) >= 0
