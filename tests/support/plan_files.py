"""Copies of the walk's files to break."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.guided.plan.content import load_plan_content

# What the copies have: enough to break every rule, and read in a moment.
POINTS_OF_A_COPY = ["om-jer", "formaal", "vidensdeling"]
FILES = ["forloeb", *POINTS_OF_A_COPY, "placeringer", "roller"]

# Keys and list numbers that lead to a value of a file.
Way = tuple[str | int, ...]


def write(copied: Path, name: str, raw: object) -> None:
    written = yaml.dump(raw, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    (copied / f"{name}.yml").write_text(written, encoding="utf-8")


def rewrite(copied: Path, name: str, change: Callable[[Any], object]) -> None:
    """Change one file as it is read."""
    raw = yaml.load((copied / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    change(raw)
    write(copied, name, raw)


def at(raw: Any, way: Iterable[str | int]) -> Any:
    for key in way:
        raw = raw[key]
    return raw


def put(copied: Path, name: str, way: Way, value: object) -> None:
    def change(raw: Any) -> None:
        at(raw, way[:-1])[way[-1]] = value

    rewrite(copied, name, change)


def refusal(copied: Path) -> str:
    with pytest.raises(ValueError) as refused:
        load_plan_content(copied)
    return str(refused.value)
