"""Where a collaboration lies, and which of the publication's cases are like it."""

import re
from itertools import product
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guided.answers import SKIPPED, Answer
from bot.guided.plan.content import (
    FRAMING,
    FRAMING_LEVELS,
    INVOLVEMENT,
    INVOLVEMENT_LEVELS,
    TARGET_GROUP,
    Case,
    plan_content,
)
from bot.guided.plan.positioning import Place, alike_cases, place_of

CONTENT = plan_content()
CASES = CONTENT.places.cases
GROUPS = sorted({case.group for case in CASES})
CHOICES = {
    step.id: [Answer(option=option.id) for option in step.options]
    for _, step in CONTENT.every_step()
    if step.id in (TARGET_GROUP, INVOLVEMENT, FRAMING, "udfoerer", "metoder", "beboernes-rolle")
}

some_answers = st.fixed_dictionaries(
    {}, optional={step_id: st.sampled_from([*choices, SKIPPED]) for step_id, choices in CHOICES.items()}
)
on_an_axis = st.one_of(st.none(), st.floats(-1, 1))


def chosen(**options: str) -> dict[str, Answer]:
    return {step_id.replace("_", "-"): Answer(option=option) for step_id, option in options.items()}


def placed(**options: str) -> Place:
    return place_of(CONTENT, chosen(**options))


def test_a_collaboration_nobody_has_told_of_lies_nowhere() -> None:
    assert place_of(CONTENT, {}) == Place(None, None)
    assert not Place().known
    assert (Place().involvement_level, Place().framing_level, Place().in_words()) == (None, None, "")


@pytest.mark.parametrize("level", INVOLVEMENT_LEVELS)
def test_how_closely_they_work_is_what_they_say_it_is(level: str) -> None:
    place = placed(involvering=level)
    assert (place.involvement_level, place.framing, place.known) == (level, None, False)


@pytest.mark.parametrize("level", FRAMING_LEVELS)
def test_whose_way_it_is_is_what_they_say_it_is(level: str) -> None:
    place = placed(rammesaetning=level)
    assert (place.framing_level, place.involvement, place.known) == (level, None, False)


def test_where_both_are_told_the_place_is_known() -> None:
    for involvement, framing in product(INVOLVEMENT_LEVELS, FRAMING_LEVELS):
        place = placed(involvering=involvement, rammesaetning=framing)
        assert place.known
        assert (place.involvement_level, place.framing_level) == (involvement, framing)


def test_who_does_not_know_how_closely_is_placed_by_who_stands_with_it() -> None:
    levels = {
        option.id: placed(involvering="ved-ikke", udfoerer=option.id).involvement_level
        for option in next(step for _, step in CONTENT.every_step() if step.id == "udfoerer").options
    }
    assert levels == {"den-ene": "koordinerende", "skiftevis": "begge", "begge-hver-gang": "integreret"}


@pytest.mark.parametrize(
    ("methods", "part", "level"),
    [
        ("skolens", "deltager", "offentlig"),
        ("helhedsplanens", "medskabere", "civil"),
        ("skolens", "medskabere", "begge"),
        ("helhedsplanens", "deltager", "begge"),
        ("skolens", "er-med", "offentlig"),
        ("lidt-fra-hver", "er-med", "begge"),
    ],
)
def test_who_does_not_know_whose_way_is_placed_between_the_two_answers(methods: str, part: str, level: str) -> None:
    place = placed(rammesaetning="ved-ikke", metoder=methods, beboernes_rolle=part)
    assert place.framing_level == level
    assert place.involvement is None


def test_what_is_skipped_or_said_in_own_words_or_gone_places_nothing() -> None:
    answers = {INVOLVEMENT: SKIPPED, FRAMING: Answer(text="civil"), "gone": Answer(option="civil")}
    assert place_of(CONTENT, answers) == Place()
    assert place_of(CONTENT, {INVOLVEMENT: Answer(option="gone")}) == Place()


@given(some_answers)
def test_whatever_is_answered_the_place_lies_within_the_coordinate_system(answers: dict[str, Answer]) -> None:
    place = place_of(CONTENT, answers)
    for value in (place.involvement, place.framing):
        assert value is None or -1 <= value <= 1


@pytest.mark.parametrize(
    ("value", "number"),
    [(-1, 0), (-0.34, 0), (-1 / 3, 1), (-0.3, 1), (0, 1), (0.3, 1), (1 / 3, 1), (0.34, 2), (1, 2), (None, None)],
)
def test_an_axis_has_three_parts_and_the_middle_is_both(value: float | None, number: int | None) -> None:
    place = Place(value, value)
    assert place.involvement_level == (None if number is None else INVOLVEMENT_LEVELS[number])
    assert place.framing_level == (None if number is None else FRAMING_LEVELS[number])


@given(on_an_axis, on_an_axis)
def test_the_words_of_a_place_name_its_levels_and_nothing_else(
    involvement: float | None, framing: float | None
) -> None:
    place = Place(involvement, framing)
    named = set(re.findall("koordinerende|integreret|offentlig|civil", place.in_words()))
    expected: set[str] = set()
    if involvement is not None:
        expected |= (
            {"koordinerende", "integreret"} if place.involvement_level == "begge" else {place.involvement_level or ""}
        )
    if framing is not None:
        expected |= {"offentlig", "civil"} if place.framing_level == "begge" else {place.framing_level or ""}
    assert named == expected
    assert place.known == (involvement is not None and framing is not None)


# -- cases --


def distance(case: Case, place: Place) -> float:
    return hypot(case.involvement - (place.involvement or 0), case.framing - (place.framing or 0))


def test_where_nothing_is_known_no_case_is_more_alike_than_another() -> None:
    assert alike_cases(CONTENT, {}) == []
    assert alike_cases(CONTENT, chosen(samarbejdet="nyt")) == []
    assert alike_cases(CONTENT, {TARGET_GROUP: SKIPPED, INVOLVEMENT: SKIPPED}) == []


def test_half_a_place_is_not_enough_to_name_cases() -> None:
    assert alike_cases(CONTENT, chosen(involvering="koordinerende")) == []


@given(some_answers)
def test_each_case_says_truly_what_it_has_in_common_and_none_comes_twice(answers: dict[str, Answer]) -> None:
    place = place_of(CONTENT, answers)
    answer = answers.get(TARGET_GROUP)
    group = answer.option if answer else None
    found = alike_cases(CONTENT, answers)
    assert len({one.case.id for one in found}) == len(found)
    assert sum("tættest på kortet" in one.why for one in found) == place.known
    for one in found:
        assert ("samme målgruppe" in one.why) == (one.case.group == group)
        if "tættest" in one.why:
            assert distance(one.case, place) == min(distance(case, place) for case in CASES)
        assert one.why and one.in_words() == f"{one.case.title} ({one.why})"
    of_group = [case for case in CASES if case.group == group]
    assert {case.id for case in of_group} <= {one.case.id for one in found} or len(of_group) > 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_whoever_lies_where_a_case_lies_is_most_like_it(case: Case) -> None:
    number = CASES.index(case)
    involvement, framing = (
        next(step for _, step in CONTENT.every_step() if step.id == step_id) for step_id in (INVOLVEMENT, FRAMING)
    )
    here = {
        INVOLVEMENT: involvement.options[0].copy(update={"involvement": CASES[number].involvement}),
        FRAMING: framing.options[0].copy(update={"framing": CASES[number].framing}),
    }
    first = CONTENT.points[0]
    steps = [step.copy(update={"options": [here[step.id]]}) if step.id in here else step for step in first.steps]
    moved = CONTENT.copy(update={"points": [first.copy(update={"steps": steps}), *CONTENT.points[1:]]})
    answers = {step_id: Answer(option=option.id) for step_id, option in here.items()}
    nearest, *_ = alike_cases(moved, answers)
    assert (nearest.case, nearest.why) == (case, "tættest på kortet")


def test_a_case_of_the_same_group_in_the_opposite_corner_is_not_called_near() -> None:
    near, far = CASES[0], CASES[-1]
    cases = [
        near.copy(update={"group": "alle", "involvement": 0.7, "framing": 0.7}),
        far.copy(update={"group": "klasser", "involvement": -1.0, "framing": -1.0}),
    ]
    content = CONTENT.copy(update={"places": CONTENT.places.copy(update={"cases": cases})})
    answers = chosen(maalgruppe="klasser", involvering="integreret", rammesaetning="civil")
    found = [(one.case.id, one.why) for one in alike_cases(content, answers)]
    assert found == [(near.id, "tættest på kortet"), (far.id, "samme målgruppe")]
