"""The service as a process of its own and a session of its chat: for the attacks, and for the tests."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import psutil
import requests

from bot.channels.sessions import read_session
from bot.core.paths import ROOT

SLOWEST_START_SECONDS = 600  # the first start trains the model
ACTIONS, RASA = "bot.server.action_server", "bot.server.rasa_server"

# A question with one clear answer.
QUESTION = "hvor mange familier er der plads til på kurset?"


class Refused(RuntimeError):
    """The service did not do what it was asked."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__(f"{response.status_code}: {response.text[:1000]}")
        self.response = response


class Service:
    """`skolebro serve` as a process of its own, with its own ports and database.

    Args:
        folder: where its database and log are.
        environment: settings besides this process' own; afterwards all it is started with.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = int(environment.get("PORT") or free_port())
        self.actions_port = int(environment.get("ACTIONS_PORT") or free_port())
        self.database_url = environment.get("DATABASE_URL") or f"sqlite:///{folder / 'service.sqlite'}"
        self.log = folder / "service.log"
        self.prefix = environment.get("SKOLEBRO_PATH_PREFIX", "")
        self.environment = {
            **os.environ,
            **environment,
            "PORT": str(self.port),
            "ACTIONS_PORT": str(self.actions_port),
            "DATABASE_URL": self.database_url,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where the Rasa server listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def chat(self) -> str:
        """The address of the chat."""
        return f"{self.url}{self.prefix}/chat"

    def start(self) -> "Service":
        """Start it and wait until it is ready.

        Raises:
            RuntimeError: it did not start; tells the end of its log.
        """
        logged = self.log.stat().st_size if self.log.exists() else 0
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.commands.main", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + SLOWEST_START_SECONDS
        while "er klar" not in (told := self.log.read_bytes()[logged:].decode(errors="replace")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Tjenesten startede ikke:\n{told[-3000:]}")
            time.sleep(0.2)
        return self

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        """Ask it to end; gives how it did."""
        assert self.process is not None
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=40)

    def say(self, sender: str, message: str) -> list[dict[str, Any]]:
        """Send a message over Rasa's REST contract; gives the replies."""
        response = requests.post(
            f"{self.url}/webhooks/rest/webhook", json={"sender": sender, "message": message}, timeout=30
        )
        response.raise_for_status()
        replies: list[dict[str, Any]] = response.json()
        return replies

    def is_ready(self) -> bool:
        """Whether somebody who writes now is answered."""
        try:
            return requests.get(f"{self.chat}/ready", timeout=3).status_code == 200
        except requests.RequestException:
            return False


class ChatSession:
    """A session of the chat, as the page uses it; opened with ``opening`` from a page of ``origin``.

    Raises:
        Refused: it was not opened.
    """

    def __init__(self, service: Service, origin: str | None = None, **opening: Any) -> None:
        self.url = service.chat
        self.headers = {**from_anywhere(), **({"Origin": origin} if origin else {})}
        response = requests.post(f"{self.url}/session", json=opening, headers=self.headers, timeout=30)
        if response.status_code != 201:
            raise Refused(response)
        self.opened: dict[str, Any] = response.json()
        self.headers["Authorization"] = f"Bearer {self.opened['session']}"

    @property
    def sender(self) -> str:
        """What its conversation is called in the store."""
        session = read_session(self.opened["session"])
        assert session
        return session.conversation

    def request(self, method: str, path: str, timeout: float = 30, **more: Any) -> requests.Response:
        """Any call of the API, with the session."""
        return requests.request(method, f"{self.url}/{path}", headers=self.headers, timeout=timeout, **more)

    def send(self, message: object, timeout: float = 30, **more: Any) -> requests.Response:
        """A message; what comes back as it is."""
        return self.request("POST", "message", timeout, json={"message": message, **more})

    def say(self, message: str) -> list[dict[str, Any]]:
        """A message; the replies.

        Raises:
            Refused: there were none.
        """
        response = self.send(message)
        if response.status_code != 200:
            raise Refused(response)
        replies: list[dict[str, Any]] = response.json()["messages"]
        return replies


def from_anywhere() -> dict[str, str]:
    """The header a proxy sets for somebody who has not asked before: how much one address may ask is limited."""
    return {"X-Forwarded-For": f"2001:db8::{uuid.uuid4().hex[:4]}:{uuid.uuid4().hex[:4]}"}


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes(service: Service) -> list[psutil.Process]:
    """The supervisor and everything it has started."""
    assert service.process is not None
    supervisor = psutil.Process(service.process.pid)
    return [supervisor, *supervisor.children(recursive=True)]


def server(service: Service, module: str) -> psutil.Process:
    """The process that runs one of the two servers."""
    return next(process for process in processes(service) if module in process.cmdline())
