"""What the channels remember for minutes, and where: in this process, or for all of them in Redis (SKOLEBRO_REDIS)."""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Protocol

from bot.channels.limits import RateLimiter
from bot.channels.recent_words import Recent, RecentWords
from bot.channels.reply_cache import Answer, ReplyCache
from bot.channels.shared_limits import SharedRateLimiter
from bot.channels.shared_replies import SharedReplies
from bot.channels.shared_words import SharedWords
from bot.store.shared_state import shared_state


class Replies(Protocol):
    """What each conversation was answered lately; may raise ``Away``."""

    async def run(self, conversation: str, message_id: str, turn: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to a message, which runs once."""

    async def knows(self, conversation: str, message_id: str) -> bool:
        """Whether this message has come before, and its answer will do."""

    async def after(self, conversation: str, message_id: str | None) -> list[Answer]:
        """The answers made after this message's."""

    async def end(self, conversation: str) -> None:
        """Forget a conversation, once what is under way in it is done."""


class Limiter(Protocol):
    """At most so many a minute."""

    async def hit(self, one: str, weight: int = 1) -> None:
        """Count one; raises ``Problem`` where there were too many."""


class Words(Protocol):
    """The last words of each conversation."""

    async def of(self, conversation: str) -> Recent | None:
        """What was said last."""

    async def keep(self, conversation: str, recent: Recent) -> None:
        """Keep what was said."""

    async def forget(self, conversation: str) -> None:
        """Keep nothing of a conversation any more; may raise ``Away``."""


def replies() -> Replies:
    """The answers of the last minutes."""
    state = shared_state()
    return SharedReplies(state) if state else ReplyCache()


def limiter(name: str, most: int) -> Limiter:
    """A limit of so many a minute; ``name`` tells it from the others."""
    state = shared_state()
    return SharedRateLimiter(state, name, most) if state else RateLimiter(most)


@cache
def recent_words() -> Words:
    """The last words; the same for all channels."""
    state = shared_state()
    return SharedWords(state) if state else RecentWords()
