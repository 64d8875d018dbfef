"""Turns of the last minutes, so that a message sent twice runs once, and an answer that was missed can be fetched.

In memory only: answers can repeat a person's words, and those are not written down.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

_KEPT_SECONDS = 600
_MOST_KEPT = 30  # a conversation's newest

Answer = dict[str, Any]


@dataclass
class _Turn:
    task: "asyncio.Task[Answer]"
    begun: float = field(default_factory=time.monotonic)


class Turns:
    """What each conversation was answered lately."""

    def __init__(self) -> None:
        self._turns: dict[str, OrderedDict[str, _Turn]] = {}

    async def run(self, conversation: str, message_id: str, turn: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to a message: made now, on its way already, or made before.

        The turn goes on to its end when whoever asked has gone.
        """
        self._forget_old()
        turns = self._turns.setdefault(conversation, OrderedDict())
        if message_id not in turns:
            turns[message_id] = _Turn(asyncio.ensure_future(turn()))
            while len(turns) > _MOST_KEPT:
                turns.popitem(last=False)
        return await asyncio.shield(turns[message_id].task)

    def knows(self, conversation: str, message_id: str) -> bool:
        """Whether this message has come before."""
        return message_id in self._turns.get(conversation, ())

    def after(self, conversation: str, message_id: str | None) -> list[Answer]:
        """The answers made after this message's, oldest first; all that are kept where it is not known."""
        self._forget_old()
        turns = self._turns.get(conversation, OrderedDict())
        ids = list(turns)
        start = ids.index(message_id) + 1 if message_id is not None and message_id in turns else 0
        return [turns[name].task.result() for name in ids[start:] if turns[name].task.done()]

    async def end(self, conversation: str) -> None:
        """Forget a conversation, once what is under way in it is done."""
        turns = self._turns.pop(conversation, OrderedDict())
        under_way = [turn.task for turn in turns.values()]
        await asyncio.gather(*under_way, return_exceptions=True)

    def _forget_old(self) -> None:
        oldest = time.monotonic() - _KEPT_SECONDS
        for conversation in list(self._turns):
            turns = self._turns[conversation]
            while turns and (first := next(iter(turns.values()))).begun < oldest and first.task.done():
                turns.popitem(last=False)
            if not turns:
                del self._turns[conversation]
