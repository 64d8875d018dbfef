"""The locks that let one message of a conversation run at a time, in the order they came, over several processes."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis

from bot.core.threads import to_its_end
from bot.store.shared_state import Away, SharedState, key, shared_state

# A little more than a turn with its wait may take (bot/channels/handle_message.py): so long a process that died is
# waited for.
_TICKET_SECONDS = 22
_LOOKED_AT_EVERY_SECONDS = 0.1

# 1: it is this ticket's turn; 0: not yet; -1: nobody knows of the ticket any more. Whose ticket has expired is dropped.
_LOOK = """
local first = redis.call('LINDEX', KEYS[1], 0)
while first and redis.call('EXISTS', KEYS[1] .. ':' .. first) == 0 do
    redis.call('LPOP', KEYS[1])
    first = redis.call('LINDEX', KEYS[1], 0)
end
if first == ARGV[1] then return 1 end
return redis.call('EXISTS', KEYS[1] .. ':' .. ARGV[1]) - 1
"""
_IS_NEXT, _IS_UNKNOWN = 1, -1


class SharedLockStore(LockStore):
    """A queue in Redis for each conversation, and a key that expires for each who stands in it.

    Rasa's RedisLockStore reads a lock, changes it and writes it back: two processes can draw the same ticket. It also
    blocks the event loop, looks once a second, and its keys never expire (rasa/core/lock_store.py, 3.6.21).
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, state: SharedState | None = None) -> None:
        super().__init__()
        found = state or shared_state()
        if found is None:
            raise ValueError("SKOLEBRO_REDIS skal være sat, når flere processer deler låse.")
        self._state = found

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: object, **__: object) -> AsyncIterator[None]:
        """Wait until those who came before are done.

        Raises:
            LockError: Redis is away, or has lost its memory meanwhile.
        """
        queue, ticket = key("lock", conversation_id), secrets.token_hex(8)
        try:
            await self._wait(queue, ticket)
            yield
        finally:
            with suppress(Away):  # then it expires
                await to_its_end(self._state.call(lambda redis: _leave(redis, queue, ticket)))

    async def _wait(self, queue: str, ticket: str) -> None:
        try:
            await self._state.call(lambda redis: _enter(redis, queue, ticket))
            while (found := await self._look(queue, ticket)) != _IS_NEXT:
                if found == _IS_UNKNOWN:
                    raise LockError("Redis has forgotten who waits.")
                await asyncio.sleep(_LOOKED_AT_EVERY_SECONDS)
        except Away as away:
            raise LockError("Redis is away.") from away

    async def _look(self, queue: str, ticket: str) -> int:
        return int(await self._state.call(lambda redis: redis.eval(_LOOK, 1, queue, ticket)))


async def _enter(redis: Redis, queue: str, ticket: str) -> None:
    async with redis.pipeline(transaction=True) as together:
        together.set(f"{queue}:{ticket}", "", ex=_TICKET_SECONDS)
        together.rpush(queue, ticket)
        together.expire(queue, _TICKET_SECONDS)
        await together.execute()


async def _leave(redis: Redis, queue: str, ticket: str) -> None:
    async with redis.pipeline(transaction=True) as together:
        together.lrem(queue, 1, ticket)
        together.delete(f"{queue}:{ticket}")
        await together.execute()
