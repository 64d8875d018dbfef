"""What is asked after an answer, for tests."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.knowledge.follow_ups import FollowUp


def follow_up(title: str, *questions: str, answer: str = "", card: str = "") -> dict[str, Any]:
    """One entry of a file; with wordings of its own where none are given."""
    return {
        "title": title,
        "questions": list(questions or (f"{title} {word}" for word in ("a", "b", "c"))),
        **({"answer": answer} if answer else {}),
        **({"card": card} if card else {}),
    }


def write_follow_ups(folder: Path, asked: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Write a card's file for each card, into the content's folder."""
    for card, entries in asked.items():
        path = folder / "opfoelgning" / f"{card}.yml"
        path.parent.mkdir(exist_ok=True)
        # JSON is YAML.
        path.write_text(json.dumps({"reviewed": "2026-11-30", "follow_ups": entries}), encoding="utf-8")


def key_of(title: str) -> str:
    """What a button calls the follow-up of that title by."""
    return FollowUp(**follow_up(title, answer="Svar.")).key
