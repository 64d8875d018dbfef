"""Pictures that tell of danger."""

from hypothesis import given
from hypothesis import strategies as st

from bot.text.emoji import has_telling_sign, spelt_out


def test_a_picture_that_tells_of_danger_becomes_a_word() -> None:
    assert spelt_out("🔪") == "kniv"
    assert has_telling_sign("han har 🔪")


@given(st.text())
def test_a_text_without_such_a_picture_stays_as_it_is(text: str) -> None:
    assert has_telling_sign(text) or spelt_out(text) == text.strip()
