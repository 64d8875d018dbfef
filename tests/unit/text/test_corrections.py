"""Somebody corrects how she was understood, or just goes on."""

import pytest

from bot.text.corrections import (
    begins_anew,
    beyond_refusal,
    changes_topic,
    corrects,
    denies_danger,
    only_refuses,
)


@pytest.mark.parametrize(
    "text",
    [
        "nej, det handler om telefonen",
        "Jeg mente læreren, ikke lederen",
        "det var altså bare hvad jeg siger i telefonen",
        "du misforstår mig",
        "nej jeg spurgte om min søn",
        "det er ikke det jeg spørger om",
        "hvad? jeg sagde JEG arbejder",
        "du lytter ikke, hun har ikke job",
        "glem job. hun kommer sent hjem",
        "jamen hun er jo ikke elev her",
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
        "jeg sagde til læreren at han var syg",
        "og hvis hun ikke svarer? jeg skrev i forgårs",
        "tak, det prøver vi. men de hører ikke efter. jeg er jo ikke deres pædagog",
    ],
)
def test_what_only_goes_on_is_none(text: str) -> None:
    assert not corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "nej ik 112, jeg mente bare han ik vil hjem når vi lukker",
        "Nej, det er ikke så alvorligt",
        "næh ingen fare, han er bare træt",
        "nej det handler om noget andet",
        "rolig nu, det er bare en vandpistol",
    ],
)
def test_a_no_that_says_what_it_is_instead_denies_danger(text: str) -> None:
    assert denies_danger(text)


@pytest.mark.parametrize(
    "text", ["nej han svarer ikke", "nej hun trækker ikke vejret", "han vil bare dø", "hvem ringer jeg til"]
)
def test_what_tells_on_denies_no_danger(text: str) -> None:
    assert not denies_danger(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Nej, ikke mødet. Hvem betaler for det?", "Hvem betaler for det?"),
        ("nej ikke samtykke, jeg vil vide noget om lektiecaféen", "jeg vil vide noget om lektiecaféen"),
        ("næ, ikke kontrakten men planen for året", "planen for året"),
        ("nej ikke det der", ""),
        ("nej, han svarer ikke", None),
        ("hvem betaler", None),
    ],
)
def test_what_is_meant_in_place_of_what_is_refused(text: str, meant: str | None) -> None:
    assert beyond_refusal(text) == meant


def test_another_matter_and_what_is_enough_correct_nothing() -> None:
    assert not corrects("Nå. Men jeg tænkte på noget andet, der er jo den her helhedsplan")
    assert not corrects("det var bare det jeg ville :) men jeg har en mor der aldrig kommer")
    assert corrects("det var bare for sjov, jeg mente mødet")


@pytest.mark.parametrize(
    "text",
    ["tak. sidste ting: hvad koster pizza", "en ting til, hvem betaler", "jeg spurgte om pizza nu, ikke om drengen"],
)
def test_who_names_another_matter_changes_the_topic(text: str) -> None:
    assert changes_topic(text)


@pytest.mark.parametrize("text", ["det er ikke om mig", "han tog alle mine ting"])
def test_what_only_sounds_so_changes_no_topic(text: str) -> None:
    assert not changes_topic(text)


def test_another_matter_is_asked_after_saying_so() -> None:
    assert begins_anew("noget helt andet: hvem låser op om lørdagen")
    assert begins_anew("nej glem det. min datter har ingen at lege med")
    assert not changes_topic("glem det. det er lige meget"), "after danger a child takes back what it has told"
    assert not begins_anew("noget andet?")
    assert not begins_anew("hvem låser op om lørdagen")


@pytest.mark.parametrize("text", ["ikke det", "ik det!", "nej, ikke det", "nej ikke tolk", "du misforstår mig"])
def test_a_bare_refusal_says_nothing_of_what_is_meant(text: str) -> None:
    assert only_refuses(text)


@pytest.mark.parametrize(
    "text", ["jeg mente tolk", "nej jeg mente skolen", "nej ikke mødet. hvem betaler", "hvem betaler"]
)
def test_who_says_what_is_meant_does_not_only_refuse(text: str) -> None:
    assert not only_refuses(text)
