"""What the rows of an attack are, and how what came of them is told: on the terminal or as Markdown."""

import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import psutil

from bot.siege.service import Service

_WRONG_TOLD = 3


@dataclass(frozen=True)
class Finding:
    """What came of one attack.

    Attributes:
        held: whether the service bore it.
        figure: a short figure, and what went wrong (Danish).
    """

    held: bool
    figure: str


def judged(wrong: list[str], figure: str) -> Finding:
    """Held where nothing went wrong; else the figure also tells what did."""
    told = "; ".join(wrong[:_WRONG_TOLD]) + (f" og {len(wrong) - _WRONG_TOLD} til" if len(wrong) > _WRONG_TOLD else "")
    return Finding(not wrong, f"{figure}. {told}" if wrong else figure)


@dataclass(frozen=True)
class Row:
    """One kind of attack.

    Attributes:
        what: what is done (Danish).
        attack: does it to a running service, and leaves it running.
    """

    what: str
    attack: Callable[[Service], Finding]

    @property
    def name(self) -> str:
        """Its file and its function."""
        return f"{self.attack.__module__.rpartition('.')[2]}.{self.attack.__name__}"


@dataclass(frozen=True)
class Told:
    """A row that was tried, and how long it took."""

    row: Row
    finding: Finding
    seconds: float

    @property
    def verdict(self) -> str:
        """Whether it held (Danish)."""
        return "holdt" if self.finding.held else "HOLDT IKKE"


def line(told: Told) -> str:
    """A row as the terminal shows it."""
    return f"{told.verdict:<10}  {told.seconds:>4.0f} s  {told.row.name:<36}  {told.row.what}: {told.finding.figure}"


def markdown(all_told: Iterable[Told]) -> str:
    """All rows as a table."""
    lines = ["| Angreb | Hvad | Resultat | Tal | Sekunder |", "|---|---|---|---|---|"]
    for told in all_told:
        cells = (f"`{told.row.name}`", told.row.what, told.verdict, told.finding.figure, f"{told.seconds:.0f}")
        lines.append("| " + " | ".join(_in_a_cell(cell) for cell in cells) + " |")
    return "\n".join(lines)


def summary(all_told: list[Told]) -> str:
    """How many rows held, when and on what machine (Danish)."""
    held = sum(told.finding.held for told in all_told)
    return f"{held} af {len(all_told)} holdt. {date.today()}, {machine()}."


def machine() -> str:
    """What it ran on, and how busy that was (Danish)."""
    memory, load = psutil.virtual_memory().total / 2**30, psutil.getloadavg()[0]
    return (
        f"{platform.system()} {platform.machine()}, {psutil.cpu_count()} kerner, {memory:.0f} GB, belastning {load:.1f}"
    )


def danish(number: float) -> str:
    """A figure with one decimal and a comma."""
    return f"{number:.1f}".replace(".", ",")


def _in_a_cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
