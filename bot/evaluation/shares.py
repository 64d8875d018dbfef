"""Shares with the interval they are likely in."""

from dataclasses import dataclass

from scipy.stats import binomtest


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
