"""The route "Må jeg dele det?" walked to an end, and what must stand there."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

from bot.channels.input_filter import read
from bot.core.yaml_files import read_yaml
from bot.guided.share.route import SHARE_ROUTE, Answers, route
from bot.knowledge.schema import WHAT_TO_DO, Knowledge
from tests.support.actions import Actions, Turn, introduced, says, show

# The decision table as the jurist reads it, without our own way of walking it.
TABLE: dict[str, Any] = read_yaml(SHARE_ROUTE)
OPTIONS = {question["id"]: [option["id"] for option in question["options"]] for question in TABLE["questions"]}
PATHS = list(route(SHARE_ROUTE).every_path())
SLOTS = [f"share_{question}" for question in OPTIONS]

MAKE_FORM, MAKE_NOTICE = "/make_consent_form", "/make_family_notice"


def decided(answers: Answers) -> str:
    """The conclusion of the first row that fits a full set of answers."""
    return next(
        row["then"]
        for row in TABLE["table"]
        if all(answers[question] in allowed for question, allowed in row["when"].items())
    )


def combinations(given: Answers) -> Iterator[Answers]:
    """Every way all five questions could be answered, asked or not, by somebody who gave these answers."""
    choices = ([one for one in options if given.get(question, one) == one] for question, options in OPTIONS.items())
    return (dict(zip(OPTIONS, chosen, strict=True)) for chosen in itertools.product(*choices))


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


def conclusion_of(path: Answers) -> str:
    """Whatever would have been answered to what was not asked, it would have ended there too."""
    (name,) = {decided(combination) for combination in combinations(path)}
    return name


def check_the_end_of(path: Answers, actions: Actions, knowledge: Knowledge) -> None:
    """Walk a path, and see that it ends in its conclusion, told as the table has it."""
    name = conclusion_of(path)
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
