"""Where somebody may be in danger, that is asked: the number first, then one question."""

import json
from typing import Any

import pytest

from bot.channels.input_filter import read
from bot.guided.share.route import Question
from bot.knowledge.danger import VOICES
from bot.knowledge.other_languages import other_languages
from tests.support.actions import Actions, show
from tests.support.crisis import HOME, REPLIES, written
from tests.support.routes import BY_SLOT


@pytest.mark.parametrize("voice", VOICES)
def test_where_somebody_may_be_in_danger_the_number_comes_first_and_then_one_question(
    actions: Actions, store_away: None, voice: str
) -> None:
    found = {**HOME, "voice": voice}
    turn = actions.run("action_ask_whether_danger", intent="perhaps_danger", danger=found, loop="plan_walk")
    assert "112" in turn.text.split("\n\n")[0]
    # A grown-up may be worried without knowing; a child is not asked to weigh it.
    worried = {"staff": [show("bekymret-i-dag")], "parent": [show("foraelder-bekymret")]}.get(voice, [])
    assert turn.payloads == [
        f'/confirm_danger{{"kind": "vold-hjemme", "voice": "{voice}", "language": "da"}}',
        *worried,
        "/deny_danger",
    ]
    assert turn.custom["outcome"] == "clarify"
    assert turn.custom["danger"]["sure"] is False
    assert turn.goes_on_with == "action_listen", "what is under way waits"
    assert not turn.stops_the_route


def test_a_yes_gets_the_reply_of_that_kind_for_that_reader(actions: Actions) -> None:
    turn = actions.run(
        "action_tell_where_help_is", intent="confirm_danger", entities={"kind": "bande", "voice": "child"}
    )
    assert turn.custom["danger"] == {"kind": "bande", "voice": "child", "language": "da", "sure": True}


def test_a_yes_of_a_kind_there_is_not_gets_all_the_numbers(actions: Actions) -> None:
    turn = actions.run(
        "action_tell_where_help_is", intent="confirm_danger", entities={"kind": "findes-ikke", "voice": "ingen"}
    )
    assert written(REPLIES.kinds["akut"].staff) in turn.text


def confirmed(kind: str, voice: str = "staff") -> dict[str, Any]:
    fields = {"kind": kind, "voice": voice}
    return {"intent": "confirm_danger", "entities": fields, "text": f"/confirm_danger{json.dumps(fields)}"}


DENIED = {"intent": "deny_danger", "text": "/deny_danger"}


@BY_SLOT
def test_neither_button_of_the_check_in_answers_the_question_of_a_route(
    actions: Actions, form: str, prefix: str, question: Question
) -> None:
    """Else who says that somebody is in danger is asked the next question."""
    slots = {"requested_slot": f"{prefix}_{question.id}"}
    taken_for_an_answer = [
        button["text"]
        for button in (*map(confirmed, REPLIES.kinds), DENIED)
        if actions.hear(f"validate_{form}", loop=form, slots=slots, **button)
    ]
    assert taken_for_an_answer == []


def test_the_check_in_is_made_in_the_language_of_the_message(actions: Actions) -> None:
    found = {**HOME, "language": "tr"}
    turn = actions.run("action_ask_whether_danger", intent="perhaps_danger", danger=found)
    turkish = other_languages()["tr"]
    assert turn.text.startswith(turkish.check_in)
    assert [button["title"] for button in turn.buttons] == [turkish.yes_button, turkish.no_button]


def test_a_yes_is_answered_in_the_language_it_was_asked_in(actions: Actions) -> None:
    found = {**HOME, "language": "tr"}
    yes = actions.run("action_ask_whether_danger", intent="perhaps_danger", danger=found).payloads[0]
    assert read(yes).text == yes, "the button is let through"
    fields = json.loads(yes.removeprefix("/confirm_danger"))
    turn = actions.run("action_tell_where_help_is", intent="confirm_danger", entities=fields)
    assert turn.text.startswith(other_languages()["tr"].groups.violence)


def test_a_no_without_the_words_before_it_goes_back_to_the_question(actions: Actions) -> None:
    turn = actions.run("action_say_not_danger", intent="deny_danger", loop="plan_walk")
    assert turn.custom["outcome"] == "clarify"
    assert turn.goes_on_with == "plan_walk"
