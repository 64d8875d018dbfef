"""Keep conversation state for as short a time as it is useful."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.database import now, session
from bot.store.models import Conversation

State = list[dict[str, Any]]


@dataclass(frozen=True)
class Stored:
    """A conversation as it is stored.

    Attributes:
        state: its events, oldest first.
        at: when it was written, which tells one state of it from another.
    """

    state: State
    at: datetime


class Overtaken(Exception):
    """What is stored is not what was read: somebody else has written or deleted it since."""


def read(sender_id: str) -> Stored | None:
    """A conversation; ``None`` if there is none."""
    with session() as opened:
        found = opened.execute(
            select(Conversation.state, Conversation.updated_at).where(Conversation.sender_id == sender_id)
        ).one_or_none()
        return Stored(*found) if found else None


def read_state(sender_id: str) -> State | None:
    """Its events alone."""
    found = read(sender_id)
    return found.state if found else None


def write_state(sender_id: str, state: State, instead_of: datetime | None) -> datetime:
    """Put ``state`` in the place of what was read.

    Args:
        instead_of: when what was read had been written; ``None`` where there was nothing.

    Returns:
        when it was written now.

    Raises:
        Overtaken: something else is stored by now, or nothing any more.
    """
    written_at = now()
    kept = {"updated_at": written_at, "state": state}
    try:
        with session() as opened:
            if instead_of is None:
                opened.add(Conversation(sender_id=sender_id, **kept))
            else:
                as_read = (Conversation.sender_id == sender_id, Conversation.updated_at == instead_of)
                # Every turn writes: an UPDATE alone, where a merge would read the old state first.
                written = update(Conversation).where(*as_read).values(**kept)
                changed = opened.execute(written, execution_options={"synchronize_session": False})
                if changed.rowcount == 0:
                    raise Overtaken
    except IntegrityError as error:
        raise Overtaken from error
    return written_at


def sender_ids() -> list[str]:
    """All conversations there are."""
    with session() as opened:
        return list(opened.execute(select(Conversation.sender_id)).scalars())


def delete_conversation(sender_id: str) -> None:
    """Delete one conversation now."""
    with session() as opened:
        opened.execute(delete(Conversation).where(Conversation.sender_id == sender_id))


def delete_idle(days: int) -> int:
    """Delete conversations idle for more than ``days``; gives how many."""
    limit = now() - timedelta(days=days)
    with session() as opened:
        idle = opened.execute(select(func.count()).where(Conversation.updated_at < limit)).scalar_one()
        opened.execute(delete(Conversation).where(Conversation.updated_at < limit))
        return int(idle)
