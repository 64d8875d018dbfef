"""What the service tests share: their questions, the service's processes and what the database holds."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import psutil
import requests

from bot.channels.sessions import read_session
from bot.knowledge.responses import fixed_reply
from bot.store import models
from bot.store.database import engine_for, session
from tests.conftest import Service

# A question with one clear answer, and its card.
QUESTION, CARD = "hvor mange familier er der plads til på kurset?", "sundholmsvej-antal"
OTHER_QUESTION, OTHER_CARD = "hvad er en bisidder egentlig for en", "ord-bisidder"

_LONGEST_WAIT_SECONDS = 120  # only so that a broken service can't make the tests hang


def new_sender() -> str:
    """The name of a conversation nobody has had."""
    return f"test-{uuid.uuid4().hex}"


def one_reply(replies: list[dict]) -> dict:
    """The only reply of a turn."""
    assert len(replies) == 1, replies
    return replies[0]


def from_anywhere() -> dict[str, str]:
    """The header a proxy sets for somebody who has not asked before: how much one address may ask is limited."""
    return {"X-Forwarded-For": f"2001:db8::{uuid.uuid4().hex[:4]}:{uuid.uuid4().hex[:4]}"}


class ChatSession:
    """A session of the chat, as the page uses it; opened with ``opening`` from a page of ``origin``."""

    def __init__(self, service: Service, origin: str | None = None, **opening: Any) -> None:
        self.url = f"{service.url}/chat"
        self.headers = {**from_anywhere(), **({"Origin": origin} if origin else {})}
        response = requests.post(f"{self.url}/session", json=opening, headers=self.headers, timeout=30)
        assert response.status_code == 201, response.text
        self.opened: dict[str, Any] = response.json()
        self.headers["Authorization"] = f"Bearer {self.opened['session']}"

    @property
    def sender(self) -> str:
        """What its conversation is called in the store."""
        session = read_session(self.opened["session"])
        assert session
        return session.conversation

    def request(self, method: str, path: str, **more: Any) -> requests.Response:
        """Any call of the API, with the session."""
        return requests.request(method, f"{self.url}/{path}", headers=self.headers, timeout=30, **more)

    def send(self, message: object, **more: Any) -> requests.Response:
        """A message; what comes back as it is."""
        return self.request("POST", "message", json={"message": message, **more})

    def say(self, message: str) -> list[dict]:
        """A message; the replies."""
        response = self.send(message)
        assert response.status_code == 200, response.text
        return response.json()["messages"]


def is_fixed(reply: dict, key: str) -> bool:
    """Whether a reply is this one of knowledge/faste-svar.yml."""
    return reply["text"].startswith(fixed_reply(key).text.split("{")[0])


def post(service: Service, body: bytes | str) -> requests.Response:
    """Send ``body`` as it is to the REST webhook."""
    return requests.post(
        f"{service.url}/webhooks/rest/webhook",
        data=body,
        headers={"Content-Type": "application/json"},
        timeout=30,
    )


def remembered(service: Service, sender: str) -> dict[str, Any]:
    """The slots in the stored conversation, by name; empty if there is no such conversation."""
    with session(engine_for(service.database_url)) as opened:
        conversation = opened.get(models.Conversation, sender)
        events = conversation.state if conversation else []
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def turns(service: Service) -> list[tuple[str, str | None]]:
    """Outcome and card of every turn counted so far, oldest first."""
    with session(engine_for(service.database_url)) as opened:
        return [(turn.outcome, turn.card_id) for turn in opened.query(models.Turn).order_by(models.Turn.id)]


def processes(service: Service) -> list[psutil.Process]:
    """The supervisor and everything it has started."""
    assert service.process is not None
    supervisor = psutil.Process(service.process.pid)
    return [supervisor, *supervisor.children(recursive=True)]


def server(service: Service, module: str) -> psutil.Process:
    """The process that runs one of the two servers."""
    return next(process for process in processes(service) if module in process.cmdline())


def answers_again(service: Service, sender: str, message: str) -> dict:
    """The first reply that is not an error; until then every reply is a calm one."""
    found: list[dict] = []

    def asked() -> bool:
        try:
            reply = one_reply(service.say(sender, message))
        except requests.ConnectionError:
            return False  # the Rasa server itself is on its way up
        if reply["custom"]["outcome"] == "error":
            assert is_fixed(reply, "fejl")
            return False
        found.append(reply)
        return True

    wait_until(asked, "the service answers again")
    return found[0]


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Come back when ``condition`` holds."""
    deadline = time.monotonic() + _LONGEST_WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(0.2)
