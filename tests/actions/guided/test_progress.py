"""How far a guided conversation says it is, and what its buttons are."""

from typing import Any

import pytest

from bot.guided.meeting.content import talk_content
from bot.guided.plan.content import PLACE_SHOWN
from bot.store import talks
from tests.support.actions import Actions, Turn, answered_until, introduced, keep_list
from tests.support.content import Content
from tests.support.plan_walk import CONTENT, EVERY_STEP, FIRST, LAST, OPEN, START, Talk, at, begun, unsure_at
from tests.support.routes import SHARE, pressed, typed

QUESTIONS = talk_content().steps


def kinds(turn: Turn) -> dict[str, str]:
    return {button["title"]: button["kind"] for button in turn.buttons if "kind" in button}


# The walk


@pytest.mark.usefixtures("knowledge")
class TestTheWalk:
    def test_it_begins_at_the_first_question_with_no_way_back(self, actions: Actions) -> None:
        _, turn = begun(actions)
        point = CONTENT.points[0]
        assert turn.custom["progress"] | {"of": 0} == {
            "part": point.title, "number": 1, "of": 0, "can_go_back": False, "can_skip": True,
        }  # fmt: skip

    @EVERY_STEP
    def test_at_every_question_it_is_one_of_those_of_the_part(self, actions: Actions, step_id: str) -> None:
        turn = unsure_at(actions, step_id).ask(typed("videre"))
        progress = turn.custom["progress"]
        assert 1 <= progress["number"] <= progress["of"]
        assert progress["can_go_back"] == (step_id != FIRST)
        assert progress["can_skip"] == ("skip" in kinds(turn).values())
        assert progress["can_skip"] == (not step_id.endswith("-mere") and step_id not in (PLACE_SHOWN, LAST))

    def test_each_answer_is_a_question_further_and_a_new_point_begins_anew(self, actions: Actions) -> None:
        talk = at(actions, OPEN)
        told = [talk.ask(START).custom["progress"]]
        while told[-1]["part"] == told[0]["part"]:
            told.append(talk.say(pressed(str(talk.step), "spring-over")).custom["progress"])
        numbers = [progress["number"] for progress in told]
        assert numbers == [*range(1, len(told)), 1]
        assert told[0]["part"].startswith("1. ") and told[-1]["part"].startswith("2. ")
        assert told[0]["of"] == told[-2]["of"] == len(told) - 1

    def test_adding_to_a_point_is_still_its_last_question(self, actions: Actions) -> None:
        turn = Talk(actions, "formaal-mere", answered_until("formaal-mere")).ask(typed("videre"))
        assert turn.custom["progress"]["number"] == turn.custom["progress"]["of"] > 1

    def test_an_example_is_help(self, actions: Actions) -> None:
        assert kinds(at(actions, OPEN).ask(START)) == {"Giv mig et eksempel": "help", "Spring over": "skip"}

    def test_what_is_said_in_between_tells_of_no_question(self, actions: Actions) -> None:
        assert "progress" not in at(actions, OPEN).do("action_stop_route", typed("stop", "stop_route")).custom

    @pytest.mark.parametrize(
        ("action", "intent"), [("action_delete_plan", "delete_plan"), ("action_restart_route", "restart_route")]
    )
    def test_to_keep_it_is_the_strong_button_and_to_lose_it_the_quiet_one(
        self, actions: Actions, action: str, intent: str
    ) -> None:
        turn = at(actions, OPEN).do(action, typed("slet", intent))
        assert list(kinds(turn).values()) == ["keep", "delete"]

    @pytest.mark.parametrize(
        ("action", "intent"), [("action_delete_plan", "delete_plan"), ("action_restart_route", "restart_route")]
    )
    @pytest.mark.parametrize("no", ["/deny", "nej"])
    def test_after_a_no_nothing_is_lost_and_that_is_said(
        self, actions: Actions, action: str, intent: str, no: str
    ) -> None:
        talk = at(actions, OPEN)
        before = talk.row
        talk.do(action, typed("slet", intent))
        assert talk.hear(typed(no, "deny")) == {}, "it is no answer to the question under way"
        turn = talk.do("action_give_fixed_reply", typed(no, "deny"))
        assert "ikke slettet" in turn.text
        assert turn.goes_on_with == "plan_walk"
        assert talk.row == before


# "Må jeg dele det?"


@pytest.mark.parametrize(
    ("answers", "number"), [({}, 1), ({"share_danger": "no"}, 2), ({"share_danger": "no", "share_role": "school"}, 3)]
)
def test_a_route_says_how_many_questions_there_are_at_most(
    actions: Actions, content: Content, answers: dict[str, str], number: int
) -> None:
    slot = list(SHARE.questions)[number - 1].id
    progress = actions.run(f"action_ask_share_{slot}", intent="ask", loop="share_route", slots=answers).custom[
        "progress"
    ]
    longest = max(len(path) for path in SHARE.every_path({key.removeprefix("share_"): v for key, v in answers.items()}))
    assert progress == {
        "part": SHARE.title, "number": number, "of": longest, "can_go_back": number > 1, "can_skip": False,
        **({"answered": [*answers][-1].removeprefix("share_")} if answers else {}),
    }  # fmt: skip


# Before a talk at school


def asked(actions: Actions, **slots: Any) -> Turn:
    slots = introduced(requested_slot="talk_answer", **slots)
    return actions.run("action_ask_talk_answer", intent="ask", loop="talk_preparation", slots=slots)


def test_a_parents_questions_are_counted_and_can_be_skipped(actions: Actions, content: Content) -> None:
    token = talks.begin()
    for number, step in enumerate(QUESTIONS, start=1):
        turn = asked(actions, talk=token, talk_step=step.id)
        assert turn.custom["progress"] == {
            "part": talk_content().title, "number": number, "of": len(QUESTIONS),
            "can_go_back": number > 1, "can_skip": True,
        }  # fmt: skip
        assert kinds(turn) == {"Spring over": "skip"}


def test_after_an_answer_that_may_have_more_one_goes_on_and_does_not_skip(actions: Actions, content: Content) -> None:
    step = next(step for step in QUESTIONS if step.several)
    keep_list("en-liste", **{step.id: "Hun tegner"})
    turn = asked(actions, talk="en-liste", talk_step=step.id)
    assert turn.custom["progress"]["can_skip"] is False
    assert kinds(turn) == {}
    assert any(title.startswith("Ikke mere") for title in (button["title"] for button in turn.buttons))
