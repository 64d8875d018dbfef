"""The summary at the end of the walk, and its approval."""

import re
from typing import Any

import pytest

from bot.guided.answers import Answers
from bot.knowledge.responses import fixed_reply
from tests.support.actions import Actions
from tests.support.plan_walk import LAST, POINTS, RESUME, START, STEPS, WALK, WITH_ADDITIONS, YES, asks_for, at
from tests.support.routes import pressed, typed

pytestmark = pytest.mark.usefixtures("knowledge")

NUMBERED = re.compile(r"^(\d+)\. ([^:]+): (.+)$", re.MULTILINE)
SUMMARIES = pytest.mark.parametrize("given_answers", [{}, WITH_ADDITIONS], ids=["usual", "with additions"])


@SUMMARIES
def test_the_summary_has_every_answer_under_its_number(actions: Actions, given_answers: Answers) -> None:
    talk = at(actions, LAST, given_answers)
    turn = talk.ask(START)
    lines = NUMBERED.findall(turn.text)
    assert [int(number) for number, _, _ in lines] == list(range(1, len(lines) + 1))
    assert talk.row is not None
    without_words = {"placering", *(f"{point.id}-mere" for point in POINTS)}
    told = [
        STEPS[step_id].title
        for step_id in STEPS
        if step_id in talk.row and (step_id not in without_words or "text" in talk.row[step_id])
    ]
    assert [title for _, title, _ in lines] == told
    answers = {title: answer for _, title, answer in lines}
    for step_id, answer in talk.row.items():
        title = STEPS[step_id].title
        if "option" in answer and title in answers:
            option = STEPS[step_id].option(answer["option"])
            assert option and answers[title].removesuffix(" …") in (option.in_document or option.title)
        elif "text" in answer:
            assert answer["text"].startswith(answers[title].removesuffix(" …"))
        elif title in answers:
            assert answers[title] == fixed_reply("plan-aabent").text
    assert all(len(answer) < 170 for answer in answers.values())


@SUMMARIES
def test_the_numbers_of_the_summary_open_their_questions(actions: Actions, given_answers: Answers) -> None:
    talk = at(actions, LAST, given_answers)
    lines = NUMBERED.findall(talk.ask(START).text)
    assert len(lines) > 20
    for number, title, _ in lines:
        turn = talk.move("action_correct_answer", typed(f"ret {number}", "correct_answer"))
        assert talk.step is not None
        assert STEPS[talk.step].title == title
        assert asks_for(turn, talk, talk.step)
        talk.slots["plan_step"] = LAST


def test_the_summary_can_be_approved_or_corrected(actions: Actions) -> None:
    payloads = at(actions, LAST).ask(START).payloads
    assert payloads == [pressed(LAST, "ja")["text"], "/correct_answer"]


def test_whoever_goes_on_at_the_summary_sees_it_again(actions: Actions) -> None:
    talk = at(actions, LAST, loop=None, stopped_route=WALK)
    turn = talk.move("action_resume_route", RESUME)
    assert asks_for(turn, talk, LAST)
    assert NUMBERED.search(turn.text)


@pytest.mark.parametrize("message", [pressed(LAST, "ja"), YES, typed("1", "choose_first"), typed("lav planen", "ask")])
def test_the_approval_ends_the_walk(actions: Actions, message: dict[str, Any]) -> None:
    talk = at(actions, LAST)
    heard = talk.hear(message)
    assert (heard["requested_slot"], heard["plan_step"]) == (None, None)
    assert talk.row is not None
    assert talk.row[LAST] == {"option": "ja"}
