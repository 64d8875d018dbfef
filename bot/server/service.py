"""One server process, as the supervisor starts it, asks it and ends it."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bot.core.addresses import chat_path
from bot.core.paths import ROOT
from bot.server.sockets import LET_IN, SOCKETS, bound

HOST = "127.0.0.1"

STOP_SECONDS = 10
_MOST_RESTARTS = 3
_RESTART_WINDOW_SECONDS = 60
_ASKED_EVERY_SECONDS = 5
_ASKED_FIRST_EVERY_SECONDS = 0.5
_ASKED_FOR_SECONDS = 2
# Longer than a busy machine ever keeps a server from answering: several questions in a row go unanswered.
_HUNG_SECONDS = 25


class Failed(Exception):
    """The service can't go on; the message says why (Danish)."""


@dataclass(eq=False)
class Service:
    """One server process.

    Attributes:
        name: what the operator calls it (Danish).
        arguments: Python's arguments.
        environment: added to this process' own.
        page: an address it answers as long as it lives; without one nobody can tell whether it hangs.
        starts_within: the most seconds it takes, also on a busy machine, until it answers for the first time.
    """

    name: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    page: str | None = None
    starts_within: float = 180.0
    process: "subprocess.Popen[bytes] | None" = None
    restarts: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_RESTARTS))
    _asked: float = 0.0
    _started: float = 0.0
    _answered: float | None = None

    def start(self) -> None:
        """Start the process in a group of its own: Ctrl-C reaches the supervisor alone, which stops all in order."""
        self._launch()

    def _launch(self, sockets: Sequence[socket.socket] = ()) -> None:
        self._started, self._answered, self._asked = time.monotonic(), None, 0.0
        numbers = [one.fileno() for one in sockets]
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", *self.arguments],
            cwd=ROOT,
            env={**os.environ, **self.environment, SOCKETS: ",".join(map(str, numbers))},
            pass_fds=numbers,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def ask_to_stop(self) -> None:
        """Let it answer what it has begun on, and end."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGTERM)

    def stop(self, patience: float = STOP_SECONDS) -> None:
        """Ask the process' whole group to end, then, after so many seconds, make it."""
        if self.process is None:
            return
        for number, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, STOP_SECONDS)):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(timeout=seconds)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue

    def died(self) -> bool:
        """Whether it has ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def hangs(self) -> bool:
        """Whether it does not answer any more, or was never heard of since it began; asks now and then."""
        now = time.monotonic()
        every = _ASKED_FIRST_EVERY_SECONDS if self._answered is None else _ASKED_EVERY_SECONDS
        if self.page is None or now - self._asked < every:
            return False
        self._asked = now
        if answers(self.page):
            if self._answered is None:
                self.let_in()
            self._answered = now
        if self._answered is None:
            return now - self._started > self.starts_within
        return now - self._answered > _HUNG_SECONDS

    def is_ready(self) -> bool:
        """Whether it can take another's place."""
        return self.page is None or answers(self.page)

    def let_in(self) -> None:
        """Let it take its part of what comes; nothing where it has an address for itself alone."""

    def kill(self) -> None:
        """End it without asking: what hangs does not hear."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def restart(self, why: str = "gik ned") -> None:
        """Start it again, after ending whatever it left behind.

        Args:
            why: what it did, for the operator (Danish).

        Raises:
            Failed: it has died too often within the last minute.
        """
        self.stop()
        now = time.monotonic()
        if len(self.restarts) == _MOST_RESTARTS and now - self.restarts[0] < _RESTART_WINDOW_SECONDS:
            raise Failed(f"{self.name} bliver ved med at gå ned; årsagen står ovenfor.")
        self.restarts.append(now)
        code = self.process.returncode if self.process else None
        print(f"{self.name} {why} (kode {code}) og bliver startet igen.", flush=True)
        self.start()


@dataclass(eq=False)
class Worker(Service):
    """One of the processes that answer at the same address. Where it alone is asked, it has one of its own besides.

    Attributes:
        shared: the address they share, bound by whoever supervises them.
        actions: the action server it calls; ``None`` where its actions run inside it.
    """

    shared: socket.socket = field(kw_only=True)
    actions: Service | None = field(kw_only=True)
    _own: str = ""

    def start(self) -> None:
        """Start it at an address of its own; it answers at the shared one when it is let in."""
        with bound(HOST, 0) as own:
            self._own = f"http://{HOST}:{own.getsockname()[1]}"
            self.page = f"{self._own}{chat_path('/health')}"
            self._launch([own, self.shared])

    def is_ready(self) -> bool:
        """Whether it has all that it needs, and has answered a question."""
        return answers(f"{self._own}{chat_path('/ready')}")

    def let_in(self) -> None:
        """Let it answer at the shared address."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, LET_IN)


def answers(page: str) -> bool:
    """Whether a server's page is there, within a moment."""
    try:
        with urllib.request.urlopen(page, timeout=_ASKED_FOR_SECONDS) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _die_with_parent() -> None:
    # Should the supervisor be killed outright, no server may be left behind (Linux only).
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
