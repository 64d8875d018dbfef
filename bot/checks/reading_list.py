"""The list of what waits for a jurist, a crisis professional and native speakers names everything there is of it."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.core.paths import DOCS
from bot.knowledge.danger import DANGER, load_danger
from bot.knowledge.other_languages import SENTENCES, load_languages
from bot.knowledge.schema import Knowledge, Problem

READING_LIST = DOCS / "da" / "gennemlaesning.md"

_NAMED = re.compile(r"`([a-z0-9-]+)`")


def check_reading_list(knowledge: Knowledge, folder: Path, reading_list: Path = READING_LIST) -> Iterator[Problem]:
    """Every legal card, every kind of danger and every other language has its place in the list."""
    try:
        named = set(_NAMED.findall(reading_list.read_text(encoding="utf-8")))
    except OSError:
        yield Problem(file=reading_list, line=1, message="listen over det, der skal læses, mangler")
        return
    for name in sorted(_to_be_read(knowledge, folder) - named):
        yield Problem(file=reading_list, line=1, message=f"'{name}' mangler i listen over det, der skal læses")


def _to_be_read(knowledge: Knowledge, folder: Path) -> set[str]:
    legal = {card.id for card in knowledge.cards.values() if card.is_legal}
    try:
        kinds = set(load_danger(folder / "fare" / DANGER.name).kinds)
        languages = set(load_languages(folder / SENTENCES.name))
    except (ValueError, OSError):
        return legal  # told by check_danger and check_other_languages
    return legal | kinds | languages
