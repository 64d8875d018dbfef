"""The tables that hold a conversation's words: what deletes them with it, and when their time is up.

A question sent to the editor (``left_questions``) is not among them: nothing says of which conversation it was.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.store import plans, talks


@dataclass(frozen=True)
class KeptWords:
    """One such table.

    Attributes:
        slot: the conversation's slot with the token of its row.
        forget: deletes the row of a token.
        delete_expired: deletes every row whose time is up.
    """

    slot: str
    forget: Callable[[str | None], None]
    delete_expired: Callable[[], None]


KEPT_WORDS = (
    KeptWords("plan", plans.forget, plans.delete_expired),
    KeptWords("talk", talks.forget, talks.delete_expired),
)
