"""Actions as the action server runs them: JSON in, JSON out, on a small published content."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor
from sqlalchemy import select

from bot.store import models
from bot.store.database import engine_for, migrate, session
from bot.store.publish import publish
from tests.bot.content import Content


@dataclass
class Turn:
    """What one action sent back, and what it left in the store."""

    text: str
    buttons: list[dict[str, str]]
    custom: dict[str, Any]
    slots: dict[str, Any]
    counted: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for button in self.buttons]


class Actions:
    """The action server's executor, with a conversation that can be set up as one likes."""

    def __init__(self) -> None:
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    @property
    def names(self) -> set[str]:
        return set(self._executor.actions)

    def run(
        self,
        action: str,
        *,
        intent: str = "ask",
        answers: list[str] | None = None,
        entities: dict[str, str] | None = None,
        slots: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
        text: str = "hvad som helst",
    ) -> Turn:
        """Run an action by its name, as Rasa's server calls it over HTTP."""
        latest: dict[str, Any] = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "intent_ranking": [{"name": intent, "confidence": 1.0}],
            "entities": [{"entity": name, "value": value} for name, value in (entities or {}).items()],
            "metadata": metadata or {},
        }
        if answers is not None:
            latest["answers"] = [{"card": card_id, "confidence": 0.5, "nearness": 0.9} for card_id in answers]
        every_slot = {"introduced": None, "last_card": None, "seen_cards": None, "offered_cards": None}
        tracker = {"sender_id": "a", "slots": {**every_slot, **(slots or {})}, "latest_message": latest, "events": []}
        call = {"next_action": action, "sender_id": "a", "tracker": tracker}
        before = counted()
        result: Any = asyncio.run(self._executor.run(json.loads(json.dumps(call))))
        assert [event["event"] for event in result["events"]] == ["slot"] * len(result["events"])
        (response,) = json.loads(json.dumps(result["responses"]))  # one reply a turn
        assert response["template"] is None and not response["elements"]
        return Turn(
            text=response["text"],
            buttons=response["buttons"],
            custom=response["custom"],
            slots={event["name"]: event["value"] for event in result["events"]},
            counted=counted()[len(before) :],
        )


def counted() -> list[tuple[str, str | None]]:
    """Every turn counted so far, oldest first; nothing if the store is away."""
    try:
        with session() as opened:
            rows = opened.execute(select(models.Turn).order_by(models.Turn.id)).scalars()
            return [(row.outcome, row.card_id) for row in rows]
    except Exception:
        return []


@pytest.fixture(scope="session")
def actions() -> Actions:
    return Actions()


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Content]:
    """A small content, published in a database of its own.

    ``alfa`` leads to ``beta``, ``gamma``, ``delta`` and ``epsilon``, and ``beta`` back to ``alfa`` and on to ``gamma``.
    """
    url = f"sqlite:///{tmp_path / 'actions.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    migrate()
    made = Content(tmp_path / "content" / "knowledge")
    made.card("alfa", body="Alfas svar står her.\n\nOg mere om det.", related=["beta", "gamma", "delta", "epsilon"])
    made.card("beta", related=["alfa", "gamma"], section="Konklusion")
    made.card("gamma", law="Lov om noget § 1", status="historisk")
    made.card("delta", theme="samtykke", without=["section"], law="Forvaltningsloven § 27")
    made.card("epsilon")
    publish(made.load())
    yield made
    engine_for(url).dispose()


def withdraw(content: Content, card_id: str) -> None:
    """Take a card out of the content in force."""
    (path,) = content.folder.glob(f"*/{card_id}.md")
    path.unlink()
    publish(content.load())
