"""Every .yml beside this file is a dialogue, its name a sentence; what is asserted is never prose.

A step is ``user:`` (typed) or ``press:`` (a button of the last reply, by its place from 1), with what must
follow: ``outcome``, ``card`` (one id or a list of equally good ones), ``offers`` (a card among the buttons),
``slots`` (as remembered afterwards).
"""

import json
import uuid
from pathlib import Path

import pytest
import yaml

from bot.store import models
from tests.conftest import Service

pytestmark = pytest.mark.service

DIALOGUES = sorted(Path(__file__).parent.glob("*.yml"))


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_dialogue(path: Path, service: Service) -> None:
    sender = f"{path.stem}-{uuid.uuid4().hex[:8]}"
    reply: dict = {}
    for number, step in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
        text = step["user"] if "user" in step else reply["buttons"][step["press"] - 1]["payload"]
        replies = service.say(sender, text)
        assert len(replies) == 1, f"step {number}: one reply a turn"
        reply = replies[0]
        assert_step(step, reply, f"step {number} ({text})")
        for slot, value in step.get("slots", {}).items():
            assert remembered(service, sender).get(slot) == value, f"step {number}: slot {slot}"


def assert_step(step: dict, reply: dict, where: str) -> None:
    custom = reply["custom"]
    assert custom["outcome"] == step["outcome"], where
    if "card" in step:
        accepted = step["card"] if isinstance(step["card"], list) else [step["card"]]
        assert custom["card"] in accepted, where
    if "offers" in step:
        offered = [
            json.loads(button["payload"].removeprefix("/show_card"))["card"]
            for button in reply.get("buttons", [])
            if button["payload"].startswith("/show_card")
        ]
        assert step["offers"] in offered, where


def remembered(service: Service, sender: str) -> dict:
    """The slots in the stored conversation, by name."""
    from bot.store.database import engine_for, session

    with session(engine_for(service.database_url)) as opened:
        state = opened.get(models.Conversation, sender).state
    return {event["name"]: event["value"] for event in state if event["event"] == "slot"}
