"""What is not known, out of scope, or none of what was offered."""

import pytest

from bot.knowledge.responses import fixed_reply
from tests.support.actions import Actions, says, show
from tests.support.content import Content


def test_none_of_them_asks_for_other_words_says_whom_to_ask_and_drops_the_offer(
    actions: Actions, content: Content
) -> None:
    turn = actions.run("action_say_none_of_them", intent="none_of_them", slots={"offered_cards": ["alfa"]})
    assert says(turn.text, "ingen-af-dem")
    assert "din nærmeste leder" in turn.text
    assert turn.slots == {"introduced": True, "offered_cards": None}
    assert turn.payloads == ["/ask_capabilities", "/ask_person"]
    assert turn.counted == [("unanswered", None)]


def test_what_is_not_known_is_said_with_whom_to_ask(actions: Actions, content: Content) -> None:
    told = "din nærmeste leder"
    turn = actions.run("action_say_not_known", intent="nlu_fallback")
    assert says(turn.text, "ved-ikke")
    assert told in turn.text
    assert "{" not in turn.text
    assert turn.counted == [("unanswered", None)]
    assert turn.payloads == ["/ask_capabilities", "/ask_person"]


def test_what_is_out_of_scope_is_said_to_be_so(actions: Actions, content: Content) -> None:
    turn = actions.run("action_say_out_of_scope", intent="out_of_scope")
    assert says(turn.text, "uden-for-emnet")
    assert turn.counted == [("out_of_scope", None)]
    assert turn.payloads == ["/ask_capabilities", "/ask_person"]


@pytest.mark.parametrize("action", ["action_say_not_known", "action_say_out_of_scope"])
def test_what_is_nearest_is_named_where_it_is_near_enough(actions: Actions, content: Content, action: str) -> None:
    turn = actions.run(action, answers={"beta": 0.08, "gamma": 0.04, "alfa": 0.035, "epsilon": 0.01})
    assert fixed_reply("naermeste").text in turn.text
    assert turn.payloads == [show("beta"), show("gamma"), "/ask_person"]
    assert turn.slots["offered_cards"] == ["beta", "gamma"]
    far = actions.run(action, answers={"beta": 0.01})
    assert far.payloads == ["/ask_capabilities", "/ask_person"]


def test_none_of_them_leads_on_to_the_cards_that_were_not_shown_yet_and_then_to_other_words(
    actions: Actions, content: Content
) -> None:
    offered = ["alfa", "beta", "gamma", "delta", "epsilon"]
    turn = actions.run("action_say_none_of_them", intent="none_of_them", slots={"offered_cards": offered})
    assert turn.payloads == [show("epsilon"), "/ask_person", "/none_of_them"]
    assert turn.counted == [("clarify", None)]
    then = actions.run("action_say_none_of_them", intent="none_of_them", slots=turn.slots)
    assert then.slots["offered_cards"] is None
    assert then.counted == [("unanswered", None)]


@pytest.mark.parametrize("action", ["action_say_not_known", "action_say_none_of_them"])
def test_what_may_miss_the_danger_just_answered_ends_with_where_help_is(
    actions: Actions, content: Content, action: str
) -> None:
    after = actions.run(action, intent="nlu_fallback", metadata={"follows_danger": 2})
    assert "112" in after.text
    assert "112" not in actions.run(action, intent="nlu_fallback").text
