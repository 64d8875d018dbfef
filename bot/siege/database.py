"""The database locked by another, and the disk full, while messages come in."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
import requests

from bot.siege.help_calls import HelpCalls
from bot.siege.report import Finding, judged
from bot.siege.service import QUESTION, ChatSession, Refused, Service, processes

_AWAY_SECONDS = 8


def locked(service: Service) -> Finding:
    """Another holds the database's write lock."""
    other = sqlite3.connect(service.database_url.removeprefix("sqlite:///"), isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        found = _meanwhile(service)
    finally:
        other.close()
    return _told(service, found)


def disk_full(service: Service) -> Finding:
    """No file of the service can grow by a byte: neither the database nor the log."""
    with _no_room(processes(service)):
        found = _meanwhile(service)
    return _told(service, found)


def _meanwhile(service: Service) -> HelpCalls:
    """Calls for help while the database is away, and ordinary questions beside them."""
    over = time.monotonic() + _AWAY_SECONDS
    with HelpCalls(service, patience=25) as calls:
        while time.monotonic() < over:
            with suppress(Refused, requests.RequestException):
                ChatSession(service).send(QUESTION)
            time.sleep(0.5)
    return calls


def _told(service: Service, calls: HelpCalls) -> Finding:
    wrong = calls.unheard()
    replies = ChatSession(service).say(QUESTION)
    if not replies or replies[0]["custom"]["outcome"] == "error":
        wrong.append("svarer ikke bagefter")
    return judged(wrong, calls.heard())


@contextmanager
def _no_room(harmed: list[psutil.Process]) -> Iterator[None]:
    """What a process writes beyond a file's first byte fails, as on a disk that is full."""
    before = {process: process.rlimit(psutil.RLIMIT_FSIZE) for process in harmed}
    try:
        for process in harmed:
            process.rlimit(psutil.RLIMIT_FSIZE, (1, before[process][1]))
        yield
    finally:
        for process, limits in before.items():
            with suppress(psutil.NoSuchProcess):
                process.rlimit(psutil.RLIMIT_FSIZE, limits)
