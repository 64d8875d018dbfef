"""The route "Må jeg dele det?" to its every end."""

import itertools
import json
from typing import Any

import pytest
import yaml

from bot.channels.input_filter import read
from bot.guided.share.route import SHARE_ROUTE, Answers, route
from bot.knowledge.schema import WHAT_TO_DO, Knowledge
from tests.support.actions import Actions, Turn, introduced, says, show
from tests.support.content import Content
from tests.support.machine import free_port

# The decision table as the jurist reads it, without our own way of walking it.
TABLE: dict[str, Any] = yaml.safe_load(SHARE_ROUTE.read_text(encoding="utf-8"))
OPTIONS = {question["id"]: [option["id"] for option in question["options"]] for question in TABLE["questions"]}
PATHS = list(route(SHARE_ROUTE).every_path())
# Every way all five questions could be answered, asked or not.
COMBINATIONS = [dict(zip(OPTIONS, chosen, strict=True)) for chosen in itertools.product(*OPTIONS.values())]
SLOTS = [f"share_{question}" for question in OPTIONS]

MAKE_FORM, MAKE_NOTICE, RESUME = "/make_consent_form", "/make_family_notice", "/resume_route"


def decided(answers: Answers) -> str:
    """The conclusion of the first row that fits a full set of answers."""
    return next(
        row["then"]
        for row in TABLE["table"]
        if all(answers[question] in allowed for question, allowed in row["when"].items())
    )


def fits(path: Answers, combination: Answers) -> bool:
    return path.items() <= combination.items()


def walk(actions: Actions, path: Answers) -> tuple[Turn, dict[str, Any]]:
    """Press a button for each answer, as long as the route asks; gives the conclusion and what was then remembered."""
    slots: dict[str, Any] = introduced()
    slots |= actions.hear("validate_share_route", intent="start_share_route", slots=slots, loop="share_route")
    pressed: dict[str, Any] = {}
    while requested := slots["requested_slot"]:
        asked = actions.run(f"action_ask_{requested}", intent="answer_question", slots=slots, loop="share_route")
        question = requested.removeprefix("share_")
        fields = {"question": question, "option": path[question]}
        payload = f"/answer_question{json.dumps(fields)}"
        assert payload in asked.payloads
        pressed = {"intent": "answer_question", "entities": fields, "text": payload}
        slots |= actions.hear("validate_share_route", slots=slots, loop="share_route", **pressed)
    return actions.run("action_conclude_share_route", slots=slots, **pressed), slots


def test_every_combination_of_answers_is_on_exactly_one_path() -> None:
    assert len(PATHS) > 200
    for combination in COMBINATIONS:
        assert sum(fits(path, combination) for path in PATHS) == 1, combination


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(path.values()))
def test_every_path_ends_in_its_conclusion(actions: Actions, knowledge: Knowledge, path: Answers) -> None:
    # Whatever would have been answered to what was not asked, it would have ended there too.
    (name,) = {decided(combination) for combination in COMBINATIONS if fits(path, combination)}
    conclusion = TABLE["conclusions"][name]
    turn, slots = walk(actions, path)
    assert {question: slots.get(f"share_{question}") for question in path} == path, "no more and no less was asked"
    assert {slot for slot in SLOTS if slots.get(slot)} == {f"share_{question}" for question in path}

    crisis = name == "danger_now"
    assert turn.custom["outcome"] == ("crisis" if crisis else "consent_guidance")
    assert turn.custom["card"] == (None if crisis else conclusion["card"])
    assert turn.counted == [(turn.custom["outcome"], turn.custom["card"])]
    assert (MAKE_FORM in turn.payloads) == (MAKE_NOTICE in turn.payloads) == conclusion.get("form", False)
    assert {slot: turn.slots[slot] for slot in SLOTS} == dict.fromkeys(SLOTS)
    assert turn.slots["share_learned"] == path
    assert turn.goes_on_with is None
    if not crisis:
        card = knowledge.cards[conclusion["card"]]
        assert conclusion["verdict"] in turn.text
        assert conclusion["text"] in turn.text
        assert card.body.split("\n\n")[-1] in turn.text and WHAT_TO_DO in turn.text
        assert says(turn.text, "vejledning")
        assert [source["title"] for source in turn.custom["sources"]][-1] == card.law
        assert turn.custom["reviewed"] == card.reviewed.isoformat()
        assert show(card.id) in turn.payloads
        assert turn.slots["last_card"] == card.id
        assert turn.payloads[-1] == "/start_share_route"
        assert all(read(payload).text == payload for payload in turn.payloads)


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
