"""What was not mentioned is asked for after a point."""

import pytest
from hypothesis import given

from bot.guided.answers import SKIPPED, Answer
from bot.guided.plan.content import Point
from bot.guided.plan.walk import Walk
from tests.support.walks import ADDITIONS, CONTENT, KNOWN, POINTS, STEPS, any_walk, holds, ids, known, next_id


def said_nothing_that_is_advised(point: Point) -> Walk:
    return Walk(CONTENT, {step.id: Answer(text="rabarber") for step in point.steps})


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_an_addition_is_asked_for_when_something_was_said_and_something_is_missing(point: Point) -> None:
    walk = said_nothing_that_is_advised(point)
    assert walk.not_mentioned(point)
    assert point.more in ids(walk.steps())
    assert not (ADDITIONS.keys() - {point.more}) & set(ids(walk.steps()))


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_an_addition_waits_until_every_question_of_its_point_is_done(point: Point) -> None:
    whole = said_nothing_that_is_advised(point).answers
    for step in point.steps:
        walk = Walk(CONTENT, {key: answer for key, answer in whole.items() if key != step.id})
        assert point.more not in ids(walk.steps())


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_nobody_is_asked_to_add_to_what_they_skipped(point: Point) -> None:
    walk = Walk(CONTENT, {step.id: SKIPPED for step in point.steps})
    assert not walk.said_anything(point)
    assert point.more not in ids(walk.steps())
    one_said = walk.with_answer(point.steps[-1], Answer(text="rabarber"))
    assert one_said.said_anything(point)
    assert point.more in ids(one_said.steps())


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_nobody_is_asked_to_add_when_nothing_is_missing(point: Point) -> None:
    everything = ". ".join(
        f"Vi taler om {word.rstrip('*')} med skolen" for one in point.checklist for word in one.words
    )
    walk = said_nothing_that_is_advised(point).with_answer(point.steps[0], Answer(text=everything))
    assert walk.not_mentioned(point) == []
    assert point.more not in ids(walk.steps())


@pytest.mark.parametrize("answer", [SKIPPED, Answer(option="videre"), Answer(text="det hele")])
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_an_addition_that_was_made_stays(point: Point, answer: Answer) -> None:
    step = STEPS[point.more]
    walk = said_nothing_that_is_advised(point).with_answer(step, answer)
    everything = " og ".join(word.rstrip("*") for one in point.checklist for word in one.words)
    for after in (walk, walk.with_answer(point.steps[0], Answer(text=everything))):
        assert point.more in ids(after.steps())
        assert next_id(after) != point.more


@given(any_walk)
def test_an_addition_is_asked_for_as_often_as_there_is_reason(walk: Walk) -> None:
    asked = set(ids(walk.steps()))
    for step_id, point in ADDITIONS.items():
        done = [walk.answers.get(step.id) for step in point.steps]
        said = [answer for answer in done if answer and answer != SKIPPED]
        reason = None not in done and said and walk.not_mentioned(point)
        assert (step_id in asked) == bool(reason or step_id in walk.answers)


def test_what_others_said_at_another_point_is_not_said_here() -> None:
    walk = said_nothing_that_is_advised(POINTS[0])
    assert walk.said_anything(POINTS[0])
    assert not any(walk.said_anything(point) for point in POINTS[1:])


@given(any_walk)
def test_only_advice_that_fits_is_missed(walk: Walk) -> None:
    for point in POINTS:
        missing = walk.not_mentioned(point)
        assert ids(missing) == [advice.id for advice in point.checklist if advice.id in ids(missing)]
        assert all(holds(advice.only, walk) for advice in missing)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_each_advice_is_missed_by_somebody_and_not_by_those_it_does_not_fit(point: Point) -> None:
    for advice in point.checklist:
        missing = [advice.id in ids(known(options).not_mentioned(point)) for options in KNOWN]
        assert missing == [holds(advice.only, known(options)) for options in KNOWN]
        assert any(missing)
