"""Sessions somebody ended before they expired: a copy of one must not open the conversation again."""

import hashlib
from datetime import datetime

from sqlalchemy import delete

from bot.store.database import now, session
from bot.store.models import EndedSession


def revoke(name: str, expires_at: datetime) -> None:
    """Note that the session of this name is over; ``expires_at`` (UTC) is when it would have been anyway."""
    with session() as opened:
        opened.merge(EndedSession(name_hash=_hash(name), expires_at=expires_at))


def is_revoked(name: str) -> bool:
    """Whether somebody ended it."""
    with session() as opened:
        return opened.get(EndedSession, _hash(name)) is not None


def delete_expired() -> None:
    """Forget those that have expired by themselves."""
    with session() as opened:
        opened.execute(delete(EndedSession).where(EndedSession.expires_at <= now()))


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
