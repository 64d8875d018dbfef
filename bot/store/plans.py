"""Keep a plan while somebody works on it, and until its link expires. It holds words, so it is kept shortly."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from bot.store.database import now, session
from bot.store.models import Plan

_TOKEN_BYTES = 32  # 256 random bits: a link nobody guesses


# The conditions are the database's to judge: a session of its own has nothing loaded to bring up to date.
_IN_THE_DATABASE = {"synchronize_session": False}


class ChangedMeanwhile(Exception):
    """Somebody else was first; what was to be written would take the place of what they wrote."""


def begin(days: int) -> str:
    """A new plan without answers; gives the token it is found by."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with session() as opened:
        opened.add(Plan(token=token, answers={}, changed_at=now(), expires_at=now() + timedelta(days=days)))
    return token


def find(token: str | None) -> Plan | None:
    """The plan of a token; ``None`` if there is none or its time is up."""
    if not token:
        return None
    with session() as opened:
        plan: Plan | None = opened.get(Plan, token)
    return plan if plan and plan.expires_at > now() else None


def change(token: str, answers: dict[str, Any], days: int, version: int | None = None) -> None:
    """Put new answers in the place of the old; the time it is kept begins again. A plan whose time is up stays gone.

    Args:
        version: the state the new answers were made from; ``None`` for whatever it is.

    Raises:
        ChangedMeanwhile: another tab or message has changed it since.
    """
    kept = {"answers": answers, "changed_at": now(), "expires_at": now() + timedelta(days=days)}
    living = (Plan.token == token, Plan.expires_at > now())
    with session() as opened:
        seen = (*living, Plan.version == version) if version is not None else living
        changed = opened.execute(
            update(Plan).where(*seen).values(**kept, version=Plan.version + 1), execution_options=_IN_THE_DATABASE
        )
        if changed.rowcount == 0 and opened.execute(select(Plan.token).where(*living)).first():
            raise ChangedMeanwhile


def forget(token: str | None) -> None:
    """Delete a plan now, its answers and its links."""
    with session() as opened:
        opened.execute(delete(Plan).where(Plan.token == token))


def delete_expired() -> None:
    """Delete every plan whose time is up."""
    with session() as opened:
        opened.execute(delete(Plan).where(Plan.expires_at <= now()))
