"""What is always said in the same way."""

import pytest

from actions.smalltalk import REPLY_OF_INTENT
from bot.core.paths import ROOT
from bot.core.yaml_files import read_yaml
from bot.knowledge.responses import fixed_reply
from bot.sites.contacts import numbers
from tests.support.actions import Actions, introduced, says
from tests.support.content import Content


@pytest.mark.parametrize(("intent", "key"), REPLY_OF_INTENT.items())
def test_an_intent_with_a_fixed_reply_gets_it(actions: Actions, content: Content, intent: str, key: str) -> None:
    turn = actions.run("action_give_fixed_reply", intent=intent, slots=introduced(last_card="alfa"))
    assert turn.text == fixed_reply(key).text.format(**numbers())
    assert turn.counted == [(fixed_reply(key).outcome.value, None)]
    assert turn.payloads == {
        "greet": ["/ask_capabilities", "/parent_asks"],
        "not_helped": ["/ask_capabilities", "/ask_person"],
        "sigh": ["/ask_person"],
        "ask_capabilities": ["/parent_asks"],
    }.get(intent, [])
    assert turn.slots == {"introduced": True, **({"offered_cards": None} if intent == "deny" else {})}


def test_every_rule_with_a_fixed_reply_has_an_intent_with_one() -> None:
    rules = [rule["steps"] for path in (ROOT / "data" / "rules").glob("*.yml") for rule in read_yaml(path)["rules"]]
    called_for = {steps[0]["intent"] for steps in rules if steps[1].get("action") == "action_give_fixed_reply"}
    assert called_for == set(REPLY_OF_INTENT)


def test_an_intent_without_a_fixed_reply_gets_a_calm_one(actions: Actions, content: Content) -> None:
    turn = actions.run("action_give_fixed_reply", intent="noget_nyt")
    assert turn.counted == [("error", None)]
    assert says(turn.text, "fejl")


def test_a_no_drops_what_was_offered(actions: Actions, content: Content) -> None:
    turn = actions.run("action_give_fixed_reply", intent="deny", slots={"offered_cards": ["alfa"]})
    assert turn.slots["offered_cards"] is None


def test_who_wants_a_person_is_told_whom_to_go_to(actions: Actions, content: Content) -> None:
    staff = actions.run("action_name_a_person", intent="ask_person")
    parent = actions.run("action_name_a_person", intent="ask_person", slots={"voice": "foraelder"})
    assert says(staff.text, "menneske")
    assert "nærmeste leder" in staff.text
    assert says(parent.text, "menneske-foraelder")
    assert "kontoret" in parent.text
    assert staff.counted == parent.counted == [("smalltalk", None)]


def test_under_what_only_the_place_knows_stands_what_we_know_that_may_be_meant(
    actions: Actions, content: Content
) -> None:
    turn = actions.run("action_say_where_to_look", intent="local_fact", answers={"beta": 0.2, "alfa": 0.01})
    assert says(turn.text, "lokalt")
    assert turn.payloads == ['/show_card{"card": "beta"}', "/ask_person"]
    assert turn.slots["offered_cards"]


def test_what_only_the_place_knows_is_said_to_stand_elsewhere(actions: Actions, content: Content) -> None:
    staff = actions.run("action_say_where_to_look", intent="local_fact")
    assert says(staff.text, "lokalt")
    assert staff.payloads == ["/ask_person"]
    assert staff.counted == [("unanswered", None)]
    parent = actions.run("action_say_where_to_look", intent="local_fact", slots={"voice": "foraelder"})
    assert says(parent.text, "lokalt-foraelder")
