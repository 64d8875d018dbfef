"""The Rasa server as it is, HTTP and all, but for the trained model: an agent stands in that does as it is told.

Run as ``python -m tests.support.server_without_model``; ``ServerWithoutModel`` runs it.
"""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import psutil
import requests
import time_machine

from bot.core.paths import ROOT
from bot.core.silence_warnings import silence_warnings
from bot.store.database import engine_for, migrate
from tests.support.machine import free_port

if TYPE_CHECKING:
    from bot.server.actions_inside import ActionsInside

MODEL_DAYS = 3
# A message's first word says what becomes of it; any other is the outcome of the reply.
FAIL, LOG, DANGER, HANG = "gaa-i-stykker", "skriv-i-loggen", "fare", "haeng"
# The second is long enough that all come while the first of them waits, also on a busy machine.
WAIT, WAIT_LONG = "vent", "vent-laenge"
_WAIT_SECONDS = {WAIT: 1.0, WAIT_LONG: 5.0}
# An action that is called and never ends is given up after so many.
HUNG_AFTER_SECONDS = 0.1

# So many seconds the clock of its machine is ahead of ours.
CLOCK_AHEAD = "TEST_CLOCK_AHEAD_SECONDS"

_SLOWEST_SECONDS = 120


class ProcessorWithoutModel:
    """Answers as the first word says; two runs of one message differ in their ``run``."""

    model_metadata = SimpleNamespace(trained_at=datetime.utcnow() - timedelta(MODEL_DAYS))

    def __init__(self, actions: "ActionsInside") -> None:
        self._actions = actions

    async def handle_message(self, message: Any) -> None:
        first = str(message.text).split()[0]
        if first == FAIL:
            raise LookupError(message.text)  # as libraries do, that repeat what they were given
        if first == LOG:
            logging.getLogger("skolebro.test").warning("it was heard in %s", message.sender_id)
        await asyncio.sleep(_WAIT_SECONDS.get(first, 0))
        if first == HANG:
            call = {"next_action": HANG, "tracker": {"sender_id": message.sender_id}}
            await self._actions.request(json=call, timeout=HUNG_AFTER_SECONDS)
        told = {"outcome": "answered" if first in _WAIT_SECONDS else first, "run": uuid.uuid4().hex}
        await message.output_channel.send_response(
            message.sender_id, {"text": f"Svar på {message.text}", "custom": told}
        )

    async def parse_message(self, message: Any) -> None:
        if str(message.text).split()[0] == DANGER:
            danger = {"kind": "vold", "voice": "staff", "voice_confidence": 1.0, "language": ""}
            message.output_channel.understood = {"intent": {"name": "crisis"}, "danger": danger}


def _agent_without_model(endpoints: Any, actions: "ActionsInside") -> Any:
    from rasa.core.agent import Agent
    from rasa.core.lock_store import LockStore

    agent = Agent(action_endpoint=actions, lock_store=LockStore.create(endpoints.lock_store))
    agent.processor = ProcessorWithoutModel(actions)
    agent.is_ready = lambda: True
    return agent


class ServerWithoutModel:
    """The server as a process of its own; ``environment`` is what an operator would set."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port, self.log = free_port(), folder / "server.log"
        self.prefix = environment.get("SKOLEBRO_PATH_PREFIX", "")
        self.database_url = f"sqlite:///{folder / 'server.sqlite'}"
        migrate(engine_for(self.database_url))
        settings = {
            "PORT": str(self.port),
            "ACTIONS_PORT": str(free_port()),
            "DATABASE_URL": self.database_url,
            **environment,
        }
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "tests.support.server_without_model"],
                cwd=ROOT,
                env={**os.environ, **settings},
                stdout=log,
                stderr=log,
            )
        self._wait()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def chat(self) -> str:
        return f"{self.origin}{self.prefix}/chat"

    def session(self, **headers: str) -> dict[str, str]:
        """The headers of a new conversation, besides these."""
        opened = requests.post(f"{self.chat}/session", headers=headers, timeout=30)
        assert opened.status_code == 201, opened.text
        return {**headers, "Authorization": f"Bearer {opened.json()['session']}"}

    def say(self, text: str, headers: dict[str, str] | None = None) -> requests.Response:
        """A message, in a conversation of its own unless it is told which."""
        return requests.post(
            f"{self.chat}/message", json={"message": text}, headers=headers or self.session(), timeout=60
        )

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def _wait(self) -> None:
        deadline = time.monotonic() + _SLOWEST_SECONDS
        while True:
            try:
                if requests.get(f"{self.chat}/health", timeout=2).status_code == 200:
                    return
            except requests.ConnectionError:
                time.sleep(0.1)
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise RuntimeError(f"The server did not start:\n{self.log.read_text(encoding='utf-8')[-3000:]}")


def listens_on(server: ServerWithoutModel) -> set[tuple[str, int]]:
    """The addresses it accepts at."""
    connections = psutil.Process(server.process.pid).connections()
    return {(one.laddr.ip, one.laddr.port) for one in connections if one.status == psutil.CONN_LISTEN}


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[ServerWithoutModel]:
    """A server, stopped at the end."""
    server = ServerWithoutModel(folder, **environment)
    try:
        yield server
    finally:
        server.stop()


def _hang(_dispatcher: object, _tracker: object, _domain: object) -> None:
    time.sleep(_SLOWEST_SECONDS)


def main() -> None:
    """Serve until stopped."""
    silence_warnings()
    if ahead := os.environ.get(CLOCK_AHEAD):
        time_machine.travel(datetime.now(timezone.utc) + timedelta(seconds=int(ahead)), tick=True).start()
    from rasa.core import run
    from rasa_sdk.executor import ActionExecutor

    from bot.server import model_signature

    model_signature.refuse_unsigned = lambda model: None  # there is none
    from bot.server import rasa_server
    from bot.server.actions_inside import ActionsInside

    executor = ActionExecutor()
    executor.register_function(HANG, _hang)
    actions = ActionsInside(executor)

    async def load_agent(_model: str, endpoints: Any, _storage: object, app: Any, _loop: object) -> None:
        app.ctx.agent = _agent_without_model(endpoints, actions)

    run.load_agent_on_start = load_agent
    vars(rasa_server)["refuse_unsigned"] = lambda _model: None  # there may be none
    rasa_server.main()


if __name__ == "__main__":
    main()
