"""Keep the answers before a talk for two hours, or for the days somebody asked for; fetching them changes nothing."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import case, delete, update

from bot.store.database import now, session
from bot.store.models import Talk

_TOKEN_BYTES = 32  # 256 random bits: a link nobody guesses

# Long enough to be disturbed in the middle or to find a printer, too short for the next one at the same computer.
_UNLESS_ASKED_TO_KEEP = timedelta(hours=2)

# The conditions are the database's to judge: a session of its own has nothing loaded to bring up to date.
_IN_THE_DATABASE = {"synchronize_session": False}


def begin() -> str:
    """New answers, none yet; gives the token they are found by."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    expires_at = now() + _UNLESS_ASKED_TO_KEEP
    with session() as opened:
        opened.add(Talk(token=token, answers={}, kept=False, changed_at=now(), expires_at=expires_at))
    return token


def find(token: str | None) -> Talk | None:
    """The answers of a token; ``None`` if there are none or their time is up."""
    if not token:
        return None
    with session() as opened:
        talk: Talk | None = opened.get(Talk, token)
    return talk if talk and talk.expires_at > now() else None


def change(token: str, answers: dict[str, Any]) -> None:
    """Put new answers in the place of the old.

    Their two hours begin again; the days somebody asked to keep them go on. What is gone stays gone.
    """
    expires_at = case((Talk.kept, Talk.expires_at), else_=now() + _UNLESS_ASKED_TO_KEEP)
    _update(token, answers=answers, changed_at=now(), expires_at=expires_at)


def keep(token: str, days: int) -> None:
    """Keep the answers for so many days from now, because somebody asked for it. What is gone stays gone."""
    _update(token, kept=True, expires_at=now() + timedelta(days=days))


def forget(token: str | None) -> None:
    """Delete the answers now, and with them the links."""
    with session() as opened:
        opened.execute(delete(Talk).where(Talk.token == token))


def delete_expired() -> None:
    """Delete all answers whose time is up."""
    with session() as opened:
        opened.execute(delete(Talk).where(Talk.expires_at <= now()))


def _update(token: str, **values: Any) -> None:
    living = (Talk.token == token, Talk.expires_at > now())
    with session() as opened:
        opened.execute(update(Talk).where(*living).values(**values), execution_options=_IN_THE_DATABASE)
