"""The service as a process of its own, its sessions and calls, and what its database holds."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import requests

from bot.channels.sessions import read_session
from bot.core.paths import ROOT
from bot.knowledge.responses import fixed_reply
from bot.store import models
from bot.store.database import engine_for, session
from tests.support.machine import free_port

# What the page of the tests signs its people in with.
SECRET = "en hemmelighed, der er lang nok til HS256"

SLOWEST_START_SECONDS = 600  # the first start trains the model


class Service:
    """`skolebro serve` as a process of its own, with its own ports and database."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port, self.actions_port = free_port(), free_port()
        self.database_url = environment.get("DATABASE_URL") or f"sqlite:///{folder / 'service.sqlite'}"
        self.log = folder / "service.log"
        self.prefix = environment.get("SKOLEBRO_PATH_PREFIX", "")
        # That bin/test gives the tests a thread each is no business of the service.
        inherited = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
        self._environment = {
            **inherited,
            **environment,
            "PORT": str(self.port),
            "ACTIONS_PORT": str(self.actions_port),
            "DATABASE_URL": self.database_url,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def chat(self) -> str:
        return f"{self.url}{self.prefix}/chat"

    def start(self) -> "Service":
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.commands.main", "serve"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + SLOWEST_START_SECONDS
        while "er klar" not in self.log.read_text(encoding="utf-8"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The service did not start:\n{self.log.read_text(encoding='utf-8')[-3000:]}")
            time.sleep(0.2)
        return self

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=40)

    def say(self, sender: str, message: str) -> list[dict[str, Any]]:
        """Send a message over Rasa's REST contract; gives the replies."""
        response = requests.post(
            f"{self.url}/webhooks/rest/webhook", json={"sender": sender, "message": message}, timeout=30
        )
        response.raise_for_status()
        return response.json()


# A question with one clear answer, and its card.
QUESTION, CARD = "hvor mange familier er der plads til på kurset?", "sundholmsvej-antal"
OTHER_QUESTION, OTHER_CARD = "hvad er en bisidder egentlig for en", "ord-bisidder"

_LONGEST_WAIT_SECONDS = 120  # only so that a broken service can't make the tests hang


def new_sender() -> str:
    """The name of a conversation nobody has had."""
    return f"test-{uuid.uuid4().hex}"


def one_reply(replies: list[dict[str, Any]]) -> dict[str, Any]:
    """The only reply of a turn."""
    assert len(replies) == 1, replies
    return replies[0]


def from_anywhere() -> dict[str, str]:
    """The header a proxy sets for somebody who has not asked before: how much one address may ask is limited."""
    return {"X-Forwarded-For": f"2001:db8::{uuid.uuid4().hex[:4]}:{uuid.uuid4().hex[:4]}"}


class ChatSession:
    """A session of the chat, as the page uses it; opened with ``opening`` from a page of ``origin``."""

    def __init__(self, service: Service, origin: str | None = None, **opening: Any) -> None:
        self.url = service.chat
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

    def say(self, message: str) -> list[dict[str, Any]]:
        """A message; the replies."""
        response = self.send(message)
        assert response.status_code == 200, response.text
        return response.json()["messages"]


def is_fixed(reply: dict[str, Any], key: str) -> bool:
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


def answers_again(service: Service, sender: str, message: str) -> dict[str, Any]:
    """The first reply that is not an error; until then every reply is a calm one."""
    found: list[dict[str, Any]] = []

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


def assert_problem(response: requests.Response, status: int, kind: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (problem["type"], problem["status"]) == (f"urn:skolebro:{kind}", status)
    assert problem["title"] and problem["detail"]
    return problem


CALLS = [("POST", "message"), ("GET", "messages"), ("POST", "feedback"), ("DELETE", "session")]


def assert_nothing_left(service: Service, started: list[psutil.Process]) -> None:
    assert not [process for process in started if process.is_running()]
    for port in (service.port, service.actions_port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
