"""Conversations that go on while something happens to the service, each as the widget holds it: in order, and what got
no answer is sent again with the same id (web/src/conversation/chat-client.js).
"""

import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests

from tests.support.service import ChatSession, Service

# As the widget has it.
PATIENCE_SECONDS = 30
_AGAIN_SECONDS = 0.5
_MOST_TRIES = 10
# Between two conversations. Without it a few people take all of a small machine for as long as what is tried takes,
# and it takes the longer for that.
_PAUSE_SECONDS = 2.0


@dataclass
class Sent:
    """One message, and what came of it.

    Attributes:
        errors: what came in the place of an answer, each time it was sent.
        reply: the text of the answer; ``None`` where there never was one.
        card: the card it is; ``None`` where it is none.
        seconds: from the first time it was sent to the answer.
    """

    text: str
    id: str
    errors: list[str] = field(default_factory=list)
    reply: str | None = None
    card: str | None = None
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


def converse(service: Service, texts: Sequence[str], patience: float = PATIENCE_SECONDS) -> Talk:
    """Hold a conversation: the next message is sent when the one before it is answered, or given up.

    Args:
        patience: the seconds after which what has no answer is sent again.
    """
    session = _opened(service)
    return Talk(session.sender, [_send(session, Sent(text, f"m-{uuid.uuid4().hex}"), patience) for text in texts])


@contextmanager
def traffic(
    service: Service,
    texts: Sequence[str],
    at_once: int,
    patience: float = PATIENCE_SECONDS,
    pause: float = _PAUSE_SECONDS,
) -> Iterator[Callable[[], list[Talk]]]:
    """So many people who hold one conversation after another; what was said is given when they have ended."""
    over = threading.Event()

    def talk() -> list[Talk]:
        held = []
        while not over.is_set():
            held.append(converse(service, texts, patience))
            over.wait(pause)
        return held

    with ThreadPoolExecutor(at_once) as pool:
        people = [pool.submit(talk) for _ in range(at_once)]
        try:
            yield lambda: [held for person in people for held in person.result()]
        finally:
            over.set()


def _opened(service: Service) -> ChatSession:
    for _ in range(_MOST_TRIES):
        try:
            return ChatSession(service)
        except requests.RequestException:
            time.sleep(_AGAIN_SECONDS)
    return ChatSession(service)


def _send(session: ChatSession, sent: Sent, patience: float) -> Sent:
    begun = time.monotonic()
    while sent.reply is None and len(sent.errors) < _MOST_TRIES:
        try:
            answer = session.send(sent.text, patience, id=sent.id)
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
        sent.reply, sent.card = replies[0]["text"], replies[0]["custom"]["card"]
    else:
        sent.errors.append("calm error" if outcomes else str(answer.status_code))
