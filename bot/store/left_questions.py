"""Keep the questions and remarks people send to the editor, until their days are over. Nothing says whose they are."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, desc, func, select

from bot.core.outcomes import Outcome
from bot.store.database import now, session
from bot.store.models import LeftQuestion

_ID_BYTES = 4  # short enough to type; nobody opens anything with it
# On each site. Who presses for ever must not fill the disk.
MOST_KEPT = 500


def leave(text: str, site: str, outcome: Outcome, days: int, card_id: str | None = None) -> bool:
    """Keep a question, or a remark on an answer, for so many days.

    Args:
        text: as it was shown to whoever sends it; a remark without personal data.
        site: the id of the site it was written on.
        outcome: what a question got in place of an answer; a remark is on what was answered.
        card_id: the answer a remark is on.

    Returns:
        ``False`` where the site has as many as are kept; then it is not.
    """
    today = now().date()
    with session() as opened:
        kept = opened.execute(select(func.count(LeftQuestion.id)).where(LeftQuestion.site == site)).scalar_one()
        if kept >= MOST_KEPT:
            return False
        expires_on = today + timedelta(days=days)
        left = {"text": text, "site": site, "outcome": outcome.value, "left_on": today, "expires_on": expires_on}
        opened.add(LeftQuestion(id=secrets.token_hex(_ID_BYTES), card_id=card_id, **left))
    return True


def all_kept() -> list[LeftQuestion]:
    """All whose days are not over, the newest day first."""
    living = select(LeftQuestion).where(LeftQuestion.expires_on > now().date())
    with session() as opened:
        return list(opened.execute(living.order_by(desc(LeftQuestion.left_on), LeftQuestion.id)).scalars())


def forget(ids: Iterable[str]) -> int:
    """Delete these now; gives how many there were."""
    named = LeftQuestion.id.in_(list(ids))  # type: ignore[attr-defined]
    with session() as opened:
        return int(opened.execute(delete(LeftQuestion).where(named)).rowcount)


def delete_expired() -> None:
    """Delete all whose days are over."""
    with session() as opened:
        opened.execute(delete(LeftQuestion).where(LeftQuestion.expires_on <= now().date()))
