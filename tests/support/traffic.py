"""Conversations that go on while something happens to the service, each as the widget holds it: in order, and what got
no answer is sent again with the same id (web/src/conversation/chat-client.js).
"""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import requests

from tests.support.service import ChatSession, Service

_PATIENCE_SECONDS = 30
_AGAIN_SECONDS = 0.5
_MOST_TRIES = 10


@dataclass
class Sent:
    """One message, and what came of it.

    Attributes:
        errors: what came in the place of an answer, each time it was sent.
        reply: the text of the answer; ``None`` where there never was one.
        seconds: from the first time it was sent to the answer.
    """

    text: str
    id: str
    errors: list[str] = field(default_factory=list)
    reply: str | None = None
    seconds: float = 0.0


@dataclass
class Talk:
    """One conversation.

    Attributes:
        sender: what it is called in the store.
        sent: its messages, in order.
    """

    sender: str
    sent: list[Sent]

    @property
    def replies(self) -> list[str | None]:
        """What was answered, in order."""
        return [message.reply for message in self.sent]

    @property
    def errors(self) -> list[str]:
        """All that was no answer."""
        return [error for message in self.sent for error in message.errors]


def converse(service: Service, texts: Sequence[str]) -> Talk:
    """Hold a conversation: the next message is sent when the one before it is answered, or given up."""
    session = _opened(service)
    return Talk(session.sender, [_send(session, Sent(text, f"m-{uuid.uuid4().hex}")) for text in texts])


def _opened(service: Service) -> ChatSession:
    for _ in range(_MOST_TRIES):
        try:
            return ChatSession(service)
        except requests.RequestException:
            time.sleep(_AGAIN_SECONDS)
    return ChatSession(service)


def _send(session: ChatSession, sent: Sent) -> Sent:
    begun = time.monotonic()
    while sent.reply is None and len(sent.errors) < _MOST_TRIES:
        try:
            answer = session.send(sent.text, _PATIENCE_SECONDS, id=sent.id)
        except requests.RequestException as error:
            sent.errors.append(type(error).__name__)
        else:
            _take(sent, answer)
        if sent.reply is None:
            time.sleep(_AGAIN_SECONDS)
    sent.seconds = time.monotonic() - begun
    return sent


def _take(sent: Sent, answer: requests.Response) -> None:
    replies = answer.json().get("messages", []) if answer.status_code == 200 else []
    outcomes = [reply["custom"]["outcome"] for reply in replies]
    if outcomes and "error" not in outcomes:
        sent.reply = replies[0]["text"]
    else:
        sent.errors.append("calm error" if outcomes else str(answer.status_code))
