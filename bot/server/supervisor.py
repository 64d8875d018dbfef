"""Run the two servers as one: if one dies it is restarted; if it keeps dying, everything stops."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from types import FrameType

from bot.core.paths import ROOT

_POLL_SECONDS = 0.2
_STOP_SECONDS = 10
_MOST_RESTARTS = 3
_RESTART_WINDOW_SECONDS = 60


class Failed(Exception):
    """The service can't go on; the message says why (Danish)."""


@dataclass
class Service:
    """One server process.

    Attributes:
        name: what the operator calls it (Danish).
        arguments: Python's arguments.
        environment: added to this process' own.
    """

    name: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    restarts: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_RESTARTS))

    def start(self) -> None:
        """Start the process in a group of its own: Ctrl-C reaches the supervisor alone, which stops all in order."""
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

    def restart(self) -> None:
        """Start it again, after ending whatever it left behind.

        Raises:
            Failed: it has died too often within the last minute.
        """
        self.stop()
        now = time.monotonic()
        if len(self.restarts) == _MOST_RESTARTS and now - self.restarts[0] < _RESTART_WINDOW_SECONDS:
            raise Failed(f"{self.name} bliver ved med at gå ned; årsagen står ovenfor.")
        self.restarts.append(now)
        code = self.process.returncode if self.process else None
        print(f"{self.name} gik ned (kode {code}) og bliver startet igen.", flush=True)
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
        for service in self._services:
            service.stop()

    @property
    def stopping(self) -> bool:
        """Whether somebody has asked for the end."""
        return self._stopping

    def watch(self) -> None:
        """Restart what has died.

        Raises:
            Failed: one service keeps dying.
        """
        for service in self._services:
            if service.died() and not self._stopping:
                service.restart()
        time.sleep(_POLL_SECONDS)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


def _die_with_parent() -> None:
    # Should the supervisor be killed outright, no server may be left behind (Linux only).
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
