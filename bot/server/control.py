"""What an operator asks of the service while it runs: over a socket in its own folder, that nobody else can open."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.core.paths import STATE
from bot.core.settings import settings

CONTENT, RESTART = "content", "restart"
_SECONDS_TO_ASK = 5
_LONGEST_REQUEST = 100


class NotAnswered(RuntimeError):
    """What was asked was not done; the message says why (Danish)."""


class Request:
    """One thing that is asked, and where to tell what becomes of it.

    Args:
        what: ``CONTENT`` or ``RESTART``.
        asker: who waits; nobody where a signal asked.
    """

    def __init__(self, what: str, asker: socket.socket | None = None) -> None:
        self.what = what
        self._asker = asker

    @classmethod
    def by_signal(cls) -> "Request":
        """SIGHUP, which daemons understand as new content."""
        return cls(CONTENT)

    def tell(self, message: str) -> None:
        """Say how far it is, in the log and to whoever asked."""
        print(message, flush=True)
        self._send({"message": message})

    def end(self, message: str, done: bool) -> None:
        """Say how it ended."""
        print(message, flush=True)
        self._send({"message": message, "done": done})
        if self._asker:
            self._asker.close()

    def _send(self, told: dict[str, Any]) -> None:
        if self._asker:
            with suppress(OSError):  # whoever asked has gone; it is done all the same
                self._asker.sendall(f"{json.dumps(told)}\n".encode())


class Requests:
    """Those that come in, one after another.

    Args:
        port: the service's; each on a machine has a socket of its own.
    """

    def __init__(self, port: int) -> None:
        self._path = _path_for(port)
        self._path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(self._path))
        os.chmod(self._path, 0o600)
        self._socket.listen()
        self._socket.setblocking(False)

    def __enter__(self) -> "Requests":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def next(self) -> Request | None:
        """What is asked now, if anything is."""
        try:
            asker, _ = self._socket.accept()
            asker.settimeout(_SECONDS_TO_ASK)
            asked = asker.recv(_LONGEST_REQUEST).decode().strip()
        except (OSError, UnicodeDecodeError):
            return None
        return Request(asked, asker)


def ask(what: str) -> Iterator[str]:
    """Ask the service that runs here, and give what it says until it is done.

    Raises:
        NotAnswered: it was not done.
    """
    path = _path_for(settings().port)
    with socket.socket(socket.AF_UNIX) as asking:
        try:
            asking.connect(str(path))
        except OSError as error:
            raise NotAnswered(
                f"Der kører ingen chat her på port {settings().port}, eller den kører som en anden bruger ({path}). "
                "Kør kommandoen som tjenestens bruger og med dens indstillinger."
            ) from error
        asking.sendall(f"{what}\n".encode())
        for line in asking.makefile(encoding="utf-8"):
            told = json.loads(line)
            if told.get("done") is False:
                raise NotAnswered(told["message"])
            yield told["message"]
            if told.get("done"):
                return
    raise NotAnswered("Chatten stoppede, før den var færdig. Se i dens log.")


def _path_for(port: int) -> Path:
    return STATE / f"styring-{port}.sock"
