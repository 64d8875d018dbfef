"""What an installation may set, all from the environment, with defaults that just work."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.core.paths import STATE

SHORTEST_SECRET = 32
PRODUCTION = "production"
_PROFILES = ("local", PRODUCTION)
_LISTEN_ADDRESSES = ("127.0.0.1", "0.0.0.0")
_LOGS = ("text", "json")
INSIDE, SEPARATE = "inside", "separate"
_DATABASE_NUMBER = re.compile(r"(/\d*)?")
_PATH_PREFIX = re.compile(r"(/[A-Za-z0-9_-]+)*")


@dataclass(frozen=True)
class Settings:
    """One installation's choices.

    Attributes:
        database_url: SQLAlchemy URL; a SQLite file by default.
        port: Rasa server's port.
        listen_address: the Rasa servers' address, for the chat and for the metrics: the loopback address, or all of
            them in a container of its own.
        actions: where the actions run: ``inside`` Rasa's server, or in a ``separate`` one.
        actions_port: the separate action server's port on the loopback address.
        profile: ``local`` (REST channel on) or ``production`` (REST channel off).
        conversation_days: how long an idle conversation's state is kept.
        document_days: how long a document can be fetched.
        statistics_days: how long it is kept how turns ended and which answers helped.
        question_days: how long a question sent to the editor is kept.
        contacts: a file with the installation's own contacts, or ``None``.
        sites: a file with the pages that may embed the chat, and how it looks and speaks there, or ``None``.
        secret: signs the chat's sessions; ``None`` for one made on this machine.
        messages_a_minute: how many messages one conversation may send.
        sessions_a_minute: how many conversations one address may begin.
        path_prefix: what stands before ``/chat`` in every address, e.g. ``/skolebro``; mostly empty.
        log: ``text``, or ``json`` for one object a line.
        metrics_port: where Prometheus fetches the metrics; ``None`` for nowhere. Of several workers each has one, from
            this on.
        redis: the address of the Redis that several processes share; ``None`` where there is one process.
        workers: how many Rasa servers answer.
    """

    database_url: str
    port: int
    listen_address: str
    actions: str
    actions_port: int
    profile: str
    conversation_days: int
    document_days: int
    statistics_days: int
    question_days: int
    contacts: Path | None
    sites: Path | None
    secret: str | None
    messages_a_minute: int
    sessions_a_minute: int
    path_prefix: str
    log: str
    metrics_port: int | None
    redis: str | None
    workers: int


def settings() -> Settings:
    """Read the environment afresh.

    Raises:
        ValueError: one of them is not usable; the message is for the operator (Danish).
    """
    chosen = Settings(
        database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{STATE / 'skolebro.sqlite'}",
        port=_number("PORT", 5005),
        listen_address=_one_of("LISTEN_ADDRESS", _LISTEN_ADDRESSES),
        actions=_one_of("SKOLEBRO_ACTIONS", (INSIDE, SEPARATE)),
        actions_port=_number("ACTIONS_PORT", 5055),
        profile=_one_of("SKOLEBRO_PROFILE", _PROFILES),
        conversation_days=_number("CONVERSATION_DAYS", 7),
        document_days=_number("DOCUMENT_DAYS", 7),
        statistics_days=_number("STATISTICS_DAYS", 365),
        question_days=_number("QUESTION_DAYS", 30),
        contacts=_path("SKOLEBRO_CONTACTS"),
        sites=_path("SKOLEBRO_SITES"),
        secret=_secret("SKOLEBRO_SECRET"),
        messages_a_minute=_number("MESSAGES_A_MINUTE", 30),
        sessions_a_minute=_number("SESSIONS_A_MINUTE", 120),
        path_prefix=_path_prefix("SKOLEBRO_PATH_PREFIX"),
        log=_one_of("SKOLEBRO_LOG", _LOGS),
        metrics_port=_number("SKOLEBRO_METRICS_PORT") if os.environ.get("SKOLEBRO_METRICS_PORT") else None,
        redis=_redis_url("SKOLEBRO_REDIS"),
        workers=_number("SKOLEBRO_WORKERS", 1),
    )
    if chosen.workers > 1 and (chosen.redis is None or chosen.database_url.startswith("sqlite")):
        raise ValueError(
            "SKOLEBRO_WORKERS over 1 kræver, at SKOLEBRO_REDIS er sat, og at DATABASE_URL er PostgreSQL: Serverne "
            "deler samtalerne, og det kan de ikke i hver sin hukommelse."
        )
    return chosen


def _one_of(name: str, choices: tuple[str, str]) -> str:
    """The choice that is set; the first where none is."""
    value = os.environ.get(name) or choices[0]
    if value not in choices:
        raise ValueError(f"{name} skal være '{choices[0]}' eller '{choices[1]}', ikke '{value}'.")
    return value


def _path_prefix(name: str) -> str:
    value = os.environ.get(name) or ""
    if not _PATH_PREFIX.fullmatch(value):
        raise ValueError(
            f"{name} skal begynde med / og ikke slutte med det; mellem dem må der stå a-z, A-Z, 0-9, - og _,"
            f" fx '/skolebro', ikke '{value}'."
        )
    return value


def _secret(name: str) -> str | None:
    value = os.environ.get(name)
    if value and len(value) < SHORTEST_SECRET:
        raise ValueError(f"{name} skal være på mindst {SHORTEST_SECRET} tegn, så ingen kan gætte den.")
    return value or None


def _redis_url(name: str) -> str | None:
    """The address; the error does not repeat it, for it may hold a password."""
    value = os.environ.get(name)
    if value and not _is_redis_url(value):
        raise ValueError(
            f"{name} skal være en adresse som 'redis://127.0.0.1:6379/0' eller"
            " 'rediss://:kodeord@redis.kommune.dk:6379/0'; i kodeordet skrives @ som %40 og / som %2F."
        )
    return value or None


def _is_redis_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port  # is read only now
    except ValueError:
        return False
    return bool(parts.scheme in ("redis", "rediss") and parts.hostname and _DATABASE_NUMBER.fullmatch(parts.path))


def _path(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value) if value else None


def _number(name: str, default: int = 0) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit()) or int(value) < 1:
        raise ValueError(f"{name} skal være et helt tal større end 0, ikke '{value}'.")
    return int(value)
