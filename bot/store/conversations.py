"""Keep conversation state for as short a time as it is useful."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from bot.store.database import now, session
from bot.store.models import Conversation


def read_state(sender_id: str) -> list[dict[str, Any]] | None:
    """The stored events of a conversation, oldest first; ``None`` if there is none."""
    with session() as opened:
        state: list[dict[str, Any]] | None = opened.execute(
            select(Conversation.state).where(Conversation.sender_id == sender_id)
        ).scalar_one_or_none()
        return state


def write_state(sender_id: str, state: list[dict[str, Any]]) -> None:
    """Put ``state`` in the place of what was stored."""
    kept = {"updated_at": now(), "state": state}
    of_this_one = Conversation.sender_id == sender_id
    with session() as opened:
        # Every turn writes: an UPDATE alone, where a merge would read the old state first.
        changed = opened.execute(
            update(Conversation).where(of_this_one).values(**kept), execution_options={"synchronize_session": False}
        )
        if changed.rowcount == 0:
            opened.add(Conversation(sender_id=sender_id, **kept))


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
