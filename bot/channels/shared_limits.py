"""How often somebody may ask, counted by all processes together in Redis.

The library's own bucket for Redis (pyrate-limiter 4.5) gives its keys no expiry, and its script is gone when Redis has
been started again.
"""

from bot.channels.limits import MINUTE_MILLISECONDS, RateLimiter, too_many
from bot.store.shared_state import Away, SharedState, key

# The newest stand first. Gives the milliseconds until there is room; 0 where there was.
_HIT = """
local most, weight, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local in_the_way = redis.call('LINDEX', KEYS[1], most - weight)
if in_the_way and in_the_way + window > now then return in_the_way + window - now end
for _ = 1, weight do redis.call('LPUSH', KEYS[1], now) end
redis.call('LTRIM', KEYS[1], 0, most - 1)
redis.call('PEXPIRE', KEYS[1], window)
return 0
"""


class SharedRateLimiter:
    """At most so many a minute, for each key by itself, over all processes.

    Args:
        state: where it is counted.
        name: tells this limiter's keys from another's.
        most: how many within any minute.
    """

    def __init__(self, state: SharedState, name: str, most: int) -> None:
        self._state, self._name, self._most = state, name, most
        self._own = RateLimiter(most)

    async def hit(self, one: str, weight: int = 1) -> None:
        """Count one, or as many as it weighs; while Redis is away each process counts by itself.

        Raises:
            Problem: there were too many; says how many seconds to wait.
        """
        name, given = key("limit", self._name, one), (self._most, min(weight, self._most), MINUTE_MILLISECONDS)
        try:
            wait = await self._state.call(lambda redis: redis.eval(_HIT, 1, name, *given))
        except Away:
            await self._own.hit(one, weight)
            return
        if wait:
            raise too_many(int(wait))
