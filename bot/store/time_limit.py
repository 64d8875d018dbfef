"""A time limit on every call of PostgreSQL, also when its server has hung: its own limits are then no good."""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg2
from psycopg2 import extensions

# A person waits for the answer: rather say so than hang.
SLOWEST_CALL_SECONDS = 3.0
# One has waited in vain: the others need not, for so long.
_NOT_ASKED_AGAIN_SECONDS = 5.0

_limited: ContextVar[bool] = ContextVar("limited", default=True)
_away_until = 0.0


def limit_calls() -> None:
    """Wait for the server ourselves, where libpq would wait for ever."""
    extensions.set_wait_callback(_wait)


@contextmanager
def without_limit() -> Iterator[None]:
    """For what may take its time: a migration."""
    token = _limited.set(False)
    try:
        yield
    finally:
        _limited.reset(token)


def _wait(connection: Any) -> None:
    """Come back when the call is done.

    Raises:
        OperationalError: it took too long, or one before it did; psycopg2 then closes the connection.
    """
    global _away_until
    begun = time.monotonic()
    if _limited.get() and begun < _away_until:
        raise psycopg2.OperationalError("the database did not answer just now")
    deadline = begun + SLOWEST_CALL_SECONDS if _limited.get() else None
    while (state := connection.poll()) != extensions.POLL_OK:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        waits = [connection.fileno()]
        readable = waits if state == extensions.POLL_READ else []
        writable = waits if state == extensions.POLL_WRITE else []
        if not any(select.select(readable, writable, [], left)):
            _away_until = time.monotonic() + _NOT_ASKED_AGAIN_SECONDS
            raise psycopg2.OperationalError("the database does not answer")
