"""How often somebody may ask: windows per conversation and per address, in this process' memory.

Where several processes answer, ``bot/channels/shared_limits.py`` counts for all of them.
"""

import math
import time
from collections import OrderedDict
from typing import cast

from pyrate_limiter import InMemoryBucket, Rate, RateItem

from bot.channels.problems import Problem

MINUTE_MILLISECONDS = 60_000
_MOST_KEYS = 10_000
_SLOW_DOWN = "Vent {wait}, og prøv så igen."


class RateLimiter:
    """At most so many a minute, for each key by itself.

    Args:
        most: how many within any minute.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._rate = Rate(most, MINUTE_MILLISECONDS)
        self._buckets: OrderedDict[str, InMemoryBucket] = OrderedDict()

    async def hit(self, key: str, weight: int = 1) -> None:
        """Count one, or as many as it weighs.

        Raises:
            Problem: there were too many; says how many seconds to wait.
        """
        now = int(time.monotonic() * 1000)
        bucket = self._buckets.setdefault(key, InMemoryBucket([self._rate]))
        self._buckets.move_to_end(key)
        if len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)
        bucket.leak(now)
        item = RateItem(key, now, weight=min(weight, self._most))
        if not bucket.put(item):
            raise too_many(cast(int, bucket.waiting(item)))


def too_many(wait_milliseconds: int) -> Problem:
    """The refusal, which tells how long to wait."""
    wait = max(1, math.ceil(wait_milliseconds / 1000))
    told = "et sekund" if wait == 1 else f"{wait} sekunder"
    return Problem("too-many", _SLOW_DOWN.format(wait=told), headers={"Retry-After": str(wait)})
