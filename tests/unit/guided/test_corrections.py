"""What takes the last answer back, and what moves it to the question before."""

import pytest

from bot.guided.corrections import Correction, correction_in


@pytest.mark.parametrize(
    "text",
    [
        "det skal slettes, det var ikke til dagsordenen",
        "Det var ikke til planen!",
        "slet det",
        "slet det igen",
        "slet det sidste",
        "fjern lige svaret igen tak",
        "hov, det skal ikke med",
        "nej det skulle ikke stå der",
        "ups det var ikke et svar",
        "undskyld, det var ikke til dig",
        "kan du slette det igen?",
        "det skal væk. jeg skrev forkert",
        "det maa du gerne slette, det var ikke til listen",
    ],
)
def test_an_answer_that_was_none_is_taken_back(text: str) -> None:
    assert correction_in(text) is Correction.TAKE_BACK


@pytest.mark.parametrize(
    "text",
    [
        "det var til det forrige",
        "ups, det var svar på det forrige",
        "det var et svar til det forrige spørgsmål",
        "nej vent, det hører til det forrige",
        "det sidste skulle have stået under det forrige",
        "svaret var til det forrige spørgsmål, undskyld",
        "det var til det sidste spørgsmål",
    ],
)
def test_an_answer_to_the_question_before_is_moved_there(text: str) -> None:
    assert correction_in(text) is Correction.MOVE_BACK


@pytest.mark.parametrize(
    "text",
    [
        "slet det hele",
        "slet min plan",
        "slet mine svar",
        "fjern det gamle hegn ved skolen",
        "det skal være slut med larm",
        "det var ikke let at få forældrene med",
        "det er til de forrige klasser",
        "det skal slettes, når året er gået",
        "nej",
        "ups",
        "vi mødes om torsdagen",
        "tilbage",
        "det forrige spørgsmål",
        "",
    ],
)
def test_what_says_something_else_leaves_the_last_answer_alone(text: str) -> None:
    assert correction_in(text) is None
