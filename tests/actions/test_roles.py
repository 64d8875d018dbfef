"""The role somebody chose in the chat, and what it is offered to begin with."""

from typing import Any

import pytest

from bot.sites.content import STANDARD, load_sites
from tests.support.actions import Actions, says
from tests.support.content import Content

SITE = load_sites()[STANDARD]
STAFF = {"intent": "staff_asks", "text": "/staff_asks"}
PARENT = {"intent": "parent_asks", "text": "/parent_asks"}


def chat(role: str | None) -> dict[str, Any]:
    return {"metadata": {"site": STANDARD, "role": role}}


@pytest.mark.parametrize(
    ("role", "key", "questions_of"),
    [
        ("medarbejder", "ansat-boligomraade", "medarbejder"),
        ("skole", "ansat-skole", "skole"),
        (None, "medarbejder", "medarbejder"),
        ("foraelder", "medarbejder", "medarbejder"),
    ],
)
def test_whoever_works_here_is_met_where_she_works_with_the_questions_of_the_site(
    actions: Actions, content: Content, role: str | None, key: str, questions_of: Any
) -> None:
    turn = actions.run("action_speak_to_staff", **STAFF, **chat(role))
    assert says(turn.text, key)
    assert turn.payloads == SITE.greetings[questions_of].buttons
    assert 3 <= len(turn.payloads) <= 4
    assert turn.slots["voice"] == "medarbejder"


@pytest.mark.parametrize(("text", "key"), [("jeg er lærer", "ansat-skole"), ("jeg arbejder her", "medarbejder")])
def test_whoever_says_that_she_works_is_met_at_the_school_where_she_says_so(
    actions: Actions, content: Content, text: str, key: str
) -> None:
    turn = actions.run("action_speak_to_staff", intent="staff_asks", text=text, **chat("medarbejder"))
    assert says(turn.text, key)


def test_a_parent_is_offered_the_questions_of_the_site(actions: Actions, content: Content) -> None:
    turn = actions.run("action_speak_to_parent", **PARENT, **chat("foraelder"))
    assert turn.payloads == SITE.greetings["foraelder"].buttons
    assert turn.slots["voice"] == "foraelder"


def test_where_no_header_tells_who_writes_there_is_a_button_back(actions: Actions, content: Content) -> None:
    assert actions.run("action_speak_to_staff", **STAFF).payloads == ["/parent_asks"]
    assert actions.run("action_speak_to_parent", **PARENT).payloads[-1] == "/staff_asks"


@pytest.mark.parametrize(
    ("text", "settled"), [("/parent_asks", "foraelder"), ("jeg er selv mor", None)], ids=["chosen", "mentioned"]
)
def test_in_the_middle_of_a_walk_a_choice_changes_the_role_and_a_mention_does_not(
    actions: Actions, content: Content, text: str, settled: str | None
) -> None:
    turn = actions.run("action_speak_to_parent", intent="parent_asks", text=text, loop="plan_walk", **chat("foraelder"))
    assert turn.slots.get("voice") == settled
    assert turn.payloads == [], "its question is asked again at once"
    assert turn.goes_on_with == "plan_walk"


@pytest.mark.parametrize(
    ("slots", "role", "told"),
    [({}, None, None), ({"voice": "foraelder"}, "skole", "foraelder"), ({}, "skole", "medarbejder")],
)
def test_each_reply_tells_whom_the_conversation_is_with(
    actions: Actions, content: Content, slots: dict[str, str], role: str | None, told: str | None
) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"], slots=slots, **chat(role))
    assert turn.custom["voice"] == told


def test_the_reply_that_settles_it_tells_it_already(actions: Actions, content: Content) -> None:
    assert actions.run("action_speak_to_parent", **PARENT).custom["voice"] == "foraelder"
    assert actions.run("action_speak_to_staff", **STAFF).custom["voice"] == "medarbejder"
