"""The moves in and between guided routes: stop, go on, back, begin again."""

import pytest

from tests.support.actions import Actions, says
from tests.support.content import Content
from tests.support.routes import CONSENT, SHARE, pressed

RESUME, BEGINNINGS = "/resume_route", ["/start_plan", "/start_share_route"]

UNDER_WAY = pytest.mark.parametrize(
    ("form", "answers", "without_the_last"),
    [
        ("share_route", {"share_danger": "no", "share_role": "school"}, {"share_role": None}),
        ("consent_form", {"consent_purpose": "leisure", "consent_until": "open"}, {"consent_until": None}),
    ],
)


@UNDER_WAY
def test_stopping_stops_keeps_every_answer_and_offers_to_go_on(
    actions: Actions, content: Content, form: str, answers: dict[str, str], without_the_last: dict[str, None]
) -> None:
    turn = actions.run("action_stop_route", intent="stop_route", loop=form, slots=answers)
    assert says(turn.text, "rute-stoppet")
    assert turn.stops_the_route
    assert turn.goes_on_with is None
    assert turn.slots == {"introduced": True, "requested_slot": None, "stopped_route": form}
    assert turn.payloads == [RESUME]
    assert turn.counted == [("walkthrough", None)]


@UNDER_WAY
@pytest.mark.parametrize("stopped", [False, True], ids=["under way", "stopped"])
def test_resuming_goes_on_with_every_answer(
    actions: Actions,
    content: Content,
    form: str,
    answers: dict[str, str],
    without_the_last: dict[str, None],
    stopped: bool,
) -> None:
    loop = None if stopped else form
    turn = actions.run("action_resume_route", intent="resume_route", loop=loop, slots={**answers, "route_misses": 2})
    assert turn.goes_on_with == form
    assert turn.slots == {"introduced": True, "route_misses": 0}
    assert turn.counted == [("walkthrough", None)]


def test_of_two_routes_the_one_under_way_is_resumed(actions: Actions, content: Content) -> None:
    slots = {"share_danger": "no", "consent_purpose": "leisure"}
    turn = actions.run("action_resume_route", intent="resume_route", loop="consent_form", slots=slots)
    assert turn.goes_on_with == "consent_form"


@UNDER_WAY
@pytest.mark.parametrize("stopped", [False, True], ids=["under way", "stopped"])
def test_going_back_forgets_the_last_answer_only(
    actions: Actions,
    content: Content,
    form: str,
    answers: dict[str, str],
    without_the_last: dict[str, None],
    stopped: bool,
) -> None:
    loop = None if stopped else form
    turn = actions.run("action_go_back", intent="go_back", loop=loop, slots=answers)
    assert turn.slots == {"introduced": True, "route_misses": 0, **without_the_last}
    assert turn.goes_on_with == form
    assert turn.counted == [("walkthrough", None)]


def test_going_back_from_the_first_question_asks_it_again(actions: Actions, content: Content) -> None:
    turn = actions.run("action_go_back", intent="go_back", loop="share_route")
    assert turn.goes_on_with == "share_route"
    assert turn.slots == {"introduced": True, "route_misses": 0}


@UNDER_WAY
@pytest.mark.parametrize("stopped", [False, True], ids=["under way", "stopped"])
def test_restarting_forgets_every_answer_of_that_route(
    actions: Actions,
    content: Content,
    form: str,
    answers: dict[str, str],
    without_the_last: dict[str, None],
    stopped: bool,
) -> None:
    loop = None if stopped else form
    turn = actions.run("action_restart_route", intent="restart_route", loop=loop, slots={**answers, "last_card": "x"})
    prefix, walked = ("share", SHARE) if form == "share_route" else ("consent", CONSENT)
    emptied = {f"{prefix}_{question.id}": None for question in walked.questions}
    assert turn.slots == {"introduced": True, "route_misses": 0, **emptied}
    assert turn.goes_on_with == form
    assert turn.counted == [("walkthrough", None)]


MOVES = {
    "action_stop_route": "stop_route",
    "action_resume_route": "resume_route",
    "action_go_back": "go_back",
    "action_restart_route": "restart_route",
    "action_take_late_answer": "answer_question",
    "action_next_step": "next_step",
}


@pytest.mark.parametrize(("action", "intent"), MOVES.items())
def test_a_move_with_nothing_under_way_offers_to_begin(
    actions: Actions, content: Content, action: str, intent: str
) -> None:
    turn = actions.run(action, intent=intent)
    assert says(turn.text, "rute-ingen")
    assert turn.payloads == BEGINNINGS
    assert (turn.events, turn.slots) == ([], {"introduced": True})
    assert turn.counted == [("smalltalk", None)]


@pytest.mark.parametrize("action", ["action_stop_route", "action_take_late_answer"])
def test_where_a_route_was_stopped_it_is_offered_to_go_on(actions: Actions, content: Content, action: str) -> None:
    turn = actions.run(action, intent=MOVES[action], slots={"share_danger": "no"})
    assert turn.payloads == [RESUME]
    assert turn.events == []


def test_a_button_of_another_route_is_not_told_that_nothing_is_under_way(actions: Actions, content: Content) -> None:
    turn = actions.run("action_take_late_answer", loop="consent_form", **pressed("role", "school"))
    assert not says(turn.text, "rute-ingen")
    assert turn.goes_on_with == "consent_form"
