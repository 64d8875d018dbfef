"""Whose day is hard says so in her own words."""

import pytest

from bot.text.strain import is_strained


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er så træt, læreren svarer mig ikke",
        "jeg sidder her og græder i køkkenet",
        "vi orker snart ikke flere møder",
        "jeg kan ikke overskue Aula",
        "Jeg ryster stadig efter mødet",
        "det er hårdt for mig at læse de breve",
        "jeg er tæt på at give op",
    ],
)
def test_the_writers_own_strain_is_heard(text: str) -> None:
    assert is_strained(text)


@pytest.mark.parametrize(
    "text",
    [
        "mit barn er ked af det",
        "min datter er træt",
        "vi er ikke vrede, vi vil bare vide hvem der kommer",
        "jeg er bekymret for en dreng i min klasse",
        "jeg kan ikke finde mødet",
        "jeg er ny og ved ikke, hvem jeg skal spørge",
        "",
    ],
)
def test_somebody_elses_or_none_is_not(text: str) -> None:
    assert not is_strained(text)
