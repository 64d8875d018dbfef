import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.danger import speaks_of_danger
from bot.knowledge.loader import load


@pytest.mark.parametrize(
    "text",
    [
        "min far slår mig",
        "SLÅR MIN FAR MIG, ER DET LOVLIGT",
        "et barn bliver slået derhjemme",
        "faar taesk af sin far",
        "en elev har blå mærker på armen",
        "hun siger at hun ikke vil leve mere, jeg vil bare dø siger hun",
        "han har taget en overdosis",
        "jeg så en mor slå sin søn",
        "hun skærer i sig selv",
        "han truer med en kniv\nlige nu",
    ],
)
def test_danger_is_recognised_however_it_is_typed(text: str) -> None:
    assert speaks_of_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vi slår to klasser sammen",
        "hvordan slår vi en stilling op",
        "voldsomt mange elever kommer i lektiecaféen",
        "hvor mange procent er mål om kriminalitet",
        "drengene spiller musik",
        "hvem skærer kagen til sommerfesten",
        "er der fare for dobbeltarbejde",
    ],
)
def test_ordinary_talk_is_no_danger(text: str) -> None:
    assert not speaks_of_danger(text)


def test_no_ordinary_wording_of_a_card_is_taken_for_danger() -> None:
    caught = {card.id for card in load().cards.values() for question in card.questions if speaks_of_danger(question)}
    assert caught <= {"underretning"}


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert speaks_of_danger(text) in (True, False)
    assert speaks_of_danger(f"{text} min far slår mig")
