"""LIX: words to a sentence plus long words in a hundred."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks.readability import HARDEST_FOR_PARENTS
from bot.knowledge.loader import load
from bot.knowledge.responses import PLAIN, fixed_reply
from bot.knowledge.schema import PARENTS_THEME
from bot.text.lix import lix

PARENTS_CARDS = [card for card in load().cards.values() if card.theme == PARENTS_THEME]


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


def test_there_are_at_least_sixty_cards_for_parents() -> None:
    assert len(PARENTS_CARDS) >= 60


@pytest.mark.parametrize("card", PARENTS_CARDS, ids=lambda card: card.id)
def test_a_parents_card_is_easy_to_read_and_says_du(card: object) -> None:
    body = card.body  # type: ignore[attr-defined]
    assert lix(body) <= HARDEST_FOR_PARENTS
    assert "§" not in body


@pytest.mark.parametrize("key", PLAIN)
def test_what_parents_are_told_besides_is_easy_to_read(key: str) -> None:
    assert lix(fixed_reply(key).text) <= HARDEST_FOR_PARENTS
