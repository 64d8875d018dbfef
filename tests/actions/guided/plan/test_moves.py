"""Moves in the walk: back, begin again, delete, pause and go on."""

from typing import Any

import pytest

from bot.guided.plan import links
from bot.store import plans
from tests.support.actions import Actions, introduced, says
from tests.support.plan_walk import (
    BACK,
    CHOICE,
    CONSENT,
    DELETE,
    FIRST,
    NO,
    OPEN,
    RESTART,
    RESUME,
    SHARE,
    STOP,
    WAITS,
    WALK,
    YES,
    asks_for,
    at,
    begun,
    finished,
)
from tests.support.routes import pressed, typed

pytestmark = pytest.mark.usefixtures("knowledge")


# Moves


def test_back_at_the_first_question_stays_there(actions: Actions) -> None:
    talk, _ = begun(actions)
    for _ in range(2):
        assert asks_for(talk.move("action_go_back", BACK), talk, FIRST)


def test_back_goes_back_and_every_answer_stays(actions: Actions) -> None:
    talk = at(actions, "skolens-udbytte")
    before = talk.row
    steps = []
    for _ in range(7):
        talk.move("action_go_back", BACK)
        steps.append(talk.step)
    assert steps == [OPEN, "placering", "rammesaetning", "involvering", CHOICE, FIRST, FIRST]
    assert talk.row == before


def test_after_going_back_a_new_answer_leads_on_to_the_first_open_question(actions: Actions) -> None:
    talk = at(actions, "skolens-udbytte")
    for _ in range(3):
        talk.move("action_go_back", BACK)
    turn = talk.say(pressed("rammesaetning", "begge"))
    assert asks_for(turn, talk, "skolens-udbytte")


def test_back_forgets_the_misses(actions: Actions) -> None:
    assert at(actions, OPEN, route_misses=2).do("action_go_back", BACK).slots["route_misses"] == 0


ASKED_FIRST = {
    "restart": ("action_restart_route", RESTART, "/restart_route", "plan-forfra-sikker"),
    "delete": ("action_delete_plan", DELETE, "/delete_plan", "plan-slet-sikker"),
}
BOTH = pytest.mark.parametrize(
    ("what", "action", "message", "payload", "key"), [(what, *rest) for what, rest in ASKED_FIRST.items()]
)


@BOTH
@pytest.mark.parametrize("loop", [WALK, None], ids=["under way", "stopped"])
def test_before_answers_are_lost_it_is_asked_whether_that_is_meant(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str, loop: str | None
) -> None:
    talk = at(actions, OPEN, loop=loop, stopped_route=None if loop else WALK)
    before = talk.row
    turn = talk.do(action, message)
    assert says(turn.text, key)
    assert turn.payloads == ["/deny", payload], "to keep it all comes first"
    assert turn.goes_on_with == WAITS, "the question is not asked again before that"
    assert talk.slots["asks_whether"] == what
    assert talk.row == before


@BOTH
@pytest.mark.parametrize("confirmed", ["typed", "pressed"])
def test_after_a_yes_they_are_gone(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str, confirmed: str
) -> None:
    talk = at(actions, OPEN)
    token = talk.slots["plan"]
    talk.do(action, message)
    if confirmed == "typed":
        assert talk.hear(YES) == {}, "it is no answer to the question under way"
        turn = talk.do("action_take_offer", YES)
    else:
        turn = talk.do(action, {"intent": message["intent"], "text": payload})
    assert plans.find(token) is None
    assert [talk.slots[slot] for slot in ("plan", "plan_step", "plan_noted")] == [None] * 3
    assert talk.slots["asks_whether"] is None
    if what == "delete":
        assert says(turn.text, "plan-slettet")
        assert turn.stops_the_route and turn.goes_on_with is None
        assert talk.slots["requested_slot"] is None
    else:
        assert turn.goes_on_with == WALK
        assert asks_for(talk.go_on(YES), talk, FIRST)
        assert talk.row == {}


@BOTH
def test_a_yes_at_another_time_loses_nothing(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str
) -> None:
    talk = at(actions, OPEN, loop=None)
    before = talk.row
    talk.do("action_take_offer", YES)
    talk.do(action, message)
    talk.do("action_give_fixed_reply", typed("tak", "thank"))
    turn = talk.do("action_take_offer", YES)
    assert says(turn.text, "ja")
    assert talk.row == before


@BOTH
def test_a_yes_after_an_answer_in_between_loses_nothing(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str
) -> None:
    talk = at(actions, OPEN)
    talk.do(action, message)
    talk.say(pressed(OPEN, "trivsel"))
    assert talk.say(YES)
    assert talk.row is not None
    assert talk.row[OPEN] == {"option": "trivsel"}


@BOTH
@pytest.mark.parametrize("step", [OPEN, "placering", "formaal-mere", "personoplysninger"])
def test_a_no_keeps_everything_and_is_no_answer_to_the_question_under_way(
    actions: Actions, what: str, action: str, message: dict[str, Any], payload: str, key: str, step: str
) -> None:
    talk = at(actions, step)
    before = talk.row
    talk.do(action, message)
    assert talk.hear(NO) == {}
    assert talk.row == before
    turn = talk.move("action_give_fixed_reply", NO)
    assert asks_for(turn, talk, step)
    assert talk.slots["asks_whether"] is None


def test_only_a_yes_confirms(actions: Actions) -> None:
    talk = at(actions, OPEN, loop=None, ask_confirmation="delete")
    talk.do("action_take_offer", typed("den anden", "choose_second"))
    assert talk.row is not None


@pytest.mark.parametrize("message", [DELETE, {"intent": "delete_plan", "text": "/delete_plan"}])
def test_where_there_is_no_plan_there_is_nothing_to_delete(actions: Actions, message: dict[str, Any]) -> None:
    turn = actions.run("action_delete_plan", slots=introduced(), **message)
    assert says(turn.text, "plan-ingen")
    assert (turn.buttons, turn.events) == ([], [])


def test_a_finished_plan_is_deleted_with_its_links(actions: Actions) -> None:
    talk = finished(actions)
    token = talk.slots["plan"]
    assert links.file(token, links.PICTURE)
    talk.do("action_delete_plan", {"intent": "delete_plan", "text": "/delete_plan"})
    assert links.file(token, links.PICTURE) is None


def test_deleting_leaves_a_route_that_is_under_way_alone(actions: Actions) -> None:
    talk = at(actions, OPEN, loop=SHARE, share_danger="no")
    turn = talk.do("action_delete_plan", {"intent": "delete_plan", "text": "/delete_plan"})
    assert not turn.stops_the_route
    assert talk.slots["share_danger"] == "no"


# Stop and resume


def test_a_pause_keeps_everything_and_resuming_asks_the_very_question(actions: Actions) -> None:
    talk = at(actions, "moeder", route_misses=2)
    talk.move("action_go_back", BACK)
    stood_at, before = talk.step, talk.row
    turn = talk.do("action_stop_route", STOP)
    assert says(turn.text, "plan-pause")
    assert turn.stops_the_route and turn.goes_on_with is None
    assert turn.payloads == ["/resume_route"]
    assert turn.slots == {"introduced": True, "requested_slot": None, "stopped_route": WALK}
    assert talk.row == before
    turn = talk.move("action_resume_route", RESUME)
    assert stood_at is not None
    assert asks_for(turn, talk, stood_at)
    assert talk.slots["stopped_route"] is None


def test_a_pause_before_the_first_answer_can_be_ended(actions: Actions) -> None:
    talk, _ = begun(actions)
    talk.do("action_stop_route", STOP)
    assert asks_for(talk.move("action_resume_route", RESUME), talk, FIRST)


def test_danger_stops_the_walk_and_its_answers_stay(actions: Actions) -> None:
    talk = at(actions, OPEN)
    before = talk.row
    turn = talk.do("action_tell_where_help_is", typed("min far slår mig", "crisis"))
    assert turn.custom["outcome"] == "crisis"
    assert turn.stops_the_route and turn.goes_on_with is None
    assert talk.slots["stopped_route"] == WALK
    assert talk.row == before
    assert "/resume_route" in turn.payloads
    assert asks_for(talk.move("action_resume_route", RESUME), talk, OPEN)


@pytest.mark.parametrize("last", [WALK, SHARE, CONSENT])
def test_resuming_goes_on_with_what_was_stopped_last(actions: Actions, last: str) -> None:
    others = {"share_danger": "no", "consent_purpose": "leisure"}
    talk = at(actions, OPEN, None, loop=None, stopped_route=last, **others)
    assert talk.do("action_resume_route", RESUME).goes_on_with == last


@pytest.mark.parametrize(("begun_too", "goes_on_with"), [({"share_danger": "no"}, SHARE), ({}, None)])
def test_what_was_stopped_last_and_is_over_is_not_resumed(
    actions: Actions, begun_too: dict[str, str], goes_on_with: str | None
) -> None:
    talk = finished(actions, None, stopped_route=WALK, **begun_too)
    assert talk.do("action_resume_route", RESUME).goes_on_with == goes_on_with


@pytest.mark.parametrize("loop", [WALK, None])
def test_a_button_of_the_walk_that_comes_late_is_not_ignored(actions: Actions, loop: str | None) -> None:
    turn = at(actions, OPEN, loop=loop).do("action_take_late_answer", pressed(CHOICE, "alle"))
    assert says(turn.text, "rute-ingen") == (loop is None)
    assert turn.goes_on_with == loop
    assert turn.payloads == ([] if loop else ["/resume_route"])
