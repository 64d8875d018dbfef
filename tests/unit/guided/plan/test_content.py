"""The walk's files."""

from pathlib import Path
from typing import Any

import pytest

from bot.guided.plan.content import COLLABORATION, PLACE_SHOWN, PLAN, TARGET_GROUP, load_plan_content, plan_content
from tests.support.content import our_content
from tests.support.plan_files import put

CONTENT = plan_content()
POINTS = [point for point in CONTENT.points if point.number]
OF_POINTS = [step for point in POINTS for step in point.steps]


def test_the_walk_has_what_to_know_first_and_then_the_five_points_in_order() -> None:
    assert [point.number for point in CONTENT.points] == [None, 1, 2, 3, 4, 5]
    assert [step.id for step in CONTENT.points[0].steps][:2] == [COLLABORATION, TARGET_GROUP]
    assert CONTENT.points[0].steps[-1].id == PLACE_SHOWN


def test_every_file_is_used_and_a_point_is_called_as_its_file() -> None:
    others = {"forloeb", "placeringer", "roller"}
    assert {point.id for point in CONTENT.points} == {path.stem for path in PLAN.glob("*.yml")} - others


def test_every_step_comes_with_its_point_and_an_addition_after_each_of_the_five() -> None:
    expected: list[tuple[str | None, str]] = []
    for point in CONTENT.points:
        expected += [(point.id, step.id) for step in point.steps]
        expected += [(point.id, point.more)] if point.number else []
    found = [(point.id if point else None, step.id) for point, step in CONTENT.every_step()]
    assert found == [*expected, (None, CONTENT.texts.approval.id)]


def test_an_addition_asks_the_same_at_every_point_under_a_title_of_its_own() -> None:
    additions = [step for point, step in CONTENT.every_step() if point and step.id == point.more]
    assert len(additions) == 5
    for step in additions:
        assert (step.text, step.options, step.open) == (CONTENT.texts.more.text, CONTENT.texts.more.options, True)
    assert len({step.title for step in additions}) == 5


def test_what_to_know_is_chosen_and_the_points_are_answered_in_own_words() -> None:
    assert not any(step.open for step in CONTENT.points[0].steps)
    assert all(step.open for step in OF_POINTS)


@pytest.mark.parametrize("step", OF_POINTS, ids=lambda step: step.id)
def test_a_question_of_a_point_has_an_example_for_every_target_group(step: Any) -> None:
    assert step.examples.keys() == CONTENT.texts.groups.keys()


@pytest.mark.parametrize("step", [step for _, step in CONTENT.every_step()], ids=lambda step: step.id)
def test_every_answer_has_words_on_paper_and_titles_are_told_apart(step: Any) -> None:
    # Only the additions and the approval leave nothing on paper.
    if step in OF_POINTS or step in CONTENT.points[0].steps:
        assert [option.id for option in step.options if not option.in_document] == []
    assert len({option.title.lower() for option in step.options}) == len(step.options)


def test_questions_about_sharing_what_one_knows_let_words_of_law_be_an_answer() -> None:
    assert {step.id for step in OF_POINTS if step.legal} == {"tavs-viden", "personoplysninger"}


def test_every_card_the_walk_names_is_there() -> None:
    assert CONTENT.cards() <= our_content().cards.keys()


def test_every_advice_has_an_id_of_its_own_and_all_five_points_give_some() -> None:
    ids = [advice.id for point in CONTENT.points for advice in point.checklist]
    assert len(set(ids)) == len(ids)
    assert all(3 <= len(point.checklist) <= 6 for point in POINTS)


def test_only_the_place_shown_reopens_and_it_reopens_all_that_places() -> None:
    placing = {
        step.id
        for _, step in CONTENT.every_step()
        if any(option.involvement is not None or option.framing is not None for option in step.options)
    }
    reopening = {
        step.id: option.reopens for _, step in CONTENT.every_step() for option in step.options if option.reopens
    }
    assert {step_id: set(reopened) for step_id, reopened in reopening.items()} == {PLACE_SHOWN: placing}


def test_what_follows_is_written_for_every_place_and_every_case_is_a_different_one() -> None:
    assert CONTENT.places.involvement.keys() == {"koordinerende", "begge", "integreret"}
    assert CONTENT.places.framing.keys() == {"offentlig", "begge", "civil"}
    cases = CONTENT.places.cases
    assert len({case.id for case in cases}) == len({(case.involvement, case.framing) for case in cases}) == 7


def test_an_option_is_found_by_its_id_or_not_at_all() -> None:
    step = OF_POINTS[0]
    assert step.option(step.options[1].id) is step.options[1]
    assert step.option("findes-ikke") is None
    assert step.option(None) is None


def test_cards_are_named_by_points_advice_cases_and_the_offer(copied: Path) -> None:
    put(copied, "formaal", ("card",), "kort-a")
    put(copied, "formaal", ("checklist", 0, "card"), "kort-b")
    put(copied, "placeringer", ("cases", 0, "card"), "kort-c")
    put(copied, "forloeb", ("offered_after",), ["kort-d"])
    assert load_plan_content(copied).cards() >= {"kort-a", "kort-b", "kort-c", "kort-d"}
    assert None not in load_plan_content(copied).cards()


def test_the_walk_is_read_once_and_nothing_changes_it() -> None:
    assert plan_content() is plan_content()
    assert load_plan_content() == plan_content()
    with pytest.raises(TypeError):
        CONTENT.texts.title = "En anden"
    with pytest.raises(TypeError):
        OF_POINTS[0].text = "Et andet?"
