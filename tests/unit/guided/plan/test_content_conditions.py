"""How the walk's files hang together: ids, conditions and target groups."""

from pathlib import Path

import pytest

from bot.guided.plan.content import (
    COLLABORATION,
    FRAMING,
    INVOLVEMENT,
    PLACE_SHOWN,
    TARGET_GROUP,
    UNKNOWN_GROUP,
    load_plan_content,
    plan_content,
)
from tests.support.plan_files import POINTS_OF_A_COPY, Way, at, put, refusal, rewrite

CONTENT = plan_content()


# -- ids --


@pytest.mark.parametrize(
    ("name", "way", "taken"),
    [
        ("formaal", ("steps", 1, "id"), "formaalet"),
        ("vidensdeling", ("steps", 0, "id"), "formaalet"),
        ("vidensdeling", ("steps", 0, "id"), "formaal-mere"),
        ("forloeb", ("approval", "id"), "formaalet"),
        ("vidensdeling", ("id",), "formaal"),
    ],
    ids=["in its point", "in another point", "as an addition", "as the approval", "additions of two points"],
)
def test_a_question_id_used_twice_is_refused_and_named(copied: Path, name: str, way: Way, taken: str) -> None:
    put(copied, name, way, taken)
    named = "formaal-mere" if way == ("id",) else taken
    assert f"'{named}'" in refusal(copied)


def test_an_option_id_used_twice_is_refused_and_named_with_its_question(copied: Path) -> None:
    first = CONTENT.points[1].steps[0]
    put(copied, "formaal", ("steps", 0, "options", 1, "id"), first.options[0].id)
    message = refusal(copied)
    assert f"'{first.options[0].id}'" in message and f"'{first.id}'" in message


def test_two_questions_may_have_options_of_the_same_id(copied: Path) -> None:
    put(copied, "formaal", ("steps", 1, "options", 0, "id"), CONTENT.points[1].steps[0].options[0].id)
    assert load_plan_content(copied)


def test_reopening_a_question_there_is_not_is_refused_and_named(copied: Path) -> None:
    put(copied, "om-jer", ("steps", -1, "options", 1, "reopens"), [INVOLVEMENT, "findes-ikke"])
    message = refusal(copied)
    assert "'flyt'" in message and "'findes-ikke'" in message
    assert f"'{INVOLVEMENT}'" not in message


@pytest.mark.parametrize("needed", [COLLABORATION, TARGET_GROUP, INVOLVEMENT, FRAMING, PLACE_SHOWN])
def test_a_question_that_others_build_on_is_missed_and_named(copied: Path, needed: str) -> None:
    number = [step.id for step in CONTENT.points[0].steps].index(needed)
    put(copied, "om-jer", ("steps", -1, "options", 1, "reopens"), [])
    assert load_plan_content(copied)
    put(copied, "om-jer", ("steps", number, "id"), "noget-andet")
    assert f"'{needed}'" in refusal(copied)


# Where a condition may stand, and whom the message names.
CONDITIONS: dict[str, tuple[str, Way, str]] = {
    "a question": ("om-jer", ("steps", 3, "only"), "udfoerer"),
    "an option": ("formaal", ("steps", 0, "options", 0, "only"), "trivsel"),
    "another wording": ("formaal", ("steps", 3, "fitted", 0, "when"), "udvikle-sammen"),
    "an advice": ("formaal", ("checklist", 0, "only"), CONTENT.points[1].checklist[0].id),
    "what says an advice": ("formaal", ("checklist", 0, "said_by"), CONTENT.points[1].checklist[0].id),
    "the approval": ("forloeb", ("approval", "only"), "godkend"),
}


# -- conditions --


@pytest.mark.parametrize("where", CONDITIONS)
@pytest.mark.parametrize(
    ("question", "option"),
    [("findes-ikke", "nyt"), (COLLABORATION, "findes-ikke"), (COLLABORATION, "alle"), (COLLABORATION, "begge")],
    ids=["no question", "no option", "an option of another question", "a level of another question"],
)
def test_a_condition_nothing_answers_is_refused_and_named(copied: Path, where: str, question: str, option: str) -> None:
    name, way, owner = CONDITIONS[where]
    put(
        copied,
        name,
        way,
        {TARGET_GROUP: ["alle"], question: ["i-gang", option] if question == COLLABORATION else [option]},
    )
    message = refusal(copied)
    assert f"'{owner}'" in message and f"{question}: {option}" in message
    assert "i-gang" not in message and TARGET_GROUP not in message, "only what is wrong is named"


@pytest.mark.parametrize("where", CONDITIONS)
def test_a_condition_that_some_answers_fit_may_stand_anywhere(copied: Path, where: str) -> None:
    name, way, _ = CONDITIONS[where]
    put(copied, name, way, {COLLABORATION: ["nyt", "i-gang"], TARGET_GROUP: ["alle"]})
    assert load_plan_content(copied)


@pytest.mark.parametrize("where", CONDITIONS)
def test_a_condition_on_a_question_there_is_not_is_refused_though_it_names_no_answer(copied: Path, where: str) -> None:
    name, way, owner = CONDITIONS[where]
    put(copied, name, way, {"findes-ikke": []})
    message = refusal(copied)
    assert f"'{owner}'" in message and "findes-ikke" in message


@pytest.mark.parametrize(("axis", "number"), [(INVOLVEMENT, 2), (FRAMING, 4)])
def test_a_condition_may_name_where_the_collaboration_lies_though_no_answer_says_it(
    copied: Path, axis: str, number: int
) -> None:
    assert CONTENT.points[0].steps[number].id == axis
    put(copied, "om-jer", ("steps", number, "options", 1, "id"), "noget-andet")
    put(copied, "formaal", ("checklist", 0, "only"), {axis: ["begge"]})
    assert load_plan_content(copied)


ANOTHER_GROUP = {"title": "Andre", "called": "de andre"}


# -- target groups --


@pytest.mark.parametrize("group", sorted(CONTENT.texts.groups))
@pytest.mark.parametrize(
    ("name", "way"),
    [("forloeb", ("groups",)), ("roller", ()), ("formaal", ("steps", 0, "examples"))],
    ids=["groups", "roles", "examples"],
)
def test_a_target_group_that_was_forgotten_is_refused_and_named(copied: Path, name: str, way: Way, group: str) -> None:
    rewrite(copied, name, lambda raw: at(raw, way).pop(group))
    assert f"'{group}'" in refusal(copied)


@pytest.mark.parametrize(
    ("name", "way", "value"),
    [
        ("forloeb", ("groups", "andre"), ANOTHER_GROUP),
        ("roller", ("andre",), CONTENT.roles[UNKNOWN_GROUP].dict()),
        ("formaal", ("steps", 0, "examples", "andre"), "Noget."),
        ("placeringer", ("cases", 0, "group"), "andre"),
    ],
    ids=["groups", "roles", "examples", "case"],
)
def test_a_target_group_nobody_can_choose_is_refused_and_named(
    copied: Path, name: str, way: Way, value: object
) -> None:
    put(copied, name, way, value)
    assert "'andre'" in refusal(copied)


def test_a_target_group_more_is_wanted_everywhere(copied: Path) -> None:
    put(copied, "om-jer", ("steps", 1, "options", 0, "id"), "andre")
    message = refusal(copied)
    with_examples = [
        step for point in CONTENT.points if point.id in POINTS_OF_A_COPY for step in point.steps if step.examples
    ]
    assert message.count("'andre'") == 2 + len(with_examples), "in groups, in roles and in every question's examples"


def test_a_question_may_have_no_examples_at_all(copied: Path) -> None:
    put(copied, "formaal", ("steps", 0, "examples"), {})
    assert load_plan_content(copied)


def test_every_fault_is_told_at_once(copied: Path) -> None:
    put(copied, "formaal", ("steps", 1, "id"), "formaalet")
    put(copied, "vidensdeling", ("checklist", 0, "only"), {"findes-ikke": ["x"]})
    put(copied, "placeringer", ("cases", 0, "group"), "andre")
    message = refusal(copied)
    assert "'formaalet'" in message and "findes-ikke: x" in message and "'andre'" in message
