"""Turns of the last minutes as all processes see them: a message that comes to two of them runs in one.

As ``bot/channels/reply_cache.py``, but in Redis. A turn is a hash that says whether it is under way, and what its
answer was; a conversation's list has their names in order. All of it expires: answers can repeat a person's words.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from bot.channels.reply_cache import KEPT_SECONDS, MOST_KEPT, Answer, is_error
from bot.store.shared_state import Away, SharedState, key

# Whoever runs a turn says so again and again; when its process has died, somebody else may. Not before its place in the
# conversation's queue has expired, too (bot/server/lock_store.py): a process that only stood still would go on, and
# whoever waited behind it would run the turn a second time.
_RUNNING_SECONDS = 24
_TOLD_EVERY_SECONDS = 2.0
_LOOKED_AT_EVERY_SECONDS = 0.1

# 1 for the one who is to run it. A turn that is under way, or was answered well, is run by nobody else.
_BEGIN = """
local state = redis.call('HGET', KEYS[1], 'state')
if state == 'running' or state == 'done' then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'state', 'running', 'by', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('LREM', KEYS[2], 0, ARGV[3])
redis.call('RPUSH', KEYS[2], ARGV[3])
redis.call('LTRIM', KEYS[2], -tonumber(ARGV[4]), -1)
redis.call('EXPIRE', KEYS[2], ARGV[5])
return 1
"""
# Nothing of a turn that is no longer the caller's: it was taken over, or the conversation has been ended.
_GO_ON = """
if redis.call('HGET', KEYS[1], 'by') ~= ARGV[1] or redis.call('HGET', KEYS[1], 'state') ~= 'running' then return 0 end
return redis.call('EXPIRE', KEYS[1], ARGV[2])
"""
_FINISH = """
if redis.call('HGET', KEYS[1], 'by') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[2], 'answer', ARGV[3])
return redis.call('EXPIRE', KEYS[1], ARGV[4])
"""


class SharedReplies:
    """What each conversation was answered lately, by whichever process.

    Every method raises ``Away`` where Redis is not to be had.
    """

    def __init__(self, state: SharedState) -> None:
        self._state = state
        self._under_way: set[asyncio.Task[Any]] = set()

    async def run(self, conversation: str, message_id: str, turn: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to a message: made now, on its way in some process, or made before.

        The turn goes on to its end when whoever asked has gone, also when Redis goes meanwhile. One that failed is run
        again.
        """
        me = secrets.token_hex(8)
        while not await self._begin(conversation, message_id, me):
            if answer := await self._made_by_another(conversation, message_id):
                return answer
        task = asyncio.ensure_future(self._to_its_end(_turn(conversation, message_id), me, turn))
        self._keep(task)
        return await asyncio.shield(task)

    async def knows(self, conversation: str, message_id: str) -> bool:
        """Whether this message has come before, and its answer will do."""
        state = await self._state.call(lambda redis: redis.hget(_turn(conversation, message_id), "state"))
        return state in ("running", "done")

    async def after(self, conversation: str, message_id: str | None) -> list[Answer]:
        """The answers made after this message's, oldest first; all that are kept where it is not known."""
        ids = await self._ids(conversation)
        start = ids.index(message_id) + 1 if message_id in ids else 0
        told = [await self._told(conversation, name) for name in ids[start:]]
        return [json.loads(answer) for state, answer in told if state == "done" and answer]

    async def end(self, conversation: str) -> None:
        """Forget a conversation, once what is under way in it is done."""
        ids = await self._ids(conversation)
        for name in ids:
            while (await self._told(conversation, name))[0] == "running":
                await asyncio.sleep(_LOOKED_AT_EVERY_SECONDS)
        names = [_turns(conversation), *(_turn(conversation, name) for name in ids)]
        await self._state.call(lambda redis: redis.delete(*names))

    async def _begin(self, conversation: str, message_id: str, me: str) -> bool:
        names = (_turn(conversation, message_id), _turns(conversation))
        given = (me, _RUNNING_SECONDS, message_id, MOST_KEPT, KEPT_SECONDS)
        return bool(await self._state.call(lambda redis: redis.eval(_BEGIN, len(names), *names, *given)))

    async def _made_by_another(self, conversation: str, message_id: str) -> Answer | None:
        """What the process that runs it answers, good or not; ``None`` where it died over it."""
        while True:
            state, answer = await self._told(conversation, message_id)
            if state != "running":
                return dict(json.loads(answer)) if answer else None
            await asyncio.sleep(_LOOKED_AT_EVERY_SECONDS)

    def _keep(self, task: "asyncio.Task[Any]") -> None:
        """Hold on to what goes on when whoever began it has gone."""
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _to_its_end(self, name: str, me: str, turn: Callable[[], Awaitable[Answer]]) -> Answer:
        going_on = asyncio.ensure_future(self._go_on(name, me))
        state, told = "failed", ""
        try:
            answer = await turn()
            state, told = "failed" if is_error(answer) else "done", json.dumps(answer)
            return answer
        finally:
            try:
                await self._finish(name, me, state, told)
                going_on.cancel()
            except Away:
                # Whoever waits for this answer gets it now; for who sends it again it is told as soon as it can be.
                self._keep(asyncio.ensure_future(self._finish_later(name, me, state, told, going_on)))

    async def _finish(self, name: str, me: str, state: str, told: str) -> None:
        given = (me, state, told, KEPT_SECONDS)
        await self._state.call(lambda redis: redis.eval(_FINISH, 1, name, *given))

    async def _finish_later(self, name: str, me: str, state: str, told: str, going_on: "asyncio.Future[None]") -> None:
        until = time.monotonic() + KEPT_SECONDS
        while time.monotonic() < until:
            await asyncio.sleep(_TOLD_EVERY_SECONDS)
            with suppress(Away):
                await self._finish(name, me, state, told)
                break
        going_on.cancel()

    async def _go_on(self, name: str, me: str) -> None:
        while True:
            await asyncio.sleep(_TOLD_EVERY_SECONDS)
            with suppress(Away):
                if not await self._state.call(lambda redis: redis.eval(_GO_ON, 1, name, me, _RUNNING_SECONDS)):
                    return

    async def _ids(self, conversation: str) -> list[str]:
        return list(await self._state.call(lambda redis: redis.lrange(_turns(conversation), 0, -1)))

    async def _told(self, conversation: str, message_id: str) -> tuple[str | None, str | None]:
        name = _turn(conversation, message_id)
        state, answer = await self._state.call(lambda redis: redis.hmget(name, "state", "answer"))
        return state, answer


def _turn(conversation: str, message_id: str) -> str:
    return key("turn", conversation, message_id)


def _turns(conversation: str) -> str:
    return key("turns", conversation)
