"""What somebody will do is told from what is asked."""

import pytest

from bot.text.plans import says_what_she_will_do


@pytest.mark.parametrize(
    "text",
    [
        "så spørger jeg forældrene på torsdag",
        "Ok, så ringer jeg til skolen i morgen",
        "fint. så tager vi det op på mødet",
        "ja så prøver jeg det",
    ],
)
def test_a_plan_is_one(text: str) -> None:
    assert says_what_she_will_do(text)


@pytest.mark.parametrize(
    "text",
    [
        "så ringer jeg bare til hende?",
        "så må jeg godt skrive det",
        "så har vi et barn, der ikke vil hjem",
        "hvad så hvis jeg ringer",
        "så skriver jeg til lederen, og hvad så",
        "så er jeg mor til tre",
        "forældrene spørger jeg på torsdag",
        "",
    ],
)
def test_a_question_or_what_is_told_of_others_is_none(text: str) -> None:
    assert not says_what_she_will_do(text)
