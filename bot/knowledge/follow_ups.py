"""What people ask right after an answer, and what they are told: a file for each card in knowledge/opfoelgning/."""

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, validator

from bot.core.content_files import Part, read_part
from bot.core.paths import KNOWLEDGE
from bot.knowledge.schema import ID_LENGTH, TITLE_LENGTH

FOLLOW_UPS = KNOWLEDGE / "opfoelgning"

FEWEST_WORDINGS = 3
ANSWER_LENGTH = 350
_KEY_LENGTH = 8


class FollowUp(Part):
    """One thing that is asked after an answer.

    Attributes:
        title: the question as a button says it.
        questions: how people ask it.
        answer: what is told; empty where ``card`` tells it.
        card: id of the card that answers it.
    """

    title: str = Field(min_length=3, max_length=TITLE_LENGTH)
    questions: list[str] = Field(min_items=FEWEST_WORDINGS)
    answer: str = Field("", max_length=ANSWER_LENGTH)
    card: str = Field("", max_length=ID_LENGTH)

    @validator("card", always=True)
    def _an_answer_or_a_card(cls, value: str, values: dict[str, Any]) -> str:
        if bool(value) == bool(values.get("answer")):
            raise ValueError("skriv enten et svar (answer) eller et kort (card)")
        return value

    @property
    def key(self) -> str:
        """What a button calls it by."""
        return hashlib.sha256(self.title.encode()).hexdigest()[:_KEY_LENGTH]


class FollowUps(Part):
    """One card's file.

    Attributes:
        reviewed: when somebody last read it against the card and today's rules.
    """

    reviewed: date
    follow_ups: list[FollowUp] = Field(min_items=1)

    def by_key(self, key: str) -> FollowUp | None:
        """The follow-up that a button, or the understanding, calls by this key; ``None`` where it was withdrawn."""
        return next((one for one in self.follow_ups if one.key == key), None)


def load_follow_ups(folder: Path = FOLLOW_UPS) -> dict[str, FollowUps]:
    """Read and validate the files; by the id of the card that was answered.

    Raises:
        ValueError: a file has not the right form; Danish, naming the file.
        OSError: a file can't be read.
    """
    return {path.stem: read_part(path, FollowUps) for path in sorted(folder.glob("*.yml"))}


def asked_after(card: str, keys: Iterable[str]) -> list[FollowUp]:
    """Those of a card's follow-ups with these keys that are in force, in that order."""
    known = follow_ups_of(card)
    return [one for key in keys if known and (one := known.by_key(key))]


@lru_cache(maxsize=1024)
def follow_ups_of(card: str) -> FollowUps | None:
    """Those in force for one card, read once; ``None`` where it has none."""
    path = FOLLOW_UPS / f"{card}.yml"
    return read_part(path, FollowUps) if path.is_file() else None
