"""How many messages one process takes in at once; who comes beyond that is told so, instead of waiting in vain."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.channels.problems import Problem

# A process answers some ten a second (docs/measurements.md), and a turn is given up after twenty seconds: so many have
# their answer well before that.
MOST_AT_ONCE = 100
_AGAIN_SECONDS = 5


class Capacity:
    """Room for so many messages that wait for their answers.

    Args:
        most: how many.
    """

    def __init__(self, most: int = MOST_AT_ONCE) -> None:
        self._most = most
        self._taken = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Room for one more.

        Raises:
            Problem: there is none; says when to try again.
        """
        if self._taken >= self._most:
            raise Problem("busy", headers={"Retry-After": str(_AGAIN_SECONDS)})
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
