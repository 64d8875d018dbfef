"""Every .yml beside this file is a dialogue, its name a sentence; what is asserted is never prose.

A step is ``user:`` (typed) or ``press:`` (a button of the last reply, by its place from 1), with what must
follow: ``outcome`` and ``card`` (one or a list of equally good ones), ``fixed`` (which reply of
knowledge/faste-svar.yml), ``new_card`` (one this dialogue was not shown before), ``offers`` (a card among the
buttons), ``slots`` (as remembered afterwards).
"""

import json
import uuid
from pathlib import Path

import pytest
import yaml

from bot.knowledge.fixed_replies import fixed_reply
from tests.conftest import Service
from tests.service.support import remembered

pytestmark = pytest.mark.service

DIALOGUES = sorted(Path(__file__).parent.glob("*.yml"))


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_dialogue(path: Path, service: Service) -> None:
    sender = f"{path.stem}-{uuid.uuid4().hex[:8]}"
    reply: dict = {}
    shown: set[str] = set()
    for number, step in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
        text = step["user"] if "user" in step else reply["buttons"][step["press"] - 1]["payload"]
        replies = service.say(sender, text)
        assert len(replies) == 1, f"step {number}: one reply a turn"
        reply = replies[0]
        assert_step(step, reply, f"step {number} ({text})")
        if step.get("new_card"):
            assert reply["custom"]["card"] not in {None, *shown}, f"step {number}: a new card"
        shown.add(reply["custom"]["card"])
        for slot, value in step.get("slots", {}).items():
            assert remembered(service, sender).get(slot) == value, f"step {number}: slot {slot}"


def assert_step(step: dict, reply: dict, where: str) -> None:
    assert reply["custom"]["outcome"] in as_list(step["outcome"]), where
    if "card" in step:
        assert reply["custom"]["card"] in as_list(step["card"]), where
    if "fixed" in step:
        assert reply["text"].startswith(fixed_reply(step["fixed"]).text.split("{")[0]), where
    if "offers" in step:
        offered = [
            json.loads(button["payload"].removeprefix("/show_card"))["card"]
            for button in reply.get("buttons", [])
            if button["payload"].startswith("/show_card")
        ]
        assert step["offers"] in offered, where


def as_list(value: object) -> list:
    return value if isinstance(value, list) else [value]
