"""Shares with the interval they are likely in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scipy.stats import binomtest

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    name: str
    hits: int
    of: int

    def __str__(self) -> str:
        if not self.of:
            return f"  {self.name:<52}     -"
        interval = binomtest(self.hits, self.of).proportion_ci(method="wilson")
        likely = f"({interval.low:.1%}-{interval.high:.1%}, {self.hits}/{self.of})"
        return f"  {self.name:<52}{self.hits / self.of:6.1%}  {likely}"


def share_of(name: str, pairs: Sequence[tuple[Asked, Answered]], is_hit: Callable[[Asked, Answered], bool]) -> Share:
    """How many of what was asked, each with what came of it, are hits."""
    return Share(name, sum(is_hit(*pair) for pair in pairs), len(pairs))
