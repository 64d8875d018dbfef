"""What an installation may set, all from the environment, with defaults that just work."""

import os
from dataclasses import dataclass
from pathlib import Path

from bot.core.paths import STATE

SHORTEST_SECRET = 32


@dataclass(frozen=True)
class Settings:
    """One installation's choices.

    Attributes:
        database_url: SQLAlchemy URL; a SQLite file by default.
        port: Rasa server's port on the loopback address.
        actions_port: action server's port on the loopback address.
        profile: ``local`` (REST channel on) or ``production`` (REST channel off).
        conversation_days: how long an idle conversation's state is kept.
        document_days: how long a document can be fetched.
        statistics_days: how long it is kept how turns ended and which answers helped.
        contacts: a file with the installation's own contacts, or ``None``.
        sites: a file with the pages that may embed the chat, and how it looks and speaks there, or ``None``.
        secret: signs the chat's sessions; ``None`` for one made on this machine.
        messages_a_minute: how many messages one conversation may send.
        sessions_a_minute: how many conversations one address may begin.
    """

    database_url: str
    port: int
    actions_port: int
    profile: str
    conversation_days: int
    document_days: int
    statistics_days: int
    contacts: Path | None
    sites: Path | None
    secret: str | None
    messages_a_minute: int
    sessions_a_minute: int


def settings() -> Settings:
    """Read the environment afresh.

    Raises:
        ValueError: a number, the profile or the secret is not usable; the message is for the operator (Danish).
    """
    profile = os.environ.get("SKOLEBRO_PROFILE", "local")
    if profile not in ("local", "production"):
        raise ValueError(f"SKOLEBRO_PROFILE skal være 'local' eller 'production', ikke '{profile}'.")
    return Settings(
        database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{STATE / 'skolebro.sqlite'}",
        port=_number("PORT", 5005),
        actions_port=_number("ACTIONS_PORT", 5055),
        profile=profile,
        conversation_days=_number("CONVERSATION_DAYS", 7),
        document_days=_number("DOCUMENT_DAYS", 7),
        statistics_days=_number("STATISTICS_DAYS", 365),
        contacts=_path("SKOLEBRO_CONTACTS"),
        sites=_path("SKOLEBRO_SITES"),
        secret=_secret("SKOLEBRO_SECRET"),
        messages_a_minute=_number("MESSAGES_A_MINUTE", 30),
        sessions_a_minute=_number("SESSIONS_A_MINUTE", 120),
    )


def _secret(name: str) -> str | None:
    value = os.environ.get(name)
    if value and len(value) < SHORTEST_SECRET:
        raise ValueError(f"{name} skal være på mindst {SHORTEST_SECRET} tegn, så ingen kan gætte den.")
    return value or None


def _path(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value) if value else None


def _number(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit()) or int(value) < 1:
        raise ValueError(f"{name} skal være et helt tal større end 0, ikke '{value}'.")
    return int(value)
