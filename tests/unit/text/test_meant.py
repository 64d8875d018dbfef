"""What is asked in a message that also tells us that we were wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.meant import meant_in


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Nej. Jeg er LÆRER, ansat på skolen. Ikke tavshedspligt. Kan jeg sige nej til det?",
            "Kan jeg sige nej til det?",
        ),
        ("Nu svarer du som om jeg er frivillig. Må jeg bestille lokalet?", "Må jeg bestille lokalet?"),
        ("Det var ikke det jeg spurgte om. Ikke hvor mange der kommer, men om de lærer noget", "om de lærer noget"),
        ("nej det har du jo sagt. jeg mener giv mig et lille eksempel", "giv mig et lille eksempel"),
        ("nej de svarer fint nok. hvad kan jeg selv gøre", "hvad kan jeg selv gøre"),
        ("hvorfor skriver du om ferie. jeg spørger om hvornår mødet er", "hvornår mødet er"),
        ("skal vi flytte?? det har jeg da ikke spurgt om. jeg spurgte hvem der låser", "hvem der låser"),
        ("nej nej det er MOREN der ikke svarer. jeg er lærer", "det er MOREN der ikke svarer."),
        ("nå. noget andet, hvem låser op om lørdagen", "hvem låser op om lørdagen"),
        ("Kantine?? det handler om hvem der låser om aftenen", "hvem der låser om aftenen"),
        ("Det er PEDELLEN der mangler nøgler, ikke en elev", "Det er PEDELLEN der mangler nøgler"),
    ],
)
def test_what_is_said_of_the_answer_is_left_out(text: str, meant: str) -> None:
    assert meant_in(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Han vil ikke i skole. Hvad gør jeg?",
        "og hvis hun siger nej?",
        "Ikke alle forældre kommer",
        "Jeg er blevet plejemor for mit barnebarn på ni. Hvem siger jeg det til?",
        "nej tak",
    ],
)
def test_what_tells_of_the_matter_stays(text: str) -> None:
    assert meant_in(text) is None


@given(st.text(max_size=300))
def test_what_is_meant_was_written(text: str) -> None:
    meant = meant_in(text)
    assert meant is None or all(word in text for word in meant.split())
