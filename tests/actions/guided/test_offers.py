"""Where a guided route is offered, and how what comes in between leads back to it."""

from typing import Any

import pytest

from bot.guided.plan.content import plan_content
from bot.knowledge.responses import fixed_reply
from bot.store.publish import publish
from tests.support.actions import Actions, introduced, legal_card
from tests.support.content import Content
from tests.support.routes import CONSENT, SHARE

INTERRUPTIONS: dict[str, dict[str, Any]] = {
    "action_answer_question": {"answers": ["alfa"]},
    "action_offer_cards": {"intent": "ask_legal_unsure", "answers": ["alfa", "beta"]},
    "action_show_card": {"intent": "show_card", "entities": {"card": "alfa"}},
    "action_tell_source": {"intent": "ask_source"},
    "action_give_fixed_reply": {"intent": "ask_is_bot"},
    "action_say_not_known": {"intent": "nlu_fallback"},
    "action_say_out_of_scope": {"intent": "out_of_scope"},
    "action_make_family_notice": {"intent": "make_family_notice"},
}


# Interruptions


@pytest.mark.parametrize("form", ["share_route", "consent_form", "plan_walk"])
@pytest.mark.parametrize("action", INTERRUPTIONS)
def test_every_interruption_leads_back_to_the_route_under_way_and_to_none_otherwise(
    actions: Actions, content: Content, action: str, form: str
) -> None:
    assert actions.run(action, loop=form, **INTERRUPTIONS[action]).goes_on_with == form
    assert actions.run(action, **INTERRUPTIONS[action]).events == []


def test_an_interruption_that_fails_leads_back_too(actions: Actions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////dev/null/x.sqlite")
    turn = actions.run("action_answer_question", answers=["alfa"], loop="share_route")
    assert turn.custom["outcome"] == "error"
    assert turn.goes_on_with == "share_route"


# What is offered under cards


@pytest.mark.parametrize(
    ("card", "payload"),
    [
        *((card, "/start_share_route") for card in SHARE.offered_after),
        *((card, "/make_consent_form") for card in CONSENT.offered_after),
        *((card, "/start_plan") for card in plan_content().texts.offered_after),
    ],
)
def test_a_route_is_offered_under_its_cards_but_not_in_the_middle_of_one(
    actions: Actions, content: Content, card: str, payload: str
) -> None:
    legal_card(content, card)
    publish(content.load())
    offered = actions.run("action_answer_question", answers=[card]).payloads
    assert [one for one in offered if not one.startswith("/show_follow_up")] == [payload]
    for form in ("share_route", "plan_walk"):
        assert actions.run("action_answer_question", answers=[card], loop=form).payloads == []


def test_no_route_is_offered_under_other_cards(actions: Actions, content: Content) -> None:
    assert actions.run("action_answer_question", answers=["delta"]).payloads == []


def test_the_masking_is_told_once_in_a_turn(actions: Actions, content: Content) -> None:
    turn = {"intent": "ask", "metadata": {"masked": ["et navn"]}, "loop": "share_route"}
    answer = actions.run("action_answer_question", answers=["alfa"], **turn)
    question = actions.run("action_ask_share_role", events=["user", "action", "bot"], slots=introduced(), **turn)
    told = fixed_reply("maskeret").text.format(kinds="et navn")
    assert [told in reply.text for reply in (answer, question)] == [True, False]
