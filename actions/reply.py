"""A reply: its text, buttons, outcome and what to remember."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from rasa_sdk import Tracker

from actions.nlu_result import told_by_channel
from bot.core.outcomes import Outcome
from bot.knowledge.responses import fixed_reply

# What the last reply asked a yes or a no to; the next reply has nothing to do with it any more.
PENDING_CONFIRMATION = "asks_whether"
Event = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """A choice: what the person reads, what pressing it sends, and what it does if it is no plain answer."""

    title: str
    payload: str
    kind: Literal["help", "skip", "stop", "delete", "keep"] | None = None

    def as_sent(self) -> dict[str, str]:
        """The button as a channel sends it."""
        return {"title": self.title, "payload": self.payload, **({"kind": self.kind} if self.kind else {})}


def attachment(title: str, url: str) -> dict[str, str]:
    """A file to fetch, as a reply carries it; its title says what it is, to whoever can't see it, too."""
    return {"title": title, "url": url, "alt": title}


@dataclass(frozen=True)
class Progress:
    """Where a guided conversation stands: which question it is of how many in the current part.

    ``answered`` is the id of the question that the latest message answered; empty where it answered none.
    """

    part: str
    number: int
    of: int
    can_go_back: bool
    can_skip: bool
    answered: str = ""

    def as_sent(self) -> dict[str, Any]:
        """It as a channel sends it."""
        return {name: value for name, value in asdict(self).items() if value != ""}


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
        line_payloads: what each numbered line of the text stands for, as a button sends it.
        progress: where the question that it asks stands in a guided conversation, if it asks one.
        slots: what the conversation should remember.
        events: what else should happen to the conversation.
        danger: ``{"kind", "voice", "language", "sure"}`` of the danger it answers, or ``{"after", "voice"}`` of what it
            says afterwards, if any.
        sureness: ``likely`` or ``nearest`` where a card is not given as the answer.
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
    sureness: Literal["likely", "nearest"] | None = None
    line_payloads: Sequence[str] = ()
    progress: Progress | None = None
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
        danger = {"danger": self.danger} if self.danger else {}
        progress = {"progress": self.progress.as_sent()} if self.progress else {}
        lines = {"line_payloads": list(self.line_payloads)} if self.line_payloads else {}
        sureness = {"sureness": self.sureness} if self.sureness else {}
        return {
            **danger,
            **sureness,
            **progress,
            **lines,
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


def site_of(tracker: Tracker) -> str:
    """The id of the site the conversation is held on; empty where the channel does not say."""
    return str(told_by_channel(tracker, "site") or "")
