"""What every action shares: one reply a turn, with its outcome, counted without words."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.nlu_result import told_by_channel
from bot.core.outcomes import Outcome
from bot.knowledge.responses import fixed_reply
from bot.store.counts import count_turn

logger = logging.getLogger(__name__)

# What the last reply asked a yes or a no to; the next reply has nothing to do with it any more.
ASKS_WHETHER = "asks_whether"

Event = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """A choice: what the person reads, and what pressing it sends."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One turn's reply.

    Attributes:
        text: Danish, a small Markdown subset; everything a person needs.
        card: the card it was made from, if any.
        sources: ``{"title", "section"}`` each.
        reviewed: ISO date of the card's last review.
        related: ids of cards one might ask for next.
        attachments: ``{"title", "url", "alt"}`` each: pictures and documents.
        slots: what the conversation should remember.
        events: what else should happen to the conversation.
        danger: ``{"kind", "voice", "language", "sure"}`` of the danger it answers, or ``{"after", "voice"}`` of what it
            says afterwards, if any.
        resumes: whether a route that is under way goes on with its question after this reply.
        counted: whether this reply ends a turn; the repeated question after an interruption does not.
    """

    text: str
    outcome: Outcome
    card: str | None = None
    sources: Sequence[dict[str, str]] = ()
    reviewed: str | None = None
    related: Sequence[str] = ()
    buttons: Sequence[Button] = ()
    attachments: Sequence[dict[str, str]] = ()
    danger: dict[str, Any] | None = None
    slots: dict[str, Any] = field(default_factory=dict)
    events: Sequence[Event] = ()
    resumes: bool = True
    counted: bool = True

    def with_more(self, text: str, buttons: Sequence[Button], slots: dict[str, Any]) -> "Reply":
        """The same reply with a paragraph, buttons and things to remember added."""
        return replace(
            self,
            text=f"{self.text}\n\n{text}",
            buttons=[*self.buttons, *buttons],
            slots={**self.slots, **slots},
        )

    def custom(self) -> dict[str, Any]:
        """The reply for machines."""
        told = {"danger": self.danger} if self.danger else {}
        return {
            **told,
            "outcome": self.outcome.value,
            "card": self.card,
            "sources": list(self.sources),
            "reviewed": self.reviewed,
            "related": list(self.related),
            "attachments": list(self.attachments),
        }


def fixed(
    key: str,
    buttons: Sequence[Button] = (),
    slots: dict[str, Any] | None = None,
    words: Mapping[str, str] | None = None,
    events: Sequence[Event] = (),
    resumes: bool = True,
) -> Reply:
    """One of the short replies in knowledge/faste-svar.yml, its ``{...}`` filled with ``words``."""
    reply = fixed_reply(key)
    text = reply.text.format(**words) if words else reply.text
    return Reply(text=text, outcome=reply.outcome, buttons=buttons, slots=slots or {}, events=events, resumes=resumes)


class ReplyingAction(Action, ABC):
    """An action that ends its turn with one reply. Subclasses say which."""

    action_name: str

    def name(self) -> str:
        """The name in domain.yml."""
        return self.action_name

    @abstractmethod
    def reply(self, tracker: Tracker) -> Reply:
        """Decide the reply from the tracker and the store."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """Send the reply, count the turn and remember what the reply asks for."""
        try:
            reply = self.reply(tracker)
        except Exception as error:
            # Whatever went wrong, the person gets a calm reply. Only the kind is logged: it may hold words.
            logger.error("%s failed: %s", self.action_name, type(error).__name__)
            reply = fixed("fejl")
        text = _with_notices(reply, tracker)
        dispatcher.utter_message(
            text=text,
            buttons=[{"title": button.title, "payload": button.payload} for button in reply.buttons],
            json_message=reply.custom(),
        )
        if reply.counted:
            _count(reply)
        answered = {ASKS_WHETHER: None} if tracker.get_slot(ASKS_WHETHER) else {}
        slots = {**answered, **reply.slots, "introduced": True}
        remembered = [SlotSet(name, value) for name, value in slots.items()]
        return [*remembered, *reply.events, *_back_to_the_route(reply, tracker)]


def site_of(tracker: Tracker) -> str:
    """The id of the site the conversation is held on; empty where the channel does not say."""
    return str(told_by_channel(tracker, "site") or "")


def _back_to_the_route(reply: Reply, tracker: Tracker) -> list[Event]:
    """Rasa's own form would have to be named after every rule that can interrupt it; this says it once."""
    under_way = (tracker.active_loop or {}).get("name")
    return [FollowupAction(under_way)] if under_way and reply.resumes else []


def _with_notices(reply: Reply, tracker: Tracker) -> str:
    paragraphs = [reply.text]
    masked = told_by_channel(tracker, "masked")
    if masked and reply.counted:
        paragraphs.append(fixed_reply("maskeret").text.format(kinds=" og ".join(masked)))
    # The chat window says it above everything else.
    if not tracker.get_slot("introduced") and not site_of(tracker):
        paragraphs.append(fixed_reply("praesentation").text)
    return "\n\n".join(paragraphs)


def _count(reply: Reply) -> None:
    try:
        count_turn(reply.outcome, reply.card)
    except Exception as error:
        # The person has the answer; a missing count must not take it away.
        logger.error("A turn was not counted: %s", type(error).__name__)
