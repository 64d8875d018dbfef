"""What stands before and after an answer: that she was heard, and a person after two misses."""

import pytest

from bot.knowledge.responses import fixed_reply
from tests.support.actions import Actions
from tests.support.content import Content

HEARD, SORRY, RELIEF = (fixed_reply(key).text for key in ("hoerer-dig", "misforstod", "godt-ikke-fare"))
MISSED_TWICE = {"got_no_answer": True}


def test_who_tells_how_hard_it_is_is_heard_before_the_answer(actions: Actions, content: Content) -> None:
    tired = "jeg er så træt, læreren svarer mig ikke"
    assert actions.run("action_answer_question", text=tired, answers={"alfa": 0.9}).text.startswith(HEARD)
    assert HEARD not in actions.run("action_answer_question", text="hvem betaler", answers={"alfa": 0.9}).text


def test_nobody_is_told_twice_how_hard_it_sounds(actions: Actions, content: Content) -> None:
    tired = "jeg er så træt af det"
    first = actions.run("action_answer_question", text=tired, answers={"alfa": 0.9})
    assert first.slots["listened"] is True
    again = actions.run("action_answer_question", text=tired, answers={"alfa": 0.9}, slots={"listened": True})
    assert HEARD not in again.text


def test_a_correction_is_apologised_for(actions: Actions, content: Content) -> None:
    corrected = actions.run("action_answer_question", text="nej jeg mente mødet", answers={"alfa": 0.9})
    assert corrected.text.startswith(SORRY)
    stressed = actions.run(
        "action_answer_question", text="det er LÆREREN", answers={"alfa": 0.9}, metadata={"misunderstood": True}
    )
    assert stressed.text.startswith(SORRY)
    other = actions.run("action_answer_question", text="glem det. anden ting: hvem betaler", answers={"alfa": 0.9})
    assert SORRY not in other.text


@pytest.mark.parametrize("before", [{"follows_danger": 1}, {"check_in_waits": True}])
def test_who_denies_danger_is_answered_on_the_rest(
    actions: Actions, content: Content, before: dict[str, object]
) -> None:
    text = "nej han vil ikke dø. de skubber ham i frikvarteret"
    denied = actions.run("action_answer_question", text=text, answers={"alfa": 0.9}, metadata=before)
    assert denied.text.startswith(RELIEF)
    # Where nobody talked of danger, there is nothing to be glad of.
    assert RELIEF not in actions.run("action_answer_question", text=text, answers={"alfa": 0.9}).text


@pytest.mark.parametrize("action", ["action_say_not_known", "action_say_out_of_scope", "action_say_none_of_them"])
def test_after_two_misses_a_person_comes_first(actions: Actions, content: Content, action: str) -> None:
    missed = actions.run(action, intent="nlu_fallback", metadata=MISSED_TWICE)
    assert missed.payloads[0] == "/ask_person"
    assert missed.payloads.count("/ask_person") == 1
    assert fixed_reply("to-gange-forbi").text in missed.text
    assert actions.run(action, intent="nlu_fallback").payloads[0] != "/ask_person"


def test_a_check_in_is_no_miss(actions: Actions, content: Content) -> None:
    asked = {**MISSED_TWICE, "check_in_waits": True}
    missed = actions.run("action_say_not_known", intent="nlu_fallback", metadata=asked)
    assert fixed_reply("to-gange-forbi").text not in missed.text


def test_an_answer_after_a_miss_is_only_an_answer(actions: Actions, content: Content) -> None:
    answered = actions.run("action_answer_question", answers={"alfa": 0.9}, metadata=MISSED_TWICE)
    assert fixed_reply("to-gange-forbi").text not in answered.text
