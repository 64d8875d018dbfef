"""Sessions of the chat: signed random names that expire, so nobody can pick, guess or revive a conversation."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from bot.core.secret import installation_secret
from bot.core.settings import settings
from bot.sites.schema import ROLES, Role

_LONGEST_TOKEN = 1000
# So much another machine's clock may be before ours.
_CLOCKS_DIFFER_BY_SECONDS = 120


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
        longest = int(_life().total_seconds()) + _CLOCKS_DIFFER_BY_SECONDS
        (name, site, role), begun = _signer(_LaterClock).loads(token, max_age=longest, return_timestamp=True)
    except (BadData, ValueError, TypeError):
        return None
    return Session(str(name), str(site), role if role in ROLES else None, begun)


def expiry_of(session: Session) -> datetime:
    """When a session is of no use any more (UTC, without a zone, as the store has it)."""
    return (session.begun + _life()).astimezone(timezone.utc).replace(tzinfo=None)


def _life() -> timedelta:
    return timedelta(days=settings().conversation_days)


class _LaterClock(TimestampSigner):
    """Reads what another machine has signed: to ours it may come from the future, which is refused otherwise."""

    def get_timestamp(self) -> int:
        """The time now, as the clock that is furthest ahead has it."""
        return super().get_timestamp() + _CLOCKS_DIFFER_BY_SECONDS


def _signer(signer: type[TimestampSigner] = TimestampSigner) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(installation_secret(), salt="skolebro.session", signer=signer)
