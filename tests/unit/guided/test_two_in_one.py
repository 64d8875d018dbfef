"""An answer and a question in one message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guided.two_in_one import answer_beside


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Skolen får ro i timerne. Hvad er en AKT-lærer egentlig?", "Skolen får ro i timerne."),
        ("En lærer fra 5. klasse. Hvad hedder AKT nu?", "En lærer fra 5. klasse."),
        ("hvad er en akt-lærer? vi spørger skolelederen først", "vi spørger skolelederen først"),
        ("vi mødes hver anden torsdag, men må vi tale om familierne dér?", "vi mødes hver anden torsdag"),
    ],
)
def test_the_sentences_that_ask_nothing_are_the_answer(text: str, told: str) -> None:
    assert answer_beside(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Hvad er en AKT-lærer?",
        "Vi mødes hver torsdag.",
        "Hej. Hvad er en AKT-lærer?",
        "Det ved jeg ikke. Hvad plejer man at skrive?",
        "vi har en ny leder, skal hun også godkende det",
        "mor har sagt ja mundtligt, gælder det eller skal vi have det på skrift",
        "En dreng i 3. klasse har fortalt mig noget. Må jeg sige det til skolen?",
        "Familien vil ikke være med. Kan vi så stadig have barnet med?",
        "hvorfor han ikke har lektier? hvornår jeg kan snakke med lærer",
        "Jeg er ny her. Hvad er en helhedsplan?",
        "det var ikke det jeg spurgte om. vi står i gangen. hvem skal jeg ringe til",
        "",
    ],
)
def test_what_only_leads_to_the_question_is_none(text: str) -> None:
    assert answer_beside(text) == ""


def test_a_parent_who_speaks_of_the_child_answers() -> None:
    said = "Han er bange for en dreng i klassen. Hvem kan jeg tale med?"
    assert answer_beside(said, personal=True) == "Han er bange for en dreng i klassen."
    assert answer_beside(said) == ""


@given(st.text(max_size=200))
def test_whatever_is_written_the_answer_is_no_longer_than_the_message(text: str) -> None:
    assert len(answer_beside(text)) <= len(text)
