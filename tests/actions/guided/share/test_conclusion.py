"""The end of the route "Må jeg dele det?"; tests/paths/ goes to its every end."""

import json

import pytest

from bot.guided.share.route import Answers
from bot.knowledge.schema import Knowledge
from tests.support.actions import Actions, says, show
from tests.support.content import Content
from tests.support.machine import free_port
from tests.support.share_conclusions import PATHS, SLOTS, TABLE, check_the_end_of, conclusion_of, walk

# One way to each conclusion.
ENDS = {conclusion_of(path): path for path in PATHS}


def test_every_conclusion_of_the_table_can_be_reached() -> None:
    assert ENDS.keys() == TABLE["conclusions"].keys()


@pytest.mark.parametrize("name", TABLE["conclusions"])
def test_a_conclusion_is_told_as_the_table_has_it(actions: Actions, knowledge: Knowledge, name: str) -> None:
    check_the_end_of(ENDS[name], actions, knowledge)


def test_every_conclusion_that_waits_for_a_consent_has_the_form_and_no_yes_has_it() -> None:
    """The button is part of the content; a table where nothing has it would make the test above prove less."""
    with_form = {name for name, conclusion in TABLE["conclusions"].items() if conclusion.get("form")}
    assert {"sensitive_wait", "ask_first", "ask_again"} <= with_form
    assert not {name for name in with_form if "with_consent" in name or "refused" in name or "danger" in name}


def test_a_child_in_danger_ends_the_route_before_anything_else_is_asked(actions: Actions, knowledge: Knowledge) -> None:
    turn, _slots = walk(actions, {"danger": "now"})
    assert turn.custom["danger"]["kind"] == "vold-hjemme"
    assert turn.payloads == [show("underretning")]
    assert turn.custom["card"] is None


@pytest.mark.parametrize("path", [{"danger": "worried", "role": "school"}, {"danger": "worried", "role": "volunteer"}])
def test_what_is_offered_under_a_conclusion_is_what_a_yes_and_a_number_take(
    actions: Actions, knowledge: Knowledge, path: Answers
) -> None:
    turn, _slots = walk(actions, path)
    offered = [json.loads(payload.removeprefix("/show_card"))["card"] for payload in turn.payloads if "card" in payload]
    assert len(offered) >= 2
    assert turn.slots["offered_cards"] == offered


def test_a_conclusion_whose_card_was_withdrawn_says_so_and_ends_the_route(actions: Actions, content: Content) -> None:
    slots = {"share_danger": "worried", "share_role": "school"}
    turn = actions.run("action_conclude_share_route", intent="answer_question", slots=slots)
    assert says(turn.text, "trukket-tilbage")
    assert turn.counted == [("unanswered", None)]
    assert {slot: turn.slots[slot] for slot in SLOTS} == dict.fromkeys(SLOTS)


@pytest.mark.parametrize("slots", [{}, {"share_danger": "no"}], ids=["nothing answered", "not all answered"])
def test_without_all_its_answers_the_route_concludes_nothing(
    actions: Actions, content: Content, slots: dict[str, str]
) -> None:
    turn = actions.run("action_conclude_share_route", slots=slots)
    assert says(turn.text, "rute-ingen")
    assert (turn.custom["card"], turn.slots) == (None, {"introduced": True})


def test_a_conclusion_that_could_not_be_told_keeps_its_answers(
    actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")
    slots = {"share_danger": "worried", "share_role": "school"}
    turn = actions.run("action_conclude_share_route", intent="answer_question", slots=slots)
    assert turn.custom["outcome"] == "error"
    assert turn.slots == {"introduced": True}
