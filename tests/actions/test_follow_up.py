"""Going on from an answer: its source, more of it, less of it, and what was offered under it."""

from typing import Any

import pytest

from tests.support.actions import Actions, introduced, says, show, withdraw
from tests.support.content import Content

# What was offered


def test_a_yes_takes_the_first_card_offered(actions: Actions, content: Content) -> None:
    turn = actions.run("action_take_offer", intent="affirm", slots={"offered_cards": ["gamma", "alfa"]})
    assert turn.custom["card"] == "gamma"
    assert "gamma" not in turn.slots["offered_cards"], "an offer is taken once"


def test_a_yes_takes_the_first_card_offered_that_is_still_in_force(actions: Actions, content: Content) -> None:
    withdraw(content, "gamma")
    turn = actions.run("action_take_offer", intent="affirm", slots={"offered_cards": ["gamma", "beta"]})
    assert turn.custom["card"] == "beta"


@pytest.mark.parametrize("offered", [None, [], ["findes-ikke"]], ids=["never", "none", "withdrawn"])
def test_a_yes_to_nothing_invites_a_question(actions: Actions, content: Content, offered: list[str] | None) -> None:
    turn = actions.run("action_take_offer", intent="affirm", slots={"offered_cards": offered})
    assert says(turn.text, "ja")
    assert turn.counted == [("smalltalk", None)]


# Going on from an answer


def test_asked_where_it_says_so_the_last_answers_source_is_told(actions: Actions, content: Content) -> None:
    turn = actions.run("action_tell_source", slots=introduced(last_card="beta", seen_cards=["alfa", "beta"]))
    assert turn.counted == [("answered", "beta")]
    assert turn.custom["sources"] == [{"title": "Samarbejde i praksis (Et center, 2014)", "section": "Konklusion"}]
    assert turn.custom["reviewed"] == "2024-05-17"
    assert "Konklusion" in turn.text
    assert content.load().cards["beta"].body not in turn.text
    assert turn.slots["last_card"] == "beta"
    assert turn.slots["offered_cards"] == ["gamma"], "what its buttons offer"


def test_asked_for_more_each_related_card_is_told_once_and_then_there_is_no_more(
    actions: Actions, content: Content
) -> None:
    slots: dict[str, Any] = {}
    turn = actions.run("action_answer_question", answers=["alfa"])
    told = [turn.custom["card"]]
    for _ in range(6):
        slots |= turn.slots
        turn = actions.run("action_tell_more", intent="ask_more", slots=slots)
        told.append(turn.custom["card"])
    # alfa -> beta -> gamma, whose list is empty
    assert told == ["alfa", "beta", "gamma", None, None, None, None]
    assert says(turn.text, "ikke-mere")
    assert turn.counted == [("smalltalk", None)]
    assert slots["seen_cards"] == ["alfa", "beta", "gamma"]


def test_asked_for_more_a_withdrawn_card_is_passed_over(actions: Actions, content: Content) -> None:
    withdraw(content, "beta")
    turn = actions.run("action_tell_more", slots={"last_card": "alfa", "seen_cards": ["alfa"]})
    assert turn.custom["card"] == "gamma"


def test_when_there_is_no_more_the_related_cards_can_be_seen_again(actions: Actions, content: Content) -> None:
    turn = actions.run("action_tell_more", slots={"last_card": "beta", "seen_cards": ["alfa", "gamma", "beta"]})
    assert says(turn.text, "ikke-mere")
    assert turn.payloads == [show("alfa"), show("gamma")]


@pytest.mark.parametrize("action", ["action_tell_source", "action_tell_more"])
def test_before_any_answer_there_is_nothing_to_go_on_from(actions: Actions, content: Content, action: str) -> None:
    turn = actions.run(action)
    assert says(turn.text, "intet-at-vise")
    assert (turn.counted, turn.buttons) == ([("smalltalk", None)], [])


@pytest.mark.parametrize("action", ["action_tell_source", "action_tell_more"])
def test_a_last_answer_that_was_withdrawn_is_not_told_of(actions: Actions, content: Content, action: str) -> None:
    withdraw(content, "alfa")
    turn = actions.run(action, slots={"last_card": "alfa", "seen_cards": ["alfa"]})
    assert turn.custom["card"] is None
    assert turn.custom["sources"] == []


@pytest.mark.parametrize("action", ["action_tell_source", "action_tell_more"])
def test_a_last_answer_that_was_withdrawn_is_said_to_be_so(actions: Actions, content: Content, action: str) -> None:
    withdraw(content, "alfa")
    turn = actions.run(action, slots={"last_card": "alfa", "seen_cards": ["alfa"]})
    assert says(turn.text, "trukket-tilbage")


# Short follow-ups


@pytest.mark.parametrize(
    ("intent", "card"), [("choose_first", "gamma"), ("choose_second", "alfa"), ("affirm", "gamma")]
)
def test_the_card_at_the_named_place_is_taken(actions: Actions, content: Content, intent: str, card: str) -> None:
    turn = actions.run("action_take_offer", intent=intent, slots={"offered_cards": ["gamma", "alfa"]})
    assert turn.custom["card"] == card


def test_a_place_nothing_was_offered_at_invites_a_question(actions: Actions, content: Content) -> None:
    turn = actions.run("action_take_offer", intent="choose_third", slots={"offered_cards": ["gamma", "alfa"]})
    assert says(turn.text, "ja")


def test_somebody_who_wants_it_shorter_gets_the_first_paragraph_alone(actions: Actions, content: Content) -> None:
    body = content.load().cards["alfa"].body
    turn = actions.run("action_tell_shorter", intent="ask_shorter", slots=introduced(last_card="alfa"))
    assert turn.text == body.split("\n\n")[0] != body
    assert turn.custom["card"] == "alfa"


def test_who_wants_it_again_gets_the_whole_answer_again(actions: Actions, content: Content) -> None:
    turn = actions.run("action_tell_again", intent="ask_again", slots=introduced(last_card="alfa"))
    assert turn.custom["card"] == "alfa"
    assert content.load().cards["alfa"].body in turn.text
    assert says(actions.run("action_tell_again", intent="ask_again").text, "intet-at-vise")


def test_in_a_guided_conversation_its_question_follows_by_itself(actions: Actions, content: Content) -> None:
    turn = actions.run("action_tell_again", intent="ask_again", slots=introduced(last_card="alfa"), loop="share_route")
    assert says(turn.text, "her-er-det-igen")
