"""What `skolebro check` finds in what is asked after an answer."""

import pytest

from tests.support.checks import only_problem, problems_of
from tests.support.content import Content
from tests.support.follow_ups import follow_up, write_follow_ups

HARD = "Uddannelsesparathedsvurderingerne foretages sædvanligvis efterfølgende kommunalbestyrelsesbeslutninger."


def test_what_is_right_is_no_problem(clean: Content) -> None:
    write_follow_ups(
        clean.folder, {"ssp": [follow_up("Hvem?", card="lektiecafe"), follow_up("Hvornår?", answer="I dag.")]}
    )
    assert problems_of(clean) == []


def test_a_file_without_a_card_is_found(clean: Content) -> None:
    write_follow_ups(clean.folder, {"findes-ikke": [follow_up("Hvem?", answer="Lederen.")]})
    assert "findes-ikke" in only_problem(clean).message


@pytest.mark.parametrize("card", ["findes-ikke", "ssp"], ids=["unknown", "the card itself"])
def test_a_card_that_cannot_answer_is_found(clean: Content, card: str) -> None:
    write_follow_ups(clean.folder, {"ssp": [follow_up("Hvem?", card=card)]})
    assert "ikke er et andet kort" in only_problem(clean).message


def test_a_card_for_other_readers_is_found(clean: Content) -> None:
    clean.card("foraelder-tolk", theme="foraeldre", audience=["forælder"])
    clean.cover()
    write_follow_ups(clean.folder, {"ssp": [follow_up("Hvem?", card="foraelder-tolk")]})
    assert "andre læsere" in only_problem(clean).message


def test_two_that_cannot_be_told_apart_are_found(clean: Content) -> None:
    same = ("hvem?", "hvem gør det", "hvem skal det være")
    asked = [
        follow_up("Hvem gør det her?", *same, answer="A."),
        follow_up("Hvem er det?", "Hvem", "b", "c", answer="B."),
    ]
    write_follow_ups(clean.folder, {"ssp": asked})
    assert "to gange" in only_problem(clean).message


def test_what_is_too_hard_for_parents_is_found(clean: Content) -> None:
    clean.card("foraelder-tolk", theme="foraeldre", audience=["forælder"])
    clean.cover()
    write_follow_ups(clean.folder, {"foraelder-tolk": [follow_up("Hvem?", answer=HARD)]})
    assert "LIX" in only_problem(clean).message


def test_a_file_that_cannot_be_read_is_found(clean: Content) -> None:
    write_follow_ups(clean.folder, {"ssp": [follow_up("Hvem?")]})
    assert only_problem(clean).file.name == "ssp.yml"
