"""What the understanding learns from, and the names it takes out, can be read."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import unusable
from bot.knowledge import gates
from bot.knowledge.schema import Problem
from bot.text.name_lists import load_lists


def check_gates(folder: Path) -> Iterator[Problem]:
    """The gates' examples can be read."""
    for name in gates.NAMES:
        try:
            gates.load_gate(name, folder / "porte")
        except (ValueError, OSError) as error:
            yield unusable(folder / "porte" / f"{name}.yml", error)


def check_names(folder: Path) -> Iterator[Problem]:
    """The lists of names can be read."""
    try:
        load_lists(folder / "navne.yml")
    except (ValueError, OSError) as error:
        yield unusable(folder / "navne.yml", error)
