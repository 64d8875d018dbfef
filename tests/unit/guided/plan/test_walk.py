"""The way through the walk: what is asked, whatever somebody answers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.guided.answers import SKIPPED, Answer
from bot.guided.plan.content import (
    COLLABORATION,
    FRAMING,
    INVOLVEMENT,
    INVOLVEMENT_LEVELS,
    PLACE_SHOWN,
    TARGET_GROUP,
    UNKNOWN_GROUP,
)
from bot.guided.plan.positioning import place_of
from bot.guided.plan.walk import Walk
from tests.support.walks import (
    ADDITIONS,
    APPROVAL,
    CONTENT,
    NOTHING_SAID,
    POINTS,
    STEPS,
    answers_to,
    any_walk,
    holds,
    ids,
    known,
    next_id,
    stored,
    walked,
    walks,
)


def to_the_end(walk: Walk, answer: Answer = SKIPPED) -> Walk:
    """Everything that is left answered in the same way, but the approval."""
    while (step := walk.next_open()) and step.id != APPROVAL.id:
        walk = walk.with_answer(step, answer if answer.text is None or step.open else SKIPPED)
    return walk


# -- from one question to the next --


@given(any_walk, st.data())
def test_the_walk_comes_to_an_end_whatever_is_answered(walk: Walk, data: st.DataObject) -> None:
    for _ in range(len(STEPS)):
        step = walk.next_open()
        if step is None:
            break
        assert step.id not in walk.answers, "nobody is asked twice"
        options = [option for option in walk.offered(step) if not option.reopens]
        walk = walk.with_answer(step, data.draw(answers_to(options, step.open)))
    assert walk.next_open() is None
    assert APPROVAL.id in walk.answers


@given(any_walk)
def test_only_what_fits_is_asked_and_in_its_order(walk: Walk) -> None:
    steps = walk.steps()
    assert ids(steps) == [step_id for step_id in STEPS if step_id in ids(steps)]
    assert all(holds(step.only, walk) for step in steps)
    assert (PLACE_SHOWN in ids(steps)) == place_of(CONTENT, walk.answers).known


@given(any_walk)
def test_all_that_fits_is_asked(walk: Walk) -> None:
    always = {step_id for step_id, step in STEPS.items() if holds(step.only, walk)} - ADDITIONS.keys() - {PLACE_SHOWN}
    assert always <= set(ids(walk.steps()))
    assert ids(walk.steps())[-1] == APPROVAL.id


@given(any_walk)
def test_the_next_question_is_the_first_without_an_answer(walk: Walk) -> None:
    unanswered = [step.id for step in walk.steps() if step.id not in walk.answers]
    assert next_id(walk) == (unanswered[0] if unanswered else None)


@given(any_walk)
def test_going_back_goes_one_question_back_and_stops_at_the_first(walk: Walk) -> None:
    steps = walk.steps()
    for number, step in enumerate(steps):
        assert walk.before(step).id == steps[max(number - 1, 0)].id


def test_going_back_from_a_question_that_is_no_longer_asked_begins_anew() -> None:
    assert walked(involvering="integreret").before(STEPS["udfoerer"]).id == COLLABORATION


def test_it_begins_with_whether_the_collaboration_is_new() -> None:
    assert next_id(NOTHING_SAID) == COLLABORATION


def test_who_skips_everything_comes_to_the_approval() -> None:
    walk = to_the_end(NOTHING_SAID)
    assert next_id(walk) == APPROVAL.id
    # Nothing places them, and there is nothing to add to.
    assert not {PLACE_SHOWN, *ADDITIONS} & walk.answers.keys()
    assert walk.with_answer(APPROVAL, Answer(option="ja")).next_open() is None


def test_who_skips_everything_is_asked_all_questions_of_the_points_once() -> None:
    answers = to_the_end(NOTHING_SAID).answers
    assert [step_id for step_id in answers if step_id in {step.id for point in POINTS for step in point.steps}] == [
        step.id for point in POINTS for step in point.steps
    ]


def test_who_knows_neither_is_asked_more_about_both() -> None:
    asked = ids(walked(involvering="ved-ikke", rammesaetning="ved-ikke").steps())
    assert {"udfoerer", "metoder", "beboernes-rolle"} <= set(asked)
    asked = ids(walked(involvering="koordinerende", rammesaetning="civil").steps())
    assert not {"udfoerer", "metoder", "beboernes-rolle"} & set(asked)
    assert PLACE_SHOWN in asked


# -- an answer --


@given(any_walk, st.data())
def test_an_answer_takes_its_place_and_leaves_the_others(walk: Walk, data: st.DataObject) -> None:
    before = dict(walk.answers)
    step = data.draw(st.sampled_from(list(STEPS.values())))
    answer = data.draw(answers_to([option for option in step.options if not option.reopens], step.open))
    after = walk.with_answer(step, answer)
    assert after.answers[step.id] == answer
    still_asked = {other.id for other in after.steps()} - {step.id}
    assert all(after.answers.get(one) == before.get(one) for one in still_asked)
    assert walk.answers == before


@given(walks(), st.data())
def test_a_no_to_the_place_asks_again_what_it_is_made_of(walk: Walk, data: st.DataObject) -> None:
    step = STEPS[PLACE_SHOWN]
    (no,) = (option for option in step.options if option.reopens)
    after = walk.with_answer(step, Answer(option=no.id))
    assert not {*no.reopens, PLACE_SHOWN} & after.answers.keys()
    assert after.answers == {key: kept for key, kept in walk.answers.items() if key not in {*no.reopens, PLACE_SHOWN}}
    assert not place_of(CONTENT, after.answers).known
    if {COLLABORATION, TARGET_GROUP} <= after.answers.keys():
        assert next_id(after) == INVOLVEMENT


def test_a_no_to_the_place_may_be_said_again_and_again() -> None:
    walk = walked(samarbejdet="nyt", maalgruppe="alle")
    for involvement in (*INVOLVEMENT_LEVELS, INVOLVEMENT_LEVELS[0]):
        walk = walk.with_answer(STEPS[INVOLVEMENT], Answer(option=involvement))
        walk = walk.with_answer(STEPS[FRAMING], Answer(option="civil"))
        assert next_id(walk) == PLACE_SHOWN
        walk = walk.with_answer(STEPS[PLACE_SHOWN], Answer(option="flyt"))
        assert next_id(walk) == INVOLVEMENT


@given(st.data())
def test_an_answer_that_is_corrected_takes_what_hung_on_it_along(data: st.DataObject) -> None:
    walk = data.draw(walks())
    step = data.draw(st.sampled_from([STEPS[INVOLVEMENT], STEPS[FRAMING]]))
    corrected = walk.with_answer(step, data.draw(answers_to(step.options, False)))
    still_asked = {key: kept for key, kept in corrected.answers.items() if key in ids(corrected.steps())}
    assert place_of(CONTENT, corrected.answers) == place_of(CONTENT, still_asked)


@pytest.mark.parametrize(
    ("axis", "level", "hung_on_it"),
    [
        (INVOLVEMENT, "koordinerende", {"udfoerer": "begge-hver-gang"}),
        (FRAMING, "civil", {"metoder": "skolens", "beboernes-rolle": "deltager"}),
    ],
)
def test_who_finds_out_later_lies_where_they_say(axis: str, level: str, hung_on_it: dict[str, str]) -> None:
    walk = known({axis: "ved-ikke", **hung_on_it}).with_answer(STEPS[axis], Answer(option=level))
    place = place_of(CONTENT, walk.answers)
    assert (place.involvement_level if axis == INVOLVEMENT else place.framing_level) == level


@given(stored)
@example({"gone": SKIPPED, COLLABORATION: Answer(option="gone"), TARGET_GROUP: Answer(option="alle")})
def test_answers_the_files_no_longer_know_count_as_not_given(answers: dict[str, Answer]) -> None:
    kept = Walk.of(CONTENT, answers).answers
    assert list(kept.items()) == [
        (step_id, answer)
        for step_id, answer in answers.items()
        if step_id in STEPS
        and (answer.option is None or answer.option in {option.id for option in STEPS[step_id].options})
    ]


def test_a_step_is_found_by_its_id_with_its_point() -> None:
    assert NOTHING_SAID.step("moeder") == STEPS["moeder"]
    assert NOTHING_SAID.step("findes-ikke") is NOTHING_SAID.step(None) is None
    for point in POINTS:
        for step_id in (*ids(point.steps), point.more):
            assert NOTHING_SAID.point_of(STEPS[step_id]) is point
    assert NOTHING_SAID.point_of(APPROVAL) is None


# -- whom a condition fits --


def test_a_condition_without_anything_in_it_fits_everybody() -> None:
    assert NOTHING_SAID.fits({})


def test_all_that_a_condition_names_must_fit_and_one_of_each_is_enough() -> None:
    walk = walked(samarbejdet="nyt", maalgruppe="alle")
    assert walk.fits({COLLABORATION: ["i-gang", "nyt"], TARGET_GROUP: ["alle"]})
    assert not walk.fits({COLLABORATION: ["nyt"], TARGET_GROUP: ["klasser"]})
    assert not walk.fits({COLLABORATION: ["nyt"], INVOLVEMENT: ["begge"]})


def test_what_was_skipped_fits_nothing() -> None:
    assert not Walk(CONTENT, {COLLABORATION: SKIPPED}).fits({COLLABORATION: ["nyt", "i-gang"]})


def test_who_does_not_know_is_also_where_the_other_answers_place_them() -> None:
    walk = walked(involvering="ved-ikke", udfoerer="begge-hver-gang", rammesaetning="ved-ikke", metoder="skolens")
    assert walk.fits({INVOLVEMENT: ["ved-ikke"]})
    assert walk.fits({INVOLVEMENT: ["integreret"], FRAMING: ["offentlig"]})
    assert not walk.fits({INVOLVEMENT: ["koordinerende"]})


def test_the_target_group_is_unknown_until_it_is_chosen() -> None:
    assert NOTHING_SAID.group == Walk(CONTENT, {TARGET_GROUP: SKIPPED}).group == UNKNOWN_GROUP
    assert walked(maalgruppe="klasser").group == "klasser"
