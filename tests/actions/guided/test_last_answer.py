"""The last answer: taken back, moved to the question before, corrected; and one that stood beside a question."""

import json
from typing import Any

import pytest

from bot.guided.answers import Answer, as_json
from bot.guided.meeting.content import FIRST_MEETING, talk_content
from bot.guided.meeting.talk import Talk as Meeting
from bot.knowledge.responses import fixed_reply
from bot.store import talks
from tests.support.actions import Actions, answered_until
from tests.support.content import Content
from tests.support.plan_walk import LAST, OPEN, START, STEPS, asks_for, at, correct
from tests.support.routes import pressed, typed

SECOND, THIRD = "skolens-udbytte", "helhedsplanens-udbytte"
TAKE_BACK = typed("det skal slettes, det var ikke til planen", "delete_plan")
MOVE_BACK = typed("ups, det var svar på det forrige", "go_back")
REPLIED = ("user", "action", "bot", "action")

# The walk


@pytest.mark.usefixtures("knowledge")
class TestTheWalk:
    def test_the_last_answer_is_taken_back_and_its_question_asked_again(self, actions: Actions) -> None:
        talk = at(actions, SECOND)
        talk.say(typed("læreren får ro"))
        turn = talk.say(TAKE_BACK)
        assert turn.text.startswith(fixed_reply("svar-slettet").text)
        assert asks_for(turn, talk, SECOND)
        assert talk.row == as_json(answered_until(SECOND))

    def test_an_answer_to_the_question_before_goes_there_behind_what_stands_there(self, actions: Actions) -> None:
        talk = at(actions, OPEN)
        talk.say(typed("drengene får lavet lektier"))
        talk.say(typed("mødrene tør komme på skolen"))
        turn = talk.say(MOVE_BACK)
        assert STEPS[OPEN].title in turn.text.splitlines()[0]
        assert asks_for(turn, talk, SECOND)
        assert talk.row is not None
        assert talk.row[OPEN] == {"text": "drengene får lavet lektier. mødrene tør komme på skolen"}
        assert SECOND not in talk.row

    @pytest.mark.parametrize(
        ("step", "given", "message"),
        [
            ("samarbejdet", {}, TAKE_BACK),
            (SECOND, {OPEN: Answer(option="trivsel")}, MOVE_BACK),
            (OPEN, {}, MOVE_BACK),
        ],
        ids=["nothing was answered", "it was a choice", "the question before is a choice"],
    )
    def test_what_can_not_be_done_is_left_to_what_the_words_mean_elsewhere(
        self, actions: Actions, step: str, given: dict[str, Answer], message: dict[str, Any]
    ) -> None:
        talk = at(actions, step, given)
        before = talk.row
        assert talk.hear(message) == {}
        assert talk.row == before

    def test_where_all_is_about_to_be_deleted_it_is_no_correction(self, actions: Actions) -> None:
        talk = at(actions, SECOND, asks_whether="delete")
        before = talk.row
        assert talk.hear(typed("slet det", "delete_plan")) == {}
        assert talk.row == before

    def test_an_answer_beside_a_question_is_kept_once_the_question_is_replied_to(self, actions: Actions) -> None:
        talk = at(actions, SECOND)
        both = typed("Læreren får ro til at undervise. Hvad er en AKT-lærer?", "ask")
        assert talk.hear(both) == {}, "the question is replied to first"
        turn = talk.go_on(both)
        assert talk.row is not None
        assert talk.row[SECOND] == {"text": "Læreren får ro til at undervise."}
        assert asks_for(turn, talk, THIRD)
        assert turn.text.startswith(fixed_reply("svar-ved-siden-af").text.split("{")[0])
        assert asks_for(talk.say(typed("slet det", "delete_plan")), talk, SECOND)

    def test_what_is_told_of_a_family_to_ask_about_it_is_kept_nowhere(self, actions: Actions) -> None:
        talk = at(actions, SECOND)
        before = talk.row
        turn = talk.go_on(typed("En dreng har det svært hjemme. Må jeg sige det til skolen?", "ask_legal"))
        assert asks_for(turn, talk, SECOND)
        assert talk.row == before

    def test_each_question_says_which_one_was_just_answered(self, actions: Actions) -> None:
        talk = at(actions, OPEN)
        assert "answered" not in talk.ask(START).custom["progress"]
        assert talk.say(typed("drengene får lavet lektier")).custom["progress"]["answered"] == OPEN
        assert talk.say(pressed(SECOND, "spring-over")).custom["progress"]["answered"] == SECOND

    def test_each_line_of_the_summary_leads_to_its_question(self, actions: Actions) -> None:
        talk = at(actions, LAST)
        turn = talk.ask(START)
        lines = [line for line in turn.text.splitlines() if line[:1].isdigit()]
        payloads = turn.custom["line_payloads"]
        assert len(payloads) == len(lines) > 20
        for line, payload in zip(lines, payloads, strict=True):
            question = json.loads(payload.removeprefix("/correct_this"))["question"]
            assert f". {STEPS[question].title}: " in line
            assert asks_for(talk.move("action_correct_answer", correct(question=question)), talk, question)


# Before a meeting


def meeting(**said: list[str]) -> dict[str, Any]:
    """The slots of a worker who prepares the first meeting and has answered this, by question."""
    talk = Meeting(talk_content(FIRST_MEETING.stem), {})
    for step_id, answers in said.items():
        step = talk.step(step_id)
        assert step
        for one in answers:
            talk = talk.with_answer(step, Answer(text=one))
        talk = talk.done_with(step) if step_id != [*said][-1] else talk
    token = talks.begin()
    talks.change(token, talk.as_json())
    slots = {"talk": token, "preparation": FIRST_MEETING.stem, "talk_step": [*said][-1], "introduced": True}
    return {**slots, "requested_slot": "talk_answer", "voice": "medarbejder"}


def said(slots: dict[str, Any]) -> dict[str, list[str]]:
    stored = talks.find(slots["talk"])
    assert stored
    return {step_id: [one["text"] for one in kept["answers"]] for step_id, kept in stored.answers.items()}


def hear(actions: Actions, slots: dict[str, Any], message: dict[str, Any], **turn: Any) -> None:
    slots |= actions.hear("validate_talk_preparation", loop="talk_preparation", slots=slots, **message, **turn)


def ask(actions: Actions, slots: dict[str, Any], message: dict[str, Any], **turn: Any) -> Any:
    return actions.run("action_ask_talk_answer", loop="talk_preparation", slots=slots, **message, **turn)


def test_the_last_of_several_items_is_taken_off_the_agenda(actions: Actions, content: Content) -> None:
    slots = meeting(hvem=["mig"], skolen=["en lærer", "vi har lokaler"])
    message = typed("det skal slettes, det var ikke til dagsordenen", "delete_talk")
    hear(actions, slots, message)
    assert said(slots) == {"hvem": ["mig"], "skolen": ["en lærer"]}
    assert slots["talk_step"] == "skolen"
    assert ask(actions, slots, message).text.startswith(fixed_reply("svar-slettet").text)


def test_an_item_is_moved_to_the_question_before_which_is_not_asked_again(actions: Actions, content: Content) -> None:
    slots = meeting(hvem=["mig"], skolen=["vores leder"])
    hear(actions, slots, MOVE_BACK)
    assert said(slots) == {"hvem": ["mig", "vores leder"]}
    assert slots["talk_step"] == "skolen"
    assert "Fra os kommer" in ask(actions, slots, MOVE_BACK).text.splitlines()[0]
    hear(actions, slots, typed("skolelederen"))
    hear(actions, slots, typed("det var det"))
    assert slots["talk_step"] == "med"


def test_an_answer_beside_a_question_stands_on_the_agenda(actions: Actions, content: Content) -> None:
    slots = meeting(hvem=["mig"], skolen=[])
    slots["talk_step"] = "skolen"
    both = typed("Vi vil gerne møde dem fra specialklassen. Hvad hedder lederen af den?", "ask")
    assert actions.hear("validate_talk_preparation", loop="talk_preparation", slots=slots, **both) == {}
    hear(actions, slots, both, events=REPLIED)
    assert said(slots)["skolen"] == ["Vi vil gerne møde dem fra specialklassen."]
    assert "Vi vil gerne møde dem fra specialklassen." in ask(actions, slots, both, events=REPLIED).text


def test_a_question_before_a_meeting_is_opened_again_and_shows_what_stands_there(
    actions: Actions, content: Content
) -> None:
    slots = meeting(hvem=["mig"], skolen=["en lærer"])
    turn = actions.run("action_correct_answer", loop="talk_preparation", slots=slots, **correct(question="hvem"))
    assert turn.slots["talk_step"] == "hvem"
    assert turn.goes_on_with == "talk_preparation"
    assert "»mig«" in ask(actions, slots | turn.slots, correct(question="hvem"), events=REPLIED).text


# "Må jeg dele det?"

AT_RECIPIENT = {"share_danger": "no", "share_role": "school", "requested_slot": "share_recipient"}


def test_the_last_choice_of_a_route_is_taken_back(actions: Actions, content: Content) -> None:
    found = actions.hear("validate_share_route", loop="share_route", slots=AT_RECIPIENT, **typed("slet det", "ask"))
    assert found == {"share_role": None, "route_misses": 0, "requested_slot": "share_role"}


def test_a_choice_beside_a_question_is_kept(actions: Actions, content: Content) -> None:
    both = typed("Det er til kommunen. Hvad er PPR?", "ask")
    found = actions.hear("validate_share_route", loop="share_route", slots=AT_RECIPIENT, events=REPLIED, **both)
    assert found["share_recipient"] == "municipality"


def test_a_question_of_a_route_is_opened_again(actions: Actions, content: Content) -> None:
    turn = actions.run("action_correct_answer", loop="share_route", slots=AT_RECIPIENT, **correct(question="danger"))
    assert turn.slots["share_danger"] is None
    assert turn.goes_on_with == "share_route"


@pytest.mark.parametrize("said", ["slet det", "det var til det forrige"])
def test_a_correction_of_nothing_is_no_answer(actions: Actions, content: Content, said: str) -> None:
    slots = {"requested_slot": "share_danger"}
    assert actions.hear("validate_share_route", loop="share_route", slots=slots, **typed(said, "go_back")) == {}
