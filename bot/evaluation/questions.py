"""The evaluation sets: questions as strangers type them, none of them in the training wordings."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.core.paths import EVALUATION_SETS, ROOT
from bot.core.yaml_files import read_yaml
from bot.knowledge import gates
from bot.knowledge.loader import load
from bot.knowledge.schema import Card
from bot.text.wording import normalised

# Used to choose classifier and bands; looked at freely.
DEVELOPMENT = EVALUATION_SETS / "udviklingssaet.jsonl"
# Written by somebody else, used for nothing but the last figure.
HELD_OUT = EVALUATION_SETS / "holdout.jsonl"


@dataclass(frozen=True)
class Question:
    """One question and the cards whose direct answer truly answers it; none if nothing does."""

    text: str
    accept: frozenset[str]


@cache
def trained_wordings() -> frozenset[str]:
    """Every example wording of cards, gates and moves, normalised: none may be in a set."""
    wordings = [wording for card in _cards().values() for wording in card.questions]
    for name in gates.NAMES:
        gate = gates.load_gate(name)
        wordings += [*gate.catches, *gate.lets_by]
    return frozenset({normalised(wording) for wording in wordings} | _move_wordings())


@cache
def _cards() -> Mapping[str, Card]:
    return load().cards


def _move_wordings() -> set[str]:
    files = (read_yaml(path) for path in sorted((ROOT / "data/nlu").glob("*.yml")))
    examples = (line for file in files for intent in file["nlu"] for line in intent["examples"].splitlines())
    return {normalised(line.removeprefix("- ")) for line in examples}


def read_questions(path: Path) -> list[Question]:
    """Read one set.

    Raises:
        ValueError: a question is also an example wording, or accepts an unknown card: the set would prove nothing.
    """
    return [Question(row["question"], frozenset(row["accept"])) for row in read_rows(path)]


def read_json_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a file with a JSON object a line, as they are."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of any set, each with its ``question`` and, where it has some, the cards it accepts.

    Raises:
        ValueError: as ``read_questions``.
    """
    trained, cards = trained_wordings(), _cards()
    for number, row in enumerate(read_json_lines(path), start=1):
        if normalised(row["question"]) in trained:
            raise ValueError(f"{path}:{number}: the question is an example wording too")
        if unknown := set(row.get("accept", ())) - cards.keys():
            raise ValueError(f"{path}:{number}: unknown cards {sorted(unknown)}")
        yield row
