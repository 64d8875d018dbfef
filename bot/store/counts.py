"""Count turns and feedback; never a word of what was written."""

from datetime import timedelta

from sqlalchemy import delete

from bot.core.outcomes import Outcome
from bot.store.database import now, session
from bot.store.models import Feedback, Turn


def count_turn(outcome: Outcome, card_id: str | None = None) -> None:
    """Add one turn with its outcome and, where there is one, its card."""
    with session() as opened:
        opened.add(Turn(at=now(), outcome=outcome.value, card_id=card_id))


def delete_old(days: int) -> None:
    """Delete what was counted more than so many days ago."""
    limit = now() - timedelta(days=days)
    with session() as opened:
        opened.execute(delete(Turn).where(Turn.at < limit))
        opened.execute(delete(Feedback).where(Feedback.at < limit))


def note_feedback(answer: str, card_id: str, helped: bool | None, reason: str | None = None) -> None:
    """Note whether one answer helped, in the place of what was noted before; ``None`` takes it back.

    Args:
        answer: what stands for the answer and tells nothing of the conversation (a hash).
    """
    with session() as opened:
        opened.execute(delete(Feedback).where(Feedback.answer == answer))
        if helped is not None:
            opened.add(Feedback(at=now(), card_id=card_id, helped=helped, answer=answer, reason=reason))
