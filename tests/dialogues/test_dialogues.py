"""Every .yml beside this file is a dialogue, its name a sentence; what is asserted is never prose.

A step is one of

- ``user:`` typed words, or a payload as a button elsewhere on the page would send it
- ``press:`` a button of the last reply, by its place from 1
- ``press_titled:`` the newest button of the dialogue with this in its title; older ones can still be pressed

with what must follow, of the turn's first reply: ``outcome`` and ``card`` (one or a list of equally good ones),
``fixed`` (which reply of knowledge/faste-svar.yml), ``new_card`` (one this dialogue was not shown before), ``offers``
(a card among the buttons), ``offers_only`` (the theme of every card among the buttons, two at least), ``attachment``
(a document of this kind, which can be fetched), ``masked`` (the kinds of personal data said to be taken out: once in
the turn, and in no turn without it).

And of its last: ``asks`` (the question of a route; without it the turn asks none), ``way_out`` (whether that can be
stopped with a button).

And of the turn: ``replies`` (how many; 1 if not said), ``slots`` (as remembered afterwards).
"""

import json
import uuid
from pathlib import Path

import pytest
import requests
import yaml

from bot.knowledge.fixed_replies import fixed_reply
from bot.paths import KNOWLEDGE
from tests.conftest import Service
from tests.service.support import remembered

pytestmark = pytest.mark.service

DIALOGUES = sorted(Path(__file__).parent.glob("*.yml"))

PREFIX_OF_MASKED = fixed_reply("maskeret").text.split("{")[0]
WHAT_FOLLOWS = {
    "outcome", "card", "fixed", "new_card", "offers", "offers_only", "attachment", "masked", "asks", "way_out",
    "replies", "slots",
}  # fmt: skip


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_dialogue(path: Path, service: Service) -> None:
    sender = f"{path.stem}-{uuid.uuid4().hex[:8]}"
    last: dict = {}
    buttons: list[dict] = []
    shown: set[str] = set()
    for number, step in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
        text = said(step, last, buttons)
        where = f"step {number} ({text})"
        replies = service.say(sender, text)
        assert len(replies) == step.get("replies", 1), where
        first, last = replies[0], replies[-1]
        assert_step(step, first, where)
        assert asked(last) == step.get("asks"), where
        if "way_out" in step:
            assert ("/stop_route" in payloads(last)) == step["way_out"], where
        if step.get("new_card"):
            assert first["custom"]["card"] not in {None, *shown}, f"{where}: a new card"
        assert_masked(step.get("masked"), replies, where)
        if "attachment" in step:
            assert_can_be_fetched(service, first, step["attachment"], where)
        shown.add(first["custom"]["card"])
        for reply in replies:
            buttons += reply.get("buttons", [])
        for slot, value in step.get("slots", {}).items():
            assert remembered(service, sender).get(slot) == value, f"{where}: slot {slot}"


def said(step: dict, last: dict, buttons: list[dict]) -> str:
    (way,) = step.keys() - WHAT_FOLLOWS
    if way == "press":
        return last["buttons"][step["press"] - 1]["payload"]
    if way == "press_titled":
        return next(button["payload"] for button in reversed(buttons) if step["press_titled"] in button["title"])
    return step["user"]


def assert_step(step: dict, reply: dict, where: str) -> None:
    assert reply["custom"]["outcome"] in as_list(step["outcome"]), where
    if "card" in step:
        assert reply["custom"]["card"] in as_list(step["card"]), where
    if "fixed" in step:
        assert reply["text"].startswith(fixed_reply(step["fixed"]).text.split("{")[0]), where
    if "offers" in step:
        assert step["offers"] in offered(reply), where
    if "offers_only" in step:
        assert len(offered(reply)) >= 2, where
        assert all((KNOWLEDGE / step["offers_only"] / f"{card}.md").exists() for card in offered(reply)), where


def assert_masked(kinds: list[str] | None, replies: list[dict], where: str) -> None:
    told = [PREFIX_OF_MASKED in reply["text"] for reply in replies]
    assert told == [bool(kinds), *[False] * (len(replies) - 1)], where
    if kinds:
        assert fixed_reply("maskeret").text.format(kinds=" og ".join(kinds)) in replies[0]["text"], where


def assert_can_be_fetched(service: Service, reply: dict, kind: str, where: str) -> None:
    (attachment,) = reply["custom"]["attachments"]
    response = requests.get(service.url + attachment["url"], timeout=30)
    assert response.status_code == 200, where
    assert f'"{kind}.docx"' in response.headers["Content-Disposition"], where
    assert response.content.startswith(b"PK"), where  # a .docx is a zip file


def asked(reply: dict) -> str | None:
    """The question of a route that a reply's buttons answer."""
    fields = [json.loads(payload.removeprefix("/answer_question")) for payload in payloads(reply, "/answer_question")]
    return next(iter({one["question"] for one in fields}), None)


def offered(reply: dict) -> list[str]:
    return [json.loads(payload.removeprefix("/show_card"))["card"] for payload in payloads(reply, "/show_card")]


def payloads(reply: dict, of: str = "/") -> list[str]:
    return [button["payload"] for button in reply.get("buttons", []) if button["payload"].startswith(of)]


def as_list(value: object) -> list:
    return value if isinstance(value, list) else [value]
