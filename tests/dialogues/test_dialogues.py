"""Every .yml in the folders beside this file is a dialogue, its name a sentence; what is asserted is never prose.

The folders are kinds of dialogues: ``answers``, ``legal``, ``parents``, ``guided``, ``crisis``, ``conversation``.

A step is one of

- ``user:`` typed words, or a payload as a button elsewhere on the page would send it
- ``press:`` a button of the last reply, by its place from 1
- ``press_titled:`` the newest button of the dialogue with this in its title; older ones can still be pressed

and may say ``by:`` who takes it, where several people talk, each in a conversation of their own; and ``until:`` the
question at which to stop taking it again (what follows is then of the last time).

What must follow, of the turn's first reply: ``outcome`` and ``card`` (one or a list of equally good ones), ``fixed``
(which reply of knowledge/faste-svar.yml), ``new_card`` (one this dialogue was not shown before), ``offers`` (a card
among the buttons), ``offers_only`` (the theme of every card among the buttons, two at least), ``masked`` (the kinds
of personal data said to be taken out: once in the turn, and in no turn without it), ``danger`` (what is told of the
danger it answers, as far as it is named: ``kind``, ``voice``, ``language``, ``sure``, ``after``; null where it tells
none), ``checks_in`` (whether it asks if there is danger, with a yes and a no to press).

Of its last: ``asks`` (the question of a route or of the walk; without it the turn asks none), ``way_out`` (whether
that can be stopped with a button).

And of the turn: ``replies`` (how many; 1 if not said), ``attachments`` (what documents and pictures it brings, each
of which can be fetched; without it none), ``notes`` (the question of the walk that words were noted under; without it
none), ``slots`` (as remembered afterwards), ``plan`` (what the database then holds for these questions of the walk:
an option, the words, ``skipped``, or null for no answer; null alone where there is no plan), ``links`` (whether what
was attached in earlier turns can be fetched).
"""

import json
import re
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml
from bot.guided.plan.content import plan_content
from bot.knowledge.responses import fixed_reply
from bot.store import models
from bot.store.database import engine_for, session
from tests.support.service import Service, remembered

pytestmark = [pytest.mark.service, pytest.mark.long]

DIALOGUES = sorted(Path(__file__).parent.rglob("*.yml"), key=lambda path: path.stem)

PREFIX_OF_MASKED = fixed_reply("maskeret").text.split("{")[0]
WHAT_FOLLOWS = {
    "outcome", "card", "fixed", "new_card", "offers", "offers_only", "masked", "asks", "way_out", "replies",
    "attachments", "notes", "slots", "plan", "links", "danger", "checks_in",
}  # fmt: skip
MOST_TURNS_OF_A_STEP = 60

FETCHED_AS_PDF: set[str] = set()


@dataclass
class Conversation:
    """One person's side of a dialogue."""

    sender: str
    last: dict[str, Any] = field(default_factory=dict)
    buttons: list[dict[str, Any]] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_dialogue(path: Path, service: Service) -> None:
    people: dict[str | None, Conversation] = {}
    for number, step in enumerate(read_yaml(path), start=1):
        (way,) = step.keys() - WHAT_FOLLOWS - {"by", "until"}
        one = people.setdefault(step.get("by"), Conversation(f"{path.stem}-{uuid.uuid4().hex[:8]}"))
        replies = taken(service, step, one)
        assert_turn(service, step, one, replies, f"step {number} ({way}: {step[way]})")
        one.shown.add(replies[0]["custom"]["card"])


def taken(service: Service, step: dict[str, Any], one: Conversation) -> list[dict[str, Any]]:
    """The replies to a step; of the last turn, where it takes several."""
    for _ in range(MOST_TURNS_OF_A_STEP):
        replies = service.say(one.sender, said(step, one))
        one.last = replies[-1]
        for reply in replies:
            one.buttons += reply.get("buttons", [])
        if "until" not in step or asked(one.last) == step["until"]:
            return replies
    raise AssertionError(f"{step['until']} was never asked")


def said(step: dict[str, Any], one: Conversation) -> str:
    if "press" in step:
        return one.last["buttons"][step["press"] - 1]["payload"]
    if "press_titled" in step:
        return next(button["payload"] for button in reversed(one.buttons) if step["press_titled"] in button["title"])
    return step["user"]


def assert_turn(
    service: Service, step: dict[str, Any], one: Conversation, replies: list[dict[str, Any]], where: str
) -> None:
    first, last = replies[0], replies[-1]
    assert len(replies) == step.get("replies", 1), where
    assert_first(step, first, where)
    if step.get("new_card"):
        assert first["custom"]["card"] not in {None, *one.shown}, f"{where}: a new card"
    assert_masked(step.get("masked"), replies, where)
    assert asked(last) == step.get("asks", step.get("until")), where
    if "way_out" in step:
        assert ("/stop_route" in payloads(last)) == step["way_out"], where
    assert noted(replies) == step.get("notes"), where
    if "links" in step:
        assert {requests.get(service.url + link, timeout=30).ok for link in one.links} == {step["links"]}, where
    links = [attachment["url"] for reply in replies for attachment in reply["custom"]["attachments"]]
    assert brought(service, links) == step.get("attachments", []), where
    one.links += links
    slots = remembered(service, one.sender)
    for slot, value in step.get("slots", {}).items():
        assert slots.get(slot) == value, f"{where}: slot {slot}"
    if "plan" in step:
        kept = kept_plan(service, slots.get("plan"))
        assert (kept if kept is None else {step_id: kept.get(step_id) for step_id in step["plan"] or ()}) == (
            step["plan"]
        ), where


def assert_first(step: dict[str, Any], reply: dict[str, Any], where: str) -> None:
    assert reply["custom"]["outcome"] in as_list(step["outcome"]), where
    if "card" in step:
        assert reply["custom"]["card"] in as_list(step["card"]), where
    if "danger" in step:
        told = reply["custom"].get("danger", {})
        assert {name: told.get(name) for name in step["danger"]} == step["danger"], where
    if "checks_in" in step:
        assert checks_in(reply) == step["checks_in"], where
    if "fixed" in step:
        assert reply["text"].startswith(fixed_reply(step["fixed"]).text.split("{")[0]), where
    if "offers" in step:
        assert step["offers"] in offered(reply), where
    if "offers_only" in step:
        assert len(offered(reply)) >= 2, where
        assert all((KNOWLEDGE / step["offers_only"] / f"{card}.md").exists() for card in offered(reply)), where


def checks_in(reply: dict[str, Any]) -> bool:
    """Whether a reply asks if somebody is in danger."""
    answers = payloads(reply, "/confirm_danger") + payloads(reply, "/deny_danger")
    assert len(answers) in (0, 2), "never one without the other"
    unsure = reply["custom"].get("danger", {}).get("sure") is False
    return unsure and len(answers) == 2


def assert_masked(kinds: list[str] | None, replies: list[dict[str, Any]], where: str) -> None:
    told = [PREFIX_OF_MASKED in reply["text"] for reply in replies]
    assert told == [bool(kinds), *[False] * (len(replies) - 1)], where
    if kinds:
        assert fixed_reply("maskeret").text.format(kinds=" og ".join(kinds)) in replies[0]["text"], where


def brought(service: Service, links: list[str]) -> list[str]:
    """What kinds of documents and pictures links lead to.

    A paper is there as Word and as PDF, which is made of the Word file and takes far longer: of each kind the first
    PDF is fetched.
    """
    kinds: list[str] = []
    for link in links:
        if not (link.endswith("pdf") and kinds and kinds[-1] in FETCHED_AS_PDF):
            kinds.append(fetched(service, link))
        if link.endswith("pdf"):
            FETCHED_AS_PDF.add(kinds[-1])
    return list(dict.fromkeys(kinds))


def fetched(service: Service, link: str) -> str:
    """What kind of document or picture a link leads to."""
    response = requests.get(service.url + link, timeout=30)
    assert response.status_code == 200, link
    if response.headers["Content-Type"].startswith("image/svg+xml"):
        assert b"<svg" in response.content
        return Path(urlsplit(link).path).stem
    if response.headers["Content-Type"].startswith("text/html"):
        assert b"<h1>" in response.content
        return "page"
    named = re.search(r'filename="([a-z-]+)\.(docx|pdf)"', response.headers["Content-Disposition"])
    assert named, link
    assert response.content.startswith({"docx": b"PK", "pdf": b"%PDF"}[named[2]])  # a .docx is a zip file
    return named[1]


def kept_plan(service: Service, token: str | None) -> dict[str, Any] | None:
    """What the database holds of a plan, by question."""
    with session(engine_for(service.database_url)) as opened:
        plan = opened.get(models.Plan, token) if token else None
        return plan and {
            key: answer.get("option", answer.get("text", "skipped")) for key, answer in plan.answers.items()
        }


def noted(replies: list[dict[str, Any]]) -> str | None:
    """The question of the walk whose title the replies say words were noted under."""
    note, text = fixed_reply("plan-noteret").text, "\n".join(reply["text"] for reply in replies)
    found = [step.id for _, step in plan_content().every_step() if note.format(title=step.title) in text]
    assert bool(found) == (note.split("{")[0] in text)
    return next(iter(found), None)


def asked(reply: dict[str, Any]) -> str | None:
    """The question of a route that a reply's buttons answer."""
    fields = [json.loads(payload.removeprefix("/answer_question")) for payload in payloads(reply, "/answer_question")]
    return next(iter({one["question"] for one in fields}), None)


def offered(reply: dict[str, Any]) -> list[str]:
    return [json.loads(payload.removeprefix("/show_card"))["card"] for payload in payloads(reply, "/show_card")]


def payloads(reply: dict[str, Any], of: str = "/") -> list[str]:
    return [button["payload"] for button in reply.get("buttons", []) if button["payload"].startswith(of)]


def as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
