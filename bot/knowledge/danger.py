"""Recognise that somebody may be in danger, from the wordings in knowledge/akut.yml."""

import re
from functools import lru_cache
from pathlib import Path

from bot.knowledge.wording import as_pattern, folded
from bot.paths import KNOWLEDGE
from bot.yaml_files import read_yaml

DANGER = KNOWLEDGE / "akut.yml"

# "slår min store lillebror ham": a few words may stand between.
_BETWEEN = r"(?: \w+){0,3} "


def speaks_of_danger(text: str, path: Path = DANGER) -> bool:
    """Whether ``text`` holds one of the wordings."""
    return kind_of_danger(text, path) is not None


def kind_of_danger(text: str, path: Path = DANGER) -> str | None:
    """The kind of danger whose wording ``text`` holds, the first in the file if there are several; else ``None``."""
    said = folded(text)
    return next((kind for kind, pattern in _patterns(path).items() if pattern.search(said)), None)


def kinds_of_danger(path: Path = DANGER) -> list[str]:
    """The kinds the file has; each has a reply of its own in faste-svar.yml."""
    return list(_patterns(path))


@lru_cache(maxsize=4)
def _patterns(path: Path) -> dict[str, re.Pattern[str]]:
    kinds = read_yaml(path)
    for kind, wordings in kinds.items():
        if not isinstance(wordings, list) or not wordings or not all(folded(wording) for wording in wordings):
            raise ValueError(f"{kind}: skriv mindst én vending pr. slags, og ingen tomme")
    return {
        kind: re.compile("|".join(_BETWEEN.join(map(as_pattern, wording.split())) for wording in wordings))
        for kind, wordings in kinds.items()
    }
