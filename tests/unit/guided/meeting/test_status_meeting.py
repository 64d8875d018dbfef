"""The preparation of a meeting half a year on: how it goes, by the publication's five points."""

import pytest

from bot.guided.answers import Answer
from bot.guided.meeting.content import STATUS_MEETING, TalkStep, talk_content
from bot.guided.meeting.paper import on_paper
from bot.guided.meeting.talk import Talk
from bot.guided.plan.content import plan_content

CONTENT = talk_content(STATUS_MEETING.stem)
WHO, WELL, HARD, CHANGE, AGREE, AGAIN = CONTENT.steps
NEW = Talk(CONTENT, {})


@pytest.mark.parametrize("step", [WELL, HARD, AGREE], ids=lambda step: step.id)
def test_what_goes_well_what_is_hard_and_what_is_agreed_can_be_any_of_the_five_points(step: TalkStep) -> None:
    assert [option.id for option in step.options] == [point.id for point in plan_content().points if point.number]


@pytest.mark.parametrize(
    "typed",
    ["skolelederen", "kontaktpersonen", "en fra sfo", "god kontakt", "mange børn", "ingen tid", "skolen svarer ikke"]
    + ["anden dag", "roller", "vi fortsætter", "hvem gør hvad", "faste møder", "om 3 måneder", "et halvt år"],
)
def test_what_people_type_is_one_of_the_choices(typed: str) -> None:
    assert any(NEW.chosen(step, typed) for step in CONTENT.steps)


def test_what_is_told_as_hard_beside_what_goes_well_stands_there() -> None:
    talk = NEW.with_words(WELL, "Klubben er fuld om torsdagen. Men skolen glemmer at give besked.")
    assert on_paper(talk, WELL) == ("Klubben er fuld om torsdagen.",)
    assert on_paper(talk, HARD) == ("skolen glemmer at give besked.",)


def test_that_all_goes_on_takes_the_place_of_what_was_to_be_changed() -> None:
    talk = NEW.with_answer(CHANGE, Answer(option="stoppe")).with_answer(CHANGE, Answer(option="intet"))
    assert on_paper(talk, CHANGE) == ("Intet lige nu",)
