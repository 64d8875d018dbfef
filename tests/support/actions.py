"""Actions as the action server runs them: JSON in, JSON out; and what stands in the store before."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from rasa_sdk.executor import ActionExecutor
from sqlalchemy import func, select

from bot.guided.answers import Answer, Answers, as_json
from bot.guided.meeting.content import talk_content
from bot.guided.meeting.talk import Talk
from bot.guided.plan.content import plan_content
from bot.guided.plan.walk import Walk
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import CONSENT_THEME
from bot.store import models
from bot.store.database import now, session
from bot.store.publish import publish
from tests.support.content import Content
from tests.support.machine import result_of

BEGUN, FINISHED = "a-plan-that-is-begun", "a-plan-that-is-finished"
LIST_MADE = "a-list-that-is-made"
# An answer that touches nothing the publication advises.
OWN_WORDS = "Grævlinger"


@dataclass
class Turn:
    """What one action sent back, and what it left in the store."""

    text: str
    buttons: list[dict[str, str]]
    custom: dict[str, Any]
    slots: dict[str, Any]
    events: list[dict[str, Any]]  # those that set no slot
    counted: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for button in self.buttons]

    @property
    def goes_on_with(self) -> str | None:
        """The action that must follow at once."""
        return next((event["name"] for event in self.events if event["event"] == "followup"), None)

    @property
    def stops_the_route(self) -> bool:
        return any(event["event"] == "active_loop" and event["name"] is None for event in self.events)


class Actions:
    """The action server's executor, with a conversation that can be set up as one likes."""

    def __init__(self) -> None:
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    @property
    def names(self) -> set[str]:
        return set(self._executor.actions)

    def run(self, action: str, **turn: Any) -> Turn:
        """Run an action that replies by its name, as Rasa's server calls it over HTTP; ``turn`` as in ``_call``."""
        before = last_counted()
        result = self._call(action, **turn)
        (response,) = result["responses"]  # one reply a turn
        assert response["template"] is None and not response["elements"]
        return Turn(
            text=response["text"],
            buttons=response["buttons"],
            custom=response["custom"],
            slots=_slots(result["events"]),
            events=[event for event in result["events"] if event["event"] != "slot"],
            counted=[(row.outcome, row.card_id) for row in counted(before)],
        )

    def hear(self, action: str, **turn: Any) -> dict[str, Any]:
        """Run an action that only hears; gives the slots it sets, none if it steps aside."""
        before = last_counted()
        result = self._call(action, **turn)
        assert result["responses"] == []
        assert last_counted() == before, "what is heard is no turn"
        assert [event["event"] for event in result["events"]] == ["slot"] * len(result["events"])
        return _slots(result["events"])

    def _call(
        self,
        action: str,
        *,
        intent: str = "ask",
        answers: list[str] | dict[str, float] | None = None,
        entities: dict[str, str] | None = None,
        slots: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
        text: str = "hvad som helst",
        loop: str | None = None,
        events: Sequence[str] = ("user",),
        similarity: float = 0.9,
        danger: dict[str, Any] | None = None,
        after_danger: str | None = None,
        passage: str | None = None,
        also_asked: Sequence[dict[str, Any]] = (),
        follow_ups: dict[str, Any] | None = None,
        in_thread: bool = False,
    ) -> Any:
        """One call.

        Args:
            answers: the cards found, surely; or how probable and certain each is.
            similarity: how near the message is to the wordings of ``answers``.
            loop: the route under way.
            danger: what the understanding made of danger in the message.
            after_danger: what it says after a reply to danger.
            passage: the paragraph of the last answer it asks for.
            also_asked: for each of several questions the cards that may answer it.
            follow_ups: what it may ask of the last answer; else it is a question.
            in_thread: whether it was ranked together with the last answer.
            events: what has happened, the last message and later: "user", "bot", "action".
        """
        latest: dict[str, Any] = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "intent_ranking": [{"name": intent, "confidence": 1.0}],
            "entities": [{"entity": name, "value": value} for name, value in (entities or {}).items()],
            "metadata": metadata or {},
        }
        latest |= {name: value for name, value in (("danger", danger), ("after_danger", after_danger)) if value}
        latest |= {"also_asked": list(also_asked)} if also_asked else {}
        latest |= {"follow_ups": follow_ups, "staff_intent": "ask"} if follow_ups else {}
        latest |= {"in_thread": True} if in_thread else {}
        latest |= {"passage": passage, "about_topic": True} if passage else {}
        if answers is not None:
            found = answers if isinstance(answers, dict) else dict.fromkeys(answers, 0.5)
            latest["answers"] = [
                {
                    "card": card_id,
                    "confidence": confidence,
                    "certainty": confidence if isinstance(answers, dict) else 0.9,
                    "similarity": similarity,
                }
                for card_id, confidence in found.items()
            ]
        every_slot = {"introduced": None, "last_card": None, "seen_cards": None, "offered_cards": None}
        tracker = {
            "sender_id": "a",
            "slots": {**every_slot, **(slots or {})},
            "latest_message": latest,
            "active_loop": {"name": loop} if loop else {},
            "events": [{"event": event} for event in events],
        }
        call = {"next_action": action, "sender_id": "a", "tracker": tracker}
        return json.loads(json.dumps(result_of(self._executor.run(json.loads(json.dumps(call))))))


def _slots(events: list[dict[str, Any]]) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def counted(after: int = 0) -> list[models.Turn]:
    """The turns counted after the one with this id, oldest first; none if the store is away."""
    try:
        with session() as opened:
            newer = select(models.Turn).where(models.Turn.id > after).order_by(models.Turn.id)
            return list(opened.execute(newer).scalars())
    except Exception:
        return []


def last_counted() -> int:
    """The id of the turn counted last; 0 if there is none or the store is away."""
    try:
        with session() as opened:
            return opened.execute(select(func.max(models.Turn.id))).scalar() or 0
    except Exception:
        return 0


def answered_until(last: str | None, **given: Answer) -> dict[str, Answer]:
    """The answers of somebody who stands at the question ``last``, or has approved the plan.

    Each is in own words, or where there is a choice its first option, if it is not ``given`` (with _ for -).
    """
    return dict(_answered_until(last, frozenset(given.items())))


@cache
def _answered_until(last: str | None, given: frozenset[tuple[str, Answer]]) -> Answers:
    walk, said = Walk(plan_content(), {}), dict(given)
    while (step := walk.next_open()) and step.id != last:
        usual = Answer(text=OWN_WORDS) if step.open else Answer(option=step.options[0].id)
        walk = walk.with_answer(step, said.get(step.id.replace("-", "_"), usual))
    assert last is None or step, f"{last} is not on this path"
    return walk.answers


def keep_plan(token: str, answers: Answers) -> None:
    """Put a plan with these answers in the store."""
    kept = {"changed_at": now(), "expires_at": now() + timedelta(days=7)}
    with session() as opened:
        opened.merge(models.Plan(token=token, answers=as_json(answers), **kept))


def keep_list(token: str, **said: str) -> None:
    """Put a parent's finished preparation in the store, all skipped but what was ``said``, by question."""
    talk = Talk(talk_content(), {})
    for step in talk.content.steps:
        if step.id in said:
            talk = talk.with_answer(step, Answer(text=said[step.id]))
        talk = talk.done_with(step) if step.id in said else talk.skipped(step)
    kept = {"kept": False, "changed_at": now(), "expires_at": now() + timedelta(hours=2)}
    with session() as opened:
        opened.merge(models.Talk(token=token, answers=talk.as_json(), **kept))


def legal_card(content: Content, card_id: str, **fields: Any) -> None:
    """Write a good card on the law, which the databeskyttelsesrådgiver decides on where nothing else is said."""
    content.card(card_id, theme=CONSENT_THEME, without=["section"], **fields)


def withdraw(content: Content, card_id: str) -> None:
    """Take a card out of the content in force."""
    (path,) = content.folder.glob(f"*/{card_id}.md")
    path.unlink()
    publish(content.load())


def show(card_id: str) -> str:
    return "/show_card" + json.dumps({"card": card_id})


def introduced(**slots: Any) -> dict[str, Any]:
    return {"introduced": True, **slots}


def says(text: str, key: str) -> bool:
    """Whether a text holds a fixed reply, whatever stands in its {...}."""
    return all(part in text for part in re.split(r"{\w+}", fixed_reply(key).text))
