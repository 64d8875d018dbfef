"""What a button that shows a card sends, and how it is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.payloads import card_shown_by, show_card


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))
def test_a_cards_button_is_read_as_that_card(card_id: str) -> None:
    assert card_shown_by(show_card(card_id)) == card_id


@pytest.mark.parametrize(
    "payload", ["/show_card", "/affirm", '/confirm_danger{"kind": "vold"}', "/show_card{}", "hej {"]
)
def test_any_other_button_shows_none(payload: str) -> None:
    assert card_shown_by(payload) is None
