"""Sessions of the chat page: a signed random name, so nobody can pick or guess another's conversation."""

import os
import secrets
from pathlib import Path

from itsdangerous import BadSignature, TimestampSigner

from bot.paths import STATE
from bot.settings import settings

_SECONDS_A_DAY = 86_400


def new_session() -> str:
    """A token for a new conversation."""
    return _signer().sign(secrets.token_urlsafe(18)).decode()


def conversation_of(token: object) -> str | None:
    """The conversation a token belongs to; ``None`` if it is not ours or too old."""
    if not isinstance(token, str):
        return None
    try:
        name = _signer().unsign(token, max_age=settings().conversation_days * _SECONDS_A_DAY)
    except (BadSignature, UnicodeEncodeError):  # JSON can carry half a character
        return None
    return f"chat-{name.decode()}"


def _signer() -> TimestampSigner:
    return TimestampSigner(os.environ.get("SKOLEBRO_SECRET") or _kept_secret(STATE / "secret"))


def _kept_secret(path: Path) -> str:
    """A secret made once on this machine; where several machines serve, SKOLEBRO_SECRET is set instead."""
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
        return path.read_text()
