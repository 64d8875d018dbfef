"""State that several processes share for minutes, in Redis.

Every call has a time limit, none blocks the event loop, and every key expires by itself: some hold people's words.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from functools import lru_cache, partial
from typing import TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.core.settings import settings

logger = logging.getLogger(__name__)

# What all keys of the chat begin with; several installations share a Redis by its databases, not by this.
PREFIX = "skolebro"

# A person waits for the answer: rather say so than hang.
SLOWEST_CALL_SECONDS = 2.0
_NOT_ASKED_AGAIN_SECONDS = 2.0

# By these Redis keeps words on its disk or in its own log; what they must be.
_SAFE_SETTINGS = {"save": "", "appendonly": "no", "slowlog-log-slower-than": "-1"}

T = TypeVar("T")


class Away(Exception):
    """Redis is not to be had just now."""


class SharedState:
    """A Redis, and whether it is there; after a call in vain the others need not wait, for so long.

    Args:
        url: its address, with the password if it has one.
    """

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(
            url,
            decode_responses=True,
            socket_timeout=SLOWEST_CALL_SECONDS,
            socket_connect_timeout=SLOWEST_CALL_SECONDS,
            **({"ssl_check_hostname": True} if url.startswith("rediss:") else {}),
        )
        self._away_until = 0.0
        self._is_away = False

    async def call(self, work: Callable[[Redis], Awaitable[T]]) -> T:
        """What ``work`` gives.

        Raises:
            Away: Redis does not answer, is too slow, or refuses.
        """
        if time.monotonic() < self._away_until:
            raise Away
        try:
            done = await asyncio.wait_for(work(self._redis), SLOWEST_CALL_SECONDS)
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            self._away_until = time.monotonic() + _NOT_ASKED_AGAIN_SECONDS
            self._note(away=True, why=f" ({type(error).__name__})")
            raise Away from error
        self._note(away=False)
        return done

    def _note(self, away: bool, why: str = "") -> None:
        """Tell the log when it goes and when it comes back, not with every call."""
        if away != self._is_away:
            logger.warning("Redis %s%s.", "does not answer" if away else "answers again", why)
        self._is_away = away

    async def is_there(self) -> bool:
        """Whether it answers."""
        try:
            return bool(await self.call(lambda redis: redis.ping()))
        except Away:
            return False

    async def settings_that_keep_words(self) -> list[str]:
        """The server's settings by which it keeps words longer than they may be kept, as "name=value".

        Raises:
            Away: it does not answer, or does not tell its settings.
        """
        found = {name: await self.call(partial(_setting, name=name)) for name in _SAFE_SETTINGS}
        return [f"{name}={value}" for name, value in found.items() if value != _SAFE_SETTINGS[name]]

    async def close(self) -> None:
        """Close its connections."""
        await self._redis.close(close_connection_pool=True)


def shared_state() -> SharedState | None:
    """What this installation's processes share; ``None`` where each has its own, in memory."""
    url = settings().redis
    return _state_at(url) if url else None


@lru_cache(maxsize=1)
def _state_at(url: str) -> SharedState:
    return SharedState(url)


def key(kind: str, *names: str) -> str:
    """The key of something of this kind."""
    return ":".join((PREFIX, kind, *names))


async def _setting(redis: Redis, name: str) -> str:
    return str((await redis.config_get(name))[name])
