"""A message that asks two things: the first is answered, the other named."""

from typing import Any

import pytest

from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import Knowledge
from tests.support.actions import Actions, show
from tests.support.content import Content

ASKED_ALSO, NOT_KNOWN = fixed_reply("spurgte-ogsaa").text, fixed_reply("spurgte-ogsaa-ukendt").text


def part(**certainties: float) -> dict[str, Any]:
    answers = [{"card": card, "certainty": certainty} for card, certainty in certainties.items()]
    return {"answers": answers, "parents_answers": []}


def test_what_else_was_asked_stands_first_among_the_buttons(actions: Actions, content: Content) -> None:
    parts = [part(alfa=0.9, epsilon=0.5), part(gamma=0.8, delta=0.3, beta=0.2)]
    turn = actions.run("action_answer_question", answers=["alfa"], also_asked=parts)
    assert turn.custom["card"] == "alfa"
    assert ASKED_ALSO in turn.text
    assert turn.payloads[:2] == [show("gamma"), show("delta")]


def test_the_question_that_is_answered_is_the_one_whose_best_card_was_given(actions: Actions, content: Content) -> None:
    parts = [part(gamma=0.9, alfa=0.4), part(alfa=0.8, beta=0.3)]
    turn = actions.run("action_answer_question", answers=["alfa"], also_asked=parts)
    assert turn.payloads[0] == show("gamma")


def test_what_is_not_known_of_two_questions_is_said(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"], also_asked=[part(alfa=0.9), part(gamma=0.01)])
    assert NOT_KNOWN in turn.text
    assert turn.custom["card"] == "alfa"


@pytest.mark.parametrize("parts", [[], [part(gamma=0.9)]], ids=["none", "one"])
def test_of_one_question_nothing_more_is_said(actions: Actions, content: Content, parts: list[Any]) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"], also_asked=parts)
    assert ASKED_ALSO not in turn.text
    assert NOT_KNOWN not in turn.text


def test_a_reply_that_answers_nothing_names_no_rest(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=[], also_asked=[part(alfa=0.9), part(gamma=0.9)])
    assert turn.counted == [("unanswered", None)]
    assert ASKED_ALSO not in turn.text


def test_in_a_choice_the_likeliest_of_each_question_come_first_and_nothing_is_said_to_be_asked_also(
    actions: Actions, content: Content
) -> None:
    parts = [part(gamma=0.4, alfa=0.3), part(delta=0.4, beta=0.2)]
    turn = actions.run("action_offer_cards", answers={"alfa": 0.2, "beta": 0.19}, also_asked=parts)
    assert turn.custom["outcome"] == "clarify"
    assert ASKED_ALSO not in turn.text
    assert turn.payloads[:2] == [show("gamma"), show("alfa")]
    assert len(turn.payloads) <= 6


def test_what_the_same_card_answers_best_is_no_other_question(actions: Actions, content: Content) -> None:
    parts = [part(alfa=0.9), part(alfa=0.8, gamma=0.2)]
    turn = actions.run("action_answer_question", answers=["alfa"], also_asked=parts)
    assert ASKED_ALSO not in turn.text


def test_the_way_out_of_a_choice_stays_however_many_cards_there_are(actions: Actions, knowledge: Knowledge) -> None:
    first, second = ["kontaktperson", "skolen-svarer-ikke"], ["lektiehjaelp-paa-skolen"]
    parts = [part(**dict.fromkeys(first, 0.3)), part(**dict.fromkeys(second, 0.3))]
    likely = ["fritidspas", "mobilforbud", "skoleskift", "undervisningspligt"]
    turn = actions.run("action_offer_cards", answers=likely, also_asked=parts)
    assert turn.payloads[:3] == [show(card) for card in (*first, *second)]
    assert turn.payloads[3:] == [show(likely[0]), "/none_of_them"]
