"""A route in the middle of the walk leads back to the very question."""

from typing import Any

import pytest

from tests.support.actions import Actions, says
from tests.support.content import Content
from tests.support.plan_walk import (
    BACK,
    CHOICE,
    CONSENT,
    FIRST,
    OPEN,
    RESUME,
    SHARE,
    START,
    STOP,
    WALK,
    Talk,
    asks_for,
    at,
    expire,
    finished,
)
from tests.support.routes import pressed, typed

pytestmark = pytest.mark.usefixtures("knowledge")

SHARE_DONE = {"share_danger": "worried", "share_role": "school"}


def left_for(talk: Talk, form: str, **slots: Any) -> Talk:
    """The walk is left for a route, as Rasa leaves it: the form that asks is another one."""
    intent = {SHARE: "start_share_route", CONSENT: "make_consent_form"}[form]
    assert talk.hear({"intent": intent, "text": f"/{intent}"}) == {}, "else the walk does not let go"
    talk.loop = form
    talk.slots |= {"requested_slot": "share_role", **slots}
    return talk


def ended(talk: Talk) -> Talk:
    """The route's last answer: its form is over before its last action runs."""
    talk.loop, talk.slots["requested_slot"] = None, None
    return talk


LAST_ACTIONS = {
    "conclusion": (SHARE, "action_conclude_share_route", SHARE_DONE),
    "consent form": (CONSENT, "action_make_consent_form", {"consent_purpose": "leisure", "consent_until": "open"}),
}
EVERY_END = pytest.mark.parametrize(("form", "action", "slots"), LAST_ACTIONS.values(), ids=list(LAST_ACTIONS))
PRESSED = pressed("role", "school")


@EVERY_END
def test_after_a_route_the_very_question_it_was_left_at_comes_back(
    actions: Actions, form: str, action: str, slots: dict[str, str]
) -> None:
    talk = at(actions, "moeder")
    talk.move("action_go_back", BACK)
    stood_at, before = talk.step, talk.row
    assert stood_at is not None
    turn = ended(left_for(talk, form, **slots)).do(action, PRESSED)
    assert turn.custom["outcome"] == "consent_guidance"
    assert turn.goes_on_with == WALK
    asked = talk.go_on(PRESSED)
    assert asks_for(asked, talk, stood_at)
    assert says(asked.text, "rute-tilbage")
    assert talk.row == before
    talk.say(typed("Vi holder et møde om det i næste uge"))
    assert talk.row is not None
    assert talk.row[stood_at] == {"text": "Vi holder et møde om det i næste uge"}


@pytest.mark.parametrize("form", [SHARE, CONSENT])
def test_after_a_route_that_was_stopped_the_question_comes_back(actions: Actions, form: str) -> None:
    talk = left_for(at(actions, "moeder"), form, share_danger="no")
    turn = talk.do("action_stop_route", STOP)
    assert turn.stops_the_route
    assert turn.goes_on_with == WALK
    assert talk.slots["share_danger"] == "no"
    asked = talk.go_on(STOP)
    assert asks_for(asked, talk, "moeder")


@EVERY_END
@pytest.mark.parametrize("stopped_by", ["stop", "danger"])
def test_a_walk_that_was_stopped_before_the_route_stays_stopped(
    actions: Actions, form: str, action: str, slots: dict[str, str], stopped_by: str
) -> None:
    talk = at(actions, "moeder")
    if stopped_by == "stop":
        talk.do("action_stop_route", STOP)
    else:
        talk.do("action_tell_where_help_is", typed("min far slår mig", "crisis"))
    talk.slots |= slots
    assert talk.do(action, PRESSED).goes_on_with is None
    talk.slots |= slots
    talk.loop = SHARE
    assert talk.do("action_stop_route", STOP).goes_on_with is None


@EVERY_END
def test_a_walk_that_was_resumed_is_come_back_to(
    actions: Actions, form: str, action: str, slots: dict[str, str]
) -> None:
    talk = at(actions, "moeder")
    talk.do("action_stop_route", STOP)
    talk.move("action_resume_route", RESUME)
    assert ended(left_for(talk, form, **slots)).do(action, PRESSED).goes_on_with == WALK


@pytest.mark.parametrize("again", ["deleted under way", "stopped and deleted", "stopped and restarted"])
def test_a_walk_begun_anew_after_a_stop_is_come_back_to(actions: Actions, again: str) -> None:
    talk = at(actions, "moeder")
    if again != "deleted under way":
        talk.do("action_stop_route", STOP)
    if again == "stopped and restarted":
        talk.move("action_restart_route", {"intent": "restart_route", "text": "/restart_route"})
    else:
        talk.do("action_delete_plan", {"intent": "delete_plan", "text": "/delete_plan"})
        talk.slots |= talk.hear(START)
        talk.loop = WALK
        talk.ask(START)
    talk.say(pressed(FIRST, "nyt"))
    turn = ended(left_for(talk, SHARE, **SHARE_DONE)).do("action_conclude_share_route", PRESSED)
    assert turn.goes_on_with == WALK
    assert asks_for(talk.go_on(PRESSED), talk, CHOICE)


@EVERY_END
def test_there_is_no_way_back_to_a_plan_that_is_finished_gone_or_never_was(
    actions: Actions, form: str, action: str, slots: dict[str, str]
) -> None:
    done, gone = finished(actions, None, **slots), at(actions, OPEN, None, loop=None, **slots)
    expire(gone.slots["plan"])
    never = at(actions, OPEN, None, loop=None, **slots)
    never.slots["plan"] = None
    assert [talk.do(action, PRESSED).goes_on_with for talk in (done, gone, never)] == [None] * 3


def test_a_route_whose_guidance_was_withdrawn_leads_back_too(actions: Actions, content: Content) -> None:
    talk = ended(left_for(at(actions, OPEN), SHARE, **SHARE_DONE))
    turn = talk.do("action_conclude_share_route", PRESSED)
    assert says(turn.text, "trukket-tilbage")
    assert turn.goes_on_with == WALK


def test_a_route_that_ends_in_danger_asks_nothing_more(actions: Actions) -> None:
    talk = ended(left_for(at(actions, OPEN), SHARE, share_danger="now"))
    turn = talk.do("action_conclude_share_route", pressed("danger", "now"))
    assert turn.custom["outcome"] == "crisis"
    assert turn.goes_on_with is None
    assert asks_for(talk.move("action_resume_route", RESUME), talk, OPEN)


def test_a_notice_to_the_family_in_the_middle_leads_back_by_itself(actions: Actions) -> None:
    talk = at(actions, OPEN)
    turn = talk.do("action_make_family_notice", typed("lav en oplysning til familien", "make_family_notice"))
    assert [event["event"] for event in turn.events] == ["followup"]
    assert turn.goes_on_with == WALK
