"""Sessions of the chat: signed random names that expire, so nobody can pick, guess or revive a conversation."""

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.core.paths import STATE
from bot.core.settings import settings
from bot.sites.schema import ROLES, Role

_LONGEST_TOKEN = 1000


@dataclass(frozen=True)
class Session:
    """Whose turn it is, as far as the server knows.

    Attributes:
        name: the random name of the conversation.
        site: the site it began on.
        role: the role the host page told, or ``None``.
        begun: when it was opened (UTC).
    """

    name: str
    site: str
    role: Role | None
    begun: datetime

    @property
    def conversation(self) -> str:
        """What Rasa calls it."""
        return f"chat-{self.name}"


@dataclass(frozen=True)
class Opened:
    """A new session's token, and when it is of no use any more."""

    token: str
    expires_at: datetime


def open_session(site: str, role: Role | None = None) -> Opened:
    """A token for a new conversation."""
    token = _signer().dumps([secrets.token_urlsafe(18), site, role])
    return Opened(str(token), datetime.now(timezone.utc) + _life())


def read_session(token: object) -> Session | None:
    """The session of a token; ``None`` if it is not ours or too old."""
    if not isinstance(token, str) or not token.isascii() or len(token) > _LONGEST_TOKEN:
        return None
    try:
        (name, site, role), begun = _signer().loads(token, max_age=int(_life().total_seconds()), return_timestamp=True)
    except (BadData, ValueError, TypeError):
        return None
    return Session(str(name), str(site), role if role in ROLES else None, begun)


def expiry_of(session: Session) -> datetime:
    """When a session is of no use any more (UTC, without a zone, as the store has it)."""
    return (session.begun + _life()).astimezone(timezone.utc).replace(tzinfo=None)


def _life() -> timedelta:
    return timedelta(days=settings().conversation_days)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret or _kept_secret(STATE / "secret"), salt="skolebro.session")


def _kept_secret(path: Path) -> str:
    """A secret made once on this machine; where several machines serve, SKOLEBRO_SECRET is set instead."""
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written whole before it has its name: half a secret could be guessed.
        descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
        with suppress(FileExistsError):  # another process was first
            os.link(unfinished, path)
        os.unlink(unfinished)
        return path.read_text()
