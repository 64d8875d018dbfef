"""Which questions stand in a message."""

import pytest

from bot.text.questions import questions_in


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Hvad er en AKT-lærer?", []),
        ("min søn er syg, hvad gør jeg", []),
        (
            "Hvem betaler for lektiecaféen? Og må vi dele en liste med navne?",
            ["Hvem betaler for lektiecaféen?", "Og må vi dele en liste med navne?"],
        ),
        (
            "hvordan melder jeg ham syg og hvem ser beskeden",
            ["hvordan melder jeg ham syg", "hvem ser beskeden"],
        ),
        (
            "Vi er nye her. Hvor begynder vi? Hvem på skolen skal vi ringe til?",
            ["Vi er nye her. Hvor begynder vi?", "Hvem på skolen skal vi ringe til?"],
        ),
        ("hvorfor? hvem? hvad siger loven om det", []),
    ],
)
def test_each_question_comes_with_what_is_told_before_it(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


def test_there_are_never_more_than_a_few() -> None:
    assert len(questions_in("Hvad er det nu lige? " * 30)) == 3
