"""In the walk: an answer corrected, how far it is, an example."""

import re
from typing import Any

import pytest

from bot.channels.input_filter import read
from bot.guided.answers import SKIPPED, Answer
from tests.support.actions import Actions, introduced, says
from tests.support.plan_walk import (
    CHOICE,
    CONTENT,
    EVERY_STEP,
    FIRST,
    GROUPS,
    LAST,
    OPEN,
    POINTS,
    RESUME,
    SHARE,
    START,
    STEPS,
    WAITS,
    WALK,
    WITH_ADDITIONS,
    WITH_EXAMPLES,
    Talk,
    asks_for,
    at,
    begun,
    correct,
    fields_of,
    finished,
    unsure_at,
)
from tests.support.routes import pressed, typed

pytestmark = pytest.mark.usefixtures("knowledge")


# Correcting


def test_an_answer_is_corrected_by_part_and_question(actions: Actions) -> None:
    talk = at(actions, "moeder", WITH_ADDITIONS)
    assert talk.row is not None
    parts = talk.do("action_correct_answer", typed("jeg vil rette et svar", "correct_answer"))
    assert parts.goes_on_with == WAITS
    chosen_parts = [fields_of(payload) for payload in parts.payloads]
    assert chosen_parts == [{"part": part} for part in CONTENT.texts.points if part != "vidensdeling"]
    reached = []
    for part in chosen_parts:
        questions = talk.do("action_correct_answer", correct(**part))
        assert questions.goes_on_with == WAITS
        for payload in questions.payloads:
            turn = talk.move("action_correct_answer", correct(**fields_of(payload)))
            assert talk.step is not None
            assert asks_for(turn, talk, talk.step)
            reached.append(talk.step)
    without_words = {"placering", *(step for step, answer in talk.row.items() if answer == {"option": "videre"})}
    assert sorted(reached) == sorted(talk.row.keys() - without_words)
    assert all(read(payload).text == payload for payload in (*parts.payloads, *questions.payloads))


@pytest.mark.parametrize("number", ["0", "77"])
@pytest.mark.parametrize("loop", [WALK, None])
def test_a_number_no_answer_has_leads_to_the_choice(actions: Actions, number: str, loop: str | None) -> None:
    talk = at(actions, LAST, loop=loop)
    turn = talk.do("action_correct_answer", typed(f"ret {number}", "correct_answer"))
    assert says(turn.text, "plan-hvilket-svar")
    assert len(turn.payloads) == len(CONTENT.points)
    assert turn.goes_on_with == WAITS
    assert talk.step == LAST


def test_a_question_there_is_not_leads_to_the_choice(actions: Actions) -> None:
    talk = at(actions, LAST)
    assert len(talk.do("action_correct_answer", correct(question="findes-ikke")).payloads) == len(CONTENT.points)
    assert talk.do("action_correct_answer", correct(part="findes-ikke")).payloads == []
    assert talk.step == LAST


def test_a_corrected_answer_leads_back_to_where_it_was_corrected_from(actions: Actions) -> None:
    talk = at(actions, "moeder")
    talk.move("action_correct_answer", correct(question=OPEN))
    turn = talk.say(typed("Flere skal ud i skoven"))
    assert asks_for(turn, talk, "moeder")
    assert talk.row is not None
    assert talk.row[OPEN] == {"text": "Flere skal ud i skoven"}


def test_with_nothing_answered_there_is_nothing_to_correct_but_the_walk_is_under_way(actions: Actions) -> None:
    talk, _ = begun(actions)
    turn = talk.do("action_correct_answer", typed("ret 1", "correct_answer"))
    assert not says(turn.text, "rute-ingen")
    assert turn.goes_on_with == WALK


def test_in_a_route_correcting_takes_the_last_answer_back(actions: Actions) -> None:
    talk = at(actions, OPEN, loop=SHARE, share_danger="no", share_role="school")
    turn = talk.do("action_correct_answer", typed("jeg vil rette det", "correct_answer"))
    assert turn.slots["share_role"] is None
    assert turn.goes_on_with == SHARE


def progress(talk: Talk) -> tuple[int, int]:
    """What is done, of how many."""
    turn = talk.do("action_tell_progress", typed("hvor langt er jeg", "ask_progress"))
    assert says(turn.text, "plan-hvor-langt")
    assert turn.goes_on_with == talk.loop
    done, of = re.findall(r"\b(\d+) af (?:cirka )?(\d+) spørgsmål", turn.text)[0]
    assert int(done) <= int(of)
    return int(done), int(of)


# How far


def test_progress_counts_the_questions_that_are_done(actions: Actions) -> None:
    talk, _ = begun(actions)
    talk.say(pressed(FIRST, "nyt"))
    assert progress(talk)[0] == 1
    talk.say(pressed(CHOICE, "spring-over"))
    assert progress(talk)[0] == 2, "a question left open is done, too"
    assert progress(at(actions, "formaal-mere"))[0] == progress(at(actions, "hvem-goer-hvad"))[0]
    done, of = progress(at(actions, LAST))
    assert done == of


@pytest.mark.parametrize("step", [CHOICE, *(point.steps[-1].id for point in POINTS), LAST])
def test_progress_names_the_point_and_no_other(actions: Actions, step: str) -> None:
    talk = at(actions, step)
    turn = talk.do("action_tell_progress", typed("hvor langt er jeg", "ask_progress"))
    named = [point.title for point in POINTS if point.title in turn.text]
    assert named == [point.title for point in POINTS if STEPS[step] in point.steps]
    assert re.findall(r"punkt (\d)", turn.text) == [str(point.number) for point in POINTS if point.title in named]


def test_at_the_summary_nobody_is_told_to_be_at_the_beginning(actions: Actions) -> None:
    def where(step: str) -> str:
        turn = at(actions, step).do("action_tell_progress", typed("hvor langt er jeg", "ask_progress"))
        return re.sub(r"\d+", "", turn.text)

    assert where(LAST) != where(CHOICE)


def test_at_the_first_question_progress_does_not_say_that_nothing_is_under_way(actions: Actions) -> None:
    talk, _ = begun(actions)
    assert progress(talk)[0] == 0


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ("action_tell_progress", typed("hvor langt er jeg", "ask_progress")),
        ("action_correct_answer", typed("ret et svar", "correct_answer")),
        ("action_next_step", typed("næste", "next_step")),
    ],
)
def test_with_nothing_under_way_it_is_offered_to_begin(actions: Actions, action: str, message: dict[str, Any]) -> None:
    turn = actions.run(action, slots=introduced(), **message)
    assert says(turn.text, "rute-ingen")
    assert turn.payloads == ["/start_plan", "/start_share_route"]
    assert turn.events == []


@pytest.mark.parametrize("action", ["action_tell_progress", "action_stop_route", "action_resume_route"])
def test_a_plan_that_is_approved_is_not_under_way(actions: Actions, action: str) -> None:
    turn = finished(actions).do(action, RESUME)
    assert says(turn.text, "rute-ingen")
    assert turn.events == []


# Examples


@pytest.mark.parametrize("group", [*GROUPS, "ukendt"])
def test_an_example_is_for_the_target_group(actions: Actions, group: str) -> None:
    assert len(WITH_EXAMPLES) > 15
    target = SKIPPED if group == "ukendt" else Answer(option=group)
    for step in WITH_EXAMPLES:
        talk = at(actions, step, {"maalgruppe": target})
        turn = talk.do("action_give_example", typed("giv mig et eksempel", "ask_example"))
        told = [name for name, example in STEPS[step].examples.items() if example in turn.text]
        assert told == [group]
        assert turn.goes_on_with == WALK


@pytest.mark.parametrize("step", [FIRST, CHOICE, "placering", "formaal-mere", LAST])
def test_of_a_choice_the_example_is_its_explanation(actions: Actions, step: str) -> None:
    turn = at(actions, step).do("action_give_example", typed("giv mig et eksempel", "ask_example"))
    assert STEPS[step].explain in turn.text
    assert turn.goes_on_with == WALK


@EVERY_STEP
def test_an_example_is_offered_where_there_is_one(actions: Actions, step_id: str) -> None:
    assert ("/ask_example" in unsure_at(actions, step_id).ask(START).payloads) == bool(STEPS[step_id].examples)


@pytest.mark.parametrize("loop", [None, SHARE])
def test_outside_the_walk_the_cases_are_the_examples(actions: Actions, loop: str | None) -> None:
    talk = at(actions, OPEN, loop=loop)
    turn = talk.do("action_give_example", typed("giv mig et eksempel", "ask_example"))
    assert turn.custom["card"] == "cases-overblik"
    assert turn.goes_on_with == loop
