"""Recognise that somebody may be in danger, from the wordings in knowledge/akut.yml."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from bot.paths import KNOWLEDGE

DANGER = KNOWLEDGE / "akut.yml"

_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
# "slår min store lillebror ham": a few words may stand between.
_BETWEEN = r"(?: \w+){0,3} "


def speaks_of_danger(text: str, path: Path = DANGER) -> bool:
    """Whether ``text`` holds one of the wordings."""
    return _pattern(path).search(" ".join(re.findall(r"\w+", _fold(text)))) is not None


@lru_cache(maxsize=4)
def _pattern(path: Path) -> re.Pattern[str]:
    wordings = yaml.safe_load(path.read_text(encoding="utf-8"))
    return re.compile("|".join(rf"\b{_as_pattern(wording)}\b" for wording in wordings))


def _as_pattern(wording: str) -> str:
    return _BETWEEN.join(re.escape(word).replace(r"\*", r"\w*") for word in _fold(wording).split())


def _fold(text: str) -> str:
    return text.lower().translate(_FOLDED)
