"""Somebody corrects how she was understood, or just goes on."""

import pytest

from bot.text.corrections import corrects


@pytest.mark.parametrize(
    "text",
    [
        "nej, det handler om telefonen",
        "Jeg mente læreren, ikke lederen",
        "det var altså bare hvad jeg siger i telefonen",
        "du misforstår mig",
        "nej jeg spurgte om min søn",
        "det er ikke det jeg spørger om",
    ],
)
def test_a_correction_is_one(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "og hvor længe varer det",
        "nej men hvad så hvis han ikke vil",
        "hvad handler det om",
        "det var godt at høre",
        "hvad hvis de ikke mener det",
        "jeg er ikke enig i det",
    ],
)
def test_what_only_goes_on_is_none(text: str) -> None:
    assert not corrects(text)
