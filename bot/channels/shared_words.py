"""The last words of each conversation as all processes see them: in Redis, for the same ten minutes.

As ``bot/channels/recent_words.py``. They are people's words: no key is without its time, and Redis must not write them
to its disk (``skolebro doctor`` looks).
"""

import json
from dataclasses import asdict, fields, replace
from typing import Any

from bot.channels.input_filter import Intake
from bot.channels.recent_words import KEPT_SECONDS, Recent
from bot.store.shared_state import Away, SharedState, key


class SharedWords:
    """By conversation."""

    def __init__(self, state: SharedState) -> None:
        self._state = state

    async def of(self, conversation: str) -> Recent | None:
        """What was said last, unless it is too long ago; nothing while Redis is away, as after a start."""
        try:
            kept = await self._state.call(lambda redis: redis.get(_name(conversation)))
        except Away:
            return None
        return _read(json.loads(kept)) if kept else None

    async def keep(self, conversation: str, recent: Recent) -> None:
        """Keep what was said, in the place of what was said before; while Redis is away it is not kept."""
        written = json.dumps(asdict(replace(recent, said=replace(recent.said, typed=""))))
        try:
            await self._state.call(lambda redis: redis.set(_name(conversation), written, ex=KEPT_SECONDS))
        except Away:
            return

    async def forget(self, conversation: str) -> None:
        """Keep nothing of a conversation any more.

        Raises:
            Away: it could not be forgotten.
        """
        await self._state.call(lambda redis: redis.delete(_name(conversation)))


def _name(conversation: str) -> str:
    return key("words", conversation)


def _read(kept: dict[str, Any]) -> Recent:
    # While a service is renewed, a process of another version may have written it: what only that one knows is left.
    known = {one.name for one in fields(Recent)}
    said = kept.pop("said")
    told = {name: value for name, value in kept.items() if name in known}
    told["given"] = tuple(told.get("given", ()))
    return Recent(said=Intake(**{**said, "masked": tuple(said["masked"])}), **told)
