"""A plan that is gone, and a store that fails."""

from typing import Any

import pytest

from bot.guided.answers import Answer
from bot.store import plans
from tests.support.actions import Actions, answered_until, introduced
from tests.support.machine import free_port
from tests.support.plan_walk import BACK, DELETE, FIRST, OPEN, RESUME, START, STOP, WALK, Talk, asks_for, at, expire
from tests.support.routes import pressed, typed

pytestmark = pytest.mark.usefixtures("knowledge")


def take_the_store_away(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")


GONE = pytest.mark.parametrize("gone", [expire, plans.forget], ids=["expired", "deleted"])


# A plan that is gone


@GONE
@pytest.mark.parametrize("message", [START, typed("Flere skal trives i skolen"), pressed(OPEN, "trivsel")])
def test_a_plan_that_is_gone_begins_anew(actions: Actions, gone: Any, message: dict[str, Any]) -> None:
    talk = at(actions, OPEN)
    before = talk.slots["plan"]
    gone(before)
    turn = talk.say(message)
    assert turn.custom["outcome"] == "walkthrough"
    assert talk.slots["plan"] not in (None, before)
    assert (talk.row, talk.step) == ({}, FIRST)
    assert asks_for(turn, talk, FIRST)


@GONE
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("min far slår mig", "crisis"),
        ("drengene slås tit i klubben", "perhaps_danger"),
        ("må jeg dele det med læreren?", "ask_legal"),
        ("vi stopper her", "stop_route"),
    ],
)
def test_where_the_plan_is_gone_nothing_else_that_is_said_is_swallowed(
    actions: Actions, gone: Any, text: str, intent: str
) -> None:
    talk = at(actions, OPEN)
    gone(talk.slots["plan"])
    assert talk.hear(typed(text, intent)) == {}


MOVES = {
    "action_ask_plan_answer": START,
    "action_stop_route": STOP,
    "action_resume_route": RESUME,
    "action_next_step": typed("næste", "next_step"),
    "action_go_back": BACK,
    "action_restart_route": {"intent": "restart_route", "text": "/restart_route"},
    "action_take_late_answer": pressed(OPEN, "trivsel"),
    "action_correct_answer": typed("ret 3", "correct_answer"),
    "action_tell_progress": typed("hvor langt er jeg", "ask_progress"),
    "action_give_example": typed("giv mig et eksempel", "ask_example"),
    "action_delete_plan": DELETE,
    "action_hand_over_plan": START,
}


@GONE
@pytest.mark.parametrize("loop", [WALK, None])
@pytest.mark.parametrize("action", MOVES)
def test_where_the_plan_is_gone_no_action_fails(actions: Actions, gone: Any, action: str, loop: str | None) -> None:
    talk = at(actions, OPEN, loop=loop)
    gone(talk.slots["plan"])
    turn = talk.do(action, MOVES[action])
    assert turn.custom["outcome"] != "error"
    assert turn.custom["attachments"] == []
    if turn.goes_on_with == WALK:
        assert asks_for(talk.go_on(MOVES[action]), talk, FIRST)


@pytest.mark.parametrize("step", ["a question the files had once", None, "udfoerer"])
def test_a_step_that_is_no_more_leads_to_the_first_open_question(actions: Actions, step: str | None) -> None:
    talk = Talk(actions, step, {**answered_until("moeder"), "once-asked": Answer(text="x")})
    assert asks_for(talk.ask(START), talk, "moeder")
    talk.say(pressed("moeder", "hver-maaned"))
    assert talk.row is not None
    assert talk.row["moeder"] == {"option": "hver-maaned"}


# A store that fails


def test_an_answer_that_could_not_be_kept_leaves_the_question_and_the_plan_as_they_were(
    actions: Actions, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    talk = at(actions, OPEN)
    before, slots = talk.row, dict(talk.slots)
    with monkeypatch.context() as away:
        take_the_store_away(away)
        heard = talk.hear(typed("Flere grævlinger skal trives"))
        assert heard["requested_slot"] == "plan_answer"
        assert not heard.keys() & {"plan", "plan_step"}
        turn = talk.ask(typed("Flere grævlinger skal trives"))
        assert turn.custom["outcome"] == "error"
        assert turn.slots == {"introduced": True}
    assert "grævlinger" not in caplog.text
    assert (talk.row, talk.slots) == (before, slots)
    talk.say(typed("Flere grævlinger skal trives"))
    assert talk.row is not None
    assert talk.row[OPEN] == {"text": "Flere grævlinger skal trives"}


def test_a_walk_that_could_not_begin_can_be_begun_later(actions: Actions, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk(actions, None, {}, loop=None)
    talk.slots = introduced()
    with monkeypatch.context() as away:
        take_the_store_away(away)
        talk.slots |= talk.hear(START)
        assert talk.slots.get("plan") is None
    talk.loop = WALK
    turn = talk.say(typed("Flere skal trives i skolen"))
    assert asks_for(turn, talk, FIRST)


def test_a_button_that_could_not_be_kept_is_not_told_to_be_an_old_one(
    actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rasa's form steps aside if nothing but requested_slot is set: the button's rule is next then."""
    talk = at(actions, OPEN)
    take_the_store_away(monkeypatch)
    message = pressed(OPEN, "trivsel")
    stepped_aside = talk.hear(message).keys() <= {"requested_slot"}
    turn = talk.do("action_take_late_answer", message) if stepped_aside else talk.ask(message)
    assert turn.custom["outcome"] == "error"


def test_danger_is_heard_when_the_store_is_away(actions: Actions, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = at(actions, OPEN)
    take_the_store_away(monkeypatch)
    message = typed("min far slår mig", "crisis")
    assert talk.hear(message).keys() <= {"requested_slot"}, "else the form asks its question instead"
    assert talk.do("action_tell_where_help_is", message).custom["outcome"] == "crisis"
