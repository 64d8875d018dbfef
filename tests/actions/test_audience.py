"""Whom a reply is for, beyond what single replies show."""

import pytest

from actions.audience import LEADS, PARENT, STAFF, STAFFS_FORMS, VOICE
from actions.guided.meeting.form import PREPARATION
from bot.core.paths import ROOT
from bot.core.yaml_files import read_yaml
from bot.knowledge.responses import fixed_reply
from tests.support.actions import Actions
from tests.support.content import Content


def test_whoever_is_led_through_anything_but_the_parents_own_talk_is_led_as_staff() -> None:
    forms = read_yaml(ROOT / "domain.yml")["forms"]
    assert set(STAFFS_FORMS) == set(forms) - {PREPARATION.form}


@pytest.mark.parametrize(
    ("text", "voice", "header"),
    [
        ("jeg er lærer, hvem er bisidder", STAFF, "skole"),
        ("jeg er projektleder, hvem er bisidder", STAFF, STAFF),
        ("hvem kan gå med, min søn er bange", PARENT, PARENT),
    ],
)
def test_who_tells_what_she_is_need_not_say_it_again(
    actions: Actions, content: Content, text: str, voice: str, header: str
) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"], text=text)
    assert (turn.slots[VOICE], turn.custom["voice"]) == (voice, header)


def test_a_role_that_was_told_gives_way_to_another_that_is_told_outright(actions: Actions, content: Content) -> None:
    said = {VOICE: PARENT}
    told = actions.run("action_answer_question", answers=["alfa"], slots=said, text="jeg er skoleleder, hvad gør vi")
    assert told.slots[VOICE] == STAFF


def test_what_is_hers_does_not_change_a_role_that_was_told(actions: Actions, content: Content) -> None:
    said = {VOICE: STAFF}
    turn = actions.run("action_answer_question", answers=["alfa"], slots=said, text="min søn går på en anden skole")
    assert turn.custom["voice"] == STAFF


def test_an_answer_of_the_walk_tells_nothing_of_its_writer(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"], loop="plan_walk", text="jeg er mor til idéen")
    assert VOICE not in turn.slots


def test_that_she_leads_is_told_once_and_remembered(actions: Actions, content: Content) -> None:
    assert actions.run("action_answer_question", answers=["alfa"], text="jeg er skoleleder").slots[LEADS] is True
    assert LEADS not in actions.run("action_answer_question", answers=["alfa"], text="hvem betaler").slots
    assert actions.run("action_answer_question", answers=["alfa"], text="jeg er ikke leder").slots[LEADS] is False


def test_a_leader_is_told_that_the_leader_in_the_answer_may_be_herself(actions: Actions, content: Content) -> None:
    line = fixed_reply("du-er-lederen").text

    def told(card: str, **slots: object) -> bool:
        return line in actions.run("action_show_card", entities={"card": card}, slots=slots).text

    # Under guidance it says whom to ask: the leader. The other answer names none.
    assert told("delta", **{LEADS: True})
    assert not told("alfa", **{LEADS: True})
    assert not told("delta")
    assert not told("delta", **{LEADS: True, VOICE: PARENT})
