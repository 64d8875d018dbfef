"""What is asked right after an answer."""

from collections.abc import Iterator

import pytest

from bot.core.payloads import show_follow_up
from bot.knowledge import follow_ups
from tests.support.actions import Actions, Turn, introduced, says, show, withdraw
from tests.support.content import Content
from tests.support.follow_ups import follow_up, key_of, write_follow_ups

NO, LONG, WHO = "Hvad hvis de siger nej?", "Hvor længe gælder det?", "Hvem spørger jeg?"


@pytest.fixture
def asked(content: Content, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three things are asked after ``alfa``, and one after the legal ``delta``."""
    write_follow_ups(
        content.folder,
        {
            "alfa": [
                follow_up(NO, answer="Så vent en uge."),
                follow_up(LONG, card="beta"),
                follow_up(WHO, answer="Lederen."),
            ],
            "delta": [follow_up(NO, answer="Så del det ikke.")],
        },
    )
    monkeypatch.setattr(follow_ups, "FOLLOW_UPS", content.folder / "opfoelgning")
    follow_ups.follow_ups_of.cache_clear()
    yield
    follow_ups.follow_ups_of.cache_clear()


def after(actions: Actions, card: str, *titles: str, surely: bool = True) -> Turn:
    found = {"card": card, "keys": [key_of(title) for title in titles], "surely": surely}
    return actions.run(
        "action_answer_follow_up", intent="ask_follow_up", follow_ups=found, slots=introduced(last_card=card)
    )


def test_its_own_answer_is_given_as_of_the_card_it_follows(actions: Actions, content: Content, asked: None) -> None:
    turn = after(actions, "alfa", NO)
    assert turn.text.startswith("Så vent en uge.")
    assert turn.custom["card"] == turn.slots["last_card"] == "alfa"
    assert turn.counted == [("answered", "alfa")]


def test_another_card_answers_where_it_is_named(actions: Actions, content: Content, asked: None) -> None:
    turn = after(actions, "alfa", LONG)
    assert turn.custom["card"] == "beta"
    assert content.load().cards["beta"].body in turn.text


def test_a_legal_answer_says_what_it_is_worth_and_who_decides(actions: Actions, content: Content, asked: None) -> None:
    turn = after(actions, "delta", NO)
    assert turn.text.startswith("Så del det ikke.")
    assert turn.custom["outcome"] == "consent_guidance"
    assert "vejledning, ikke juridisk rådgivning" in turn.text
    assert turn.custom["sources"][-1]["title"] == "Forvaltningsloven § 27"


def test_what_else_may_be_meant_stands_first_among_the_buttons(actions: Actions, content: Content, asked: None) -> None:
    turn = after(actions, "alfa", NO, WHO, LONG, surely=False)
    assert turn.payloads[:2] == [show_follow_up("alfa", key_of(WHO)), show_follow_up("alfa", key_of(LONG))]
    assert turn.payloads[-1] == "/ask_person"


def test_a_button_shows_its_answer(actions: Actions, content: Content, asked: None) -> None:
    entities = {"card": "alfa", "follow_up": key_of(WHO)}
    turn = actions.run("action_show_follow_up", intent="show_follow_up", entities=entities, slots=introduced())
    assert turn.text.startswith("Lederen.")


@pytest.mark.parametrize(
    "entities", [{"card": "alfa", "follow_up": "00000000"}, {"card": "findes-ikke", "follow_up": "x"}, {}]
)
def test_what_was_withdrawn_since_is_told(
    actions: Actions, content: Content, asked: None, entities: dict[str, str]
) -> None:
    turn = actions.run("action_show_follow_up", intent="show_follow_up", entities=entities, slots=introduced())
    assert says(turn.text, "trukket-tilbage")


def test_where_the_card_was_withdrawn_the_question_is_answered_by_itself(
    actions: Actions, content: Content, asked: None
) -> None:
    withdraw(content, "alfa")
    found = {"card": "alfa", "keys": [key_of(NO)], "surely": True}
    turn = actions.run("action_answer_follow_up", intent="ask_follow_up", follow_ups=found, answers=["gamma"])
    assert turn.custom["card"] == "gamma"


def test_beside_a_paragraph_that_is_only_near_the_likeliest_questions_are_offered(
    actions: Actions, content: Content, asked: None
) -> None:
    found = {"card": "alfa", "keys": [key_of(WHO), key_of(NO)], "surely": False}
    slots = introduced(last_card="alfa", seen_cards=["alfa"])
    turn = actions.run(
        "action_answer_question", answers=["alfa", "beta"], passage="Og mere om det.", follow_ups=found, slots=slots
    )
    offered = [show_follow_up("alfa", key_of(WHO)), show_follow_up("alfa", key_of(NO)), show("beta")]
    assert turn.payloads == [*offered, "/ask_person"]


def test_what_was_just_told_is_not_told_again(actions: Actions, content: Content, asked: None) -> None:
    first = after(actions, "alfa", NO, WHO)
    found = {"card": "alfa", "keys": [key_of(NO), key_of(WHO)], "surely": True}
    slots = introduced(last_card="alfa", seen_cards=first.slots["seen_cards"])
    again = actions.run("action_answer_follow_up", intent="ask_follow_up", follow_ups=found, slots=slots)
    assert "Lederen." in again.text
    assert "Så vent en uge." not in again.text


def test_a_yes_takes_what_is_asked_of_an_answer_where_that_was_offered(
    actions: Actions, content: Content, asked: None
) -> None:
    first = after(actions, "alfa", NO, WHO)
    turn = actions.run("action_take_offer", intent="affirm", slots=introduced(**first.slots))
    assert turn.text.startswith("Lederen.")


def test_a_card_that_may_be_meant_instead_is_a_button_under_what_is_asked_of_the_answer(
    actions: Actions, content: Content, asked: None
) -> None:
    found = {"card": "alfa", "keys": [key_of(NO)], "surely": False}
    turn = actions.run(
        "action_answer_follow_up",
        intent="ask_follow_up",
        follow_ups=found,
        answers={"alfa": 0.4, "gamma": 0.3, "beta": 0.01},
        slots=introduced(last_card="alfa"),
    )
    assert show("gamma") in turn.payloads and show("beta") not in turn.payloads[:1]


@pytest.mark.parametrize("certain", [0.7, 0.3])
def test_what_may_be_asked_of_the_last_answer_is_a_button_under_a_card_that_is_not_sure(
    actions: Actions, content: Content, asked: None, certain: float
) -> None:
    found = {"card": "alfa", "keys": [key_of(NO)], "surely": False}
    slots = introduced(last_card="alfa", seen_cards=["alfa"])
    turn = actions.run("action_answer_question", answers={"gamma": certain}, follow_ups=found, slots=slots)
    assert turn.custom["card"] == "gamma"
    assert show_follow_up("alfa", key_of(NO)) in turn.payloads
