"""What a guided route asks, and how."""

from typing import Any

import pytest

from bot.channels.input_filter import read
from bot.guided.share.route import Question
from tests.support.actions import Actions, introduced, says
from tests.support.content import Content
from tests.support.routes import BY_SLOT, CONSENT, SHARE, pressed


@BY_SLOT
def test_a_question_is_asked_with_its_choices_as_buttons(
    actions: Actions, content: Content, form: str, prefix: str, question: Question
) -> None:
    turn = actions.run(f"action_ask_{prefix}_{question.id}", intent="answer_question", loop=form)
    assert [button["title"] for button in turn.buttons] == [option.title for option in question.options]
    assert turn.payloads == [pressed(question.id, option.id)["text"] for option in question.options]
    assert turn.counted == [("walkthrough", None)]
    assert turn.events == []
    assert all(read(payload).text == payload for payload in turn.payloads)


@pytest.mark.parametrize(
    ("asks", "slots", "introduces"),
    [
        ("action_ask_share_danger", {}, True),
        ("action_ask_share_danger", {"route_misses": 1}, False),
        ("action_ask_share_danger", {"share_role": "school"}, False),
        ("action_ask_share_role", {}, False),
        ("action_ask_share_role", {"share_danger": "no"}, False),
    ],
)
def test_a_route_is_introduced_at_its_beginning_only(
    actions: Actions, content: Content, asks: str, slots: dict[str, Any], introduces: bool
) -> None:
    turn = actions.run(asks, intent="start_share_route", loop="share_route", slots=slots)
    assert (SHARE.intro in turn.text) == introduces


def test_each_route_has_an_introduction_of_its_own(actions: Actions, content: Content) -> None:
    turn = actions.run("action_ask_consent_purpose", intent="make_consent_form", loop="consent_form")
    assert CONSENT.intro in turn.text
    assert SHARE.intro not in turn.text


@BY_SLOT
def test_a_question_not_understood_is_explained_once_and_then_there_is_a_way_out(
    actions: Actions, content: Content, form: str, prefix: str, question: Question
) -> None:
    def asked(misses: int | None) -> Any:
        slots = introduced(route_misses=misses)
        return actions.run(f"action_ask_{prefix}_{question.id}", intent="nlu_fallback", loop=form, slots=slots)

    explained = [question.explain in asked(misses).text for misses in (None, 0, 1, 2, 3)]
    assert explained == [False, False, True, False, False]
    way_out = ["/stop_route" in asked(misses).payloads for misses in (None, 0, 1, 2, 3)]
    assert way_out == [False, False, False, True, True]
    assert [says(asked(misses).text, "rute-udvej") for misses in (1, 2)] == [False, True]


@pytest.mark.parametrize("misses", [0, 1, 2])
def test_after_an_interruption_the_question_comes_back_under_the_routes_name_and_is_no_turn_of_its_own(
    actions: Actions, content: Content, misses: int
) -> None:
    turn = actions.run(
        "action_ask_share_danger",
        intent="ask",
        loop="share_route",
        events=["user", "action", "bot"],
        slots=introduced(route_misses=misses),
    )
    assert says(turn.text, "rute-tilbage")
    assert SHARE.title in turn.text
    assert turn.counted == []
    assert SHARE.intro not in turn.text
    assert SHARE.questions[0].explain not in turn.text, "it was no answer, so there is nothing to explain"
    assert not says(turn.text, "rute-udvej"), "what interrupted was understood"


@pytest.mark.parametrize("move", ["resume_route", "go_back", "restart_route"])
def test_after_a_move_the_question_is_asked_without_more_ado(actions: Actions, content: Content, move: str) -> None:
    events = ["user", "action", "bot"]
    turn = actions.run("action_ask_share_role", intent=move, loop="share_route", events=events, slots=introduced())
    assert turn.text == f"**{SHARE.questions[1].text}**"
    assert turn.counted == []
