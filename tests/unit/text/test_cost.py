"""How long a text keeps the encoder busy, told without it."""

import pytest

from bot.text.cost import is_slow, tokens, weight

STORY = "Hvordan kan vi samarbejde med skolen om de børn, der har det svært derhjemme? " * 12


@pytest.mark.parametrize(
    "text", ["", "hej", "Hvordan inviterer vi forældrene med til mødet om skolen i næste uge?", "/start_plan"]
)
def test_an_ordinary_message_weighs_one_and_is_quick(text: str) -> None:
    assert (weight(text), is_slow(text)) == (1, False)


@pytest.mark.parametrize("text", ["[" * 1000, "我们孩子学校" * 160, "ไทย" * 300, "한국어" * 300, "😀" * 500, "1" * 900])
def test_what_is_a_token_for_each_sign_is_counted_by_signs(text: str) -> None:
    assert tokens(text) == len(text)
    assert weight(text) > weight(STORY[: len(text)]) > 1
    assert is_slow(text) and is_slow(STORY)


def test_nothing_weighs_more_than_the_encoder_may_be_given() -> None:
    assert weight("[" * 60_000) == weight("[" * 1000)
