"""Turns of the last minutes, so that a message sent twice runs once, and an answer that was missed can be fetched.

In this process' memory: answers can repeat a person's words, and those are not written down. Where several processes
answer, ``bot/channels/shared_replies.py`` does the same for all of them.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.core.outcomes import Outcome

KEPT_SECONDS = 600
MOST_KEPT = 30  # a conversation's newest
_MOST_CONVERSATIONS = 2_000  # those that spoke last

Answer = dict[str, Any]


@dataclass
class _Turn:
    task: "asyncio.Task[Answer]"
    begun: float = field(default_factory=time.monotonic)

    @property
    def is_old(self) -> bool:
        return self.begun < time.monotonic() - KEPT_SECONDS

    @property
    def has_failed(self) -> bool:
        """Whether trying again may go better."""
        if not self.task.done():
            return False
        return self.task.cancelled() or self.task.exception() is not None or is_error(self.task.result())


class ReplyCache:
    """What each conversation was answered lately."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, OrderedDict[str, _Turn]] = OrderedDict()

    async def run(self, conversation: str, message_id: str, turn: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to a message: made now, on its way already, or made before.

        The turn goes on to its end when whoever asked has gone. One that failed is run again.
        """
        self._forget_old()
        turns = self._turns.setdefault(conversation, OrderedDict())
        self._turns.move_to_end(conversation)
        if not self._knows(conversation, message_id):
            turns[message_id] = _Turn(asyncio.ensure_future(turn()))
            turns.move_to_end(message_id)
            while len(turns) > MOST_KEPT:
                turns.popitem(last=False)
        return await asyncio.shield(turns[message_id].task)

    async def knows(self, conversation: str, message_id: str) -> bool:
        """Whether this message has come before, and its answer will do."""
        return self._knows(conversation, message_id)

    def _knows(self, conversation: str, message_id: str) -> bool:
        turn = self._turns.get(conversation, OrderedDict()).get(message_id)
        return turn is not None and not turn.is_old and not turn.has_failed

    async def after(self, conversation: str, message_id: str | None) -> list[Answer]:
        """The answers made after this message's, oldest first; all that are kept where it is not known."""
        turns = self._turns.get(conversation, OrderedDict())
        ids = list(turns)
        start = ids.index(message_id) + 1 if message_id is not None and message_id in turns else 0
        made = [turns[name] for name in ids[start:] if self._knows(conversation, name)]
        return [turn.task.result() for turn in made if turn.task.done()]

    async def end(self, conversation: str) -> None:
        """Forget a conversation, once what is under way in it is done."""
        turns = self._turns.pop(conversation, OrderedDict())
        under_way = [asyncio.shield(turn.task) for turn in turns.values()]
        await asyncio.gather(*under_way, return_exceptions=True)

    def _forget_old(self) -> None:
        while self._turns:
            longest_silent = next(iter(self._turns.values()))
            if len(self._turns) <= _MOST_CONVERSATIONS and not all(turn.is_old for turn in longest_silent.values()):
                return
            self._turns.popitem(last=False)


def is_error(answer: Answer) -> bool:
    """Whether the turn failed, so that it may go better another time."""
    return any(reply.get("custom", {}).get("outcome") == Outcome.ERROR.value for reply in answer.get("messages", ()))
