"""What strangers asked, and what a person sees of the answer."""

from typing import Any

import pytest

from bot.evaluation.shares import Share
from bot.evaluation.strangers import (
    Question,
    Seen,
    measure,
    seen_of,
)


def reply(card: str | None, outcome: str, *buttons: str) -> dict[str, Any]:
    shown = [{"title": "x", "payload": payload} for payload in buttons]
    return {"text": "x", "buttons": shown, "custom": {"card": card, "outcome": outcome}}


def figures(asked: Question, one: Seen) -> dict[str, Share]:
    return {share.name: share for share in measure([asked], [one])}


def test_a_person_sees_the_card_and_the_cards_on_the_buttons() -> None:
    seen = seen_of([reply("a", "answered", '/show_card{"card": "b"}', "/none_of_them", '/show_card{"card": "c"}')])
    assert seen == Seen("answered", "a", ("b", "c"))


def test_no_reply_is_no_card() -> None:
    assert seen_of([]).card is None


def test_a_right_card_on_a_button_is_among_and_not_first() -> None:
    found = figures(Question("x", ["b"]), Seen("answered", "a", ("b",)))
    assert found["rigtigt svar først"].hits == 0
    assert found["rigtigt svar først eller blandt knapperne"].hits == 1


@pytest.mark.parametrize(
    ("seen", "nothing_known", "no_answer", "outright"),
    [
        (Seen("answered", "a", ()), 0, 0, 1),
        (Seen("answered", "a", (), "likely"), 0, 0, 0),
        (Seen("clarify", "a", (), "nearest"), 0, 1, 0),
        (Seen("clarify", None, ("a",)), 0, 1, 0),
        (Seen("out_of_scope", None, ()), 1, 1, 0),
    ],
)
def test_where_no_card_answers_it_counts_how_sure_a_card_is_said_to_be(
    seen: Seen, nothing_known: int, no_answer: int, outright: int
) -> None:
    found = figures(Question("x", []), seen)
    assert found["uden svar hos os: sagt, at vi ikke ved det"].hits == nothing_known
    assert found["uden svar hos os: sagt det, eller kun vist det nærmeste"].hits == no_answer
    assert found["uden svar hos os: svaret uden forbehold"].hits == outright


def test_in_danger_the_crisis_reply_is_a_right_answer() -> None:
    asked = Question("x", [], danger=True)
    assert figures(asked, Seen("crisis", None, ()))["rigtigt svar først"].hits == 1
    assert figures(asked, Seen("clarify", None, ()))["rigtigt svar først"].hits == 0
    assert figures(Question("x", ["a"]), Seen("crisis", None, ()))["rigtigt svar først"].hits == 0


def test_a_near_miss_given_guidance_is_taken_for_law() -> None:
    near, law = Question("x", [], legal=False), Question("y", ["a"], legal=True)
    seen = Seen("consent_guidance", "a", ())
    found = {share.name: share for share in measure([near, law], [seen, seen])}
    assert found["ligner jura: taget for jura"].hits == 1
    assert found["jura: mødt med vejledning eller valg af den"].hits == 1
