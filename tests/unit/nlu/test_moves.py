"""What sounds like a move may be about the last answer."""

import pytest

from bot.nlu.moves import may_be_a_follow_up


@pytest.mark.parametrize(
    ("move", "text", "may_be"),
    [
        ("ask_maker", "hvem har skrevet det", True),
        ("ask_maker", "hvem har lavet dig", False),
        ("other_language", "kan de skrive på somali", True),
        ("other_language", "kan læreren skrive på arabisk", True),
        ("other_language", "kan du skrive på somali", False),
        ("other_language", "må jeg skrive på polsk", False),
        ("thank", "tak til skolen", False),
    ],
)
def test_a_move_that_speaks_of_others_may_be_about_the_last_answer(move: str, text: str, may_be: bool) -> None:
    assert may_be_a_follow_up(move, text) is may_be
