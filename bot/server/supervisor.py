"""Run the two servers as one: if one dies or hangs it is restarted; if it keeps dying, everything stops."""

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from bot.core.paths import ROOT

_POLL_SECONDS = 0.2
_STOP_SECONDS = 10
_MOST_RESTARTS = 3
_RESTART_WINDOW_SECONDS = 60
_ASKED_EVERY_SECONDS = 5
_ASKED_FOR_SECONDS = 2
# Longer than a busy machine ever keeps a server from answering: several questions in a row go unanswered.
_HUNG_SECONDS = 25


class Failed(Exception):
    """The service can't go on; the message says why (Danish)."""


@dataclass
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
        self._started, self._answered = time.monotonic(), None
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", *self.arguments],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def stop(self) -> None:
        """Ask the process' whole group to end, then make it."""
        if self.process is None:
            return
        for number, patience in ((signal.SIGTERM, _STOP_SECONDS), (signal.SIGKILL, _STOP_SECONDS)):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(timeout=patience)
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
        if self.page is None or now - self._asked < _ASKED_EVERY_SECONDS:
            return False
        self._asked = now
        if answers(self.page):
            self._answered = now
        if self._answered is None:
            return now - self._started > self.starts_within
        return now - self._answered > _HUNG_SECONDS

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


class Supervisor:
    """Keeps a few services running until somebody stops it."""

    def __init__(self, services: list[Service]) -> None:
        self._services = services
        self._stopping = False

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        for service in self._services:
            service.start()
        return self

    def __exit__(self, *_: object) -> None:
        # The last first: what it is in the middle of still needs those before it.
        for service in reversed(self._services):
            service.stop()

    @property
    def stopping(self) -> bool:
        """Whether somebody has asked for the end."""
        return self._stopping

    def watch(self) -> None:
        """Restart what has died or hangs.

        Raises:
            Failed: one service keeps dying.
        """
        for service in self._services:
            if self._stopping:
                break
            if service.died():
                service.restart()
            elif service.hangs():
                service.kill()
                service.restart("svarede ikke mere")
        time.sleep(_POLL_SECONDS)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


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
