"""The table of the publication's parts and the cards that cover them."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.core.paths import DOCS
from bot.knowledge.schema import Knowledge, Problem

COVERAGE = DOCS / "da" / "daekning.md"
_TABLE_ROW = re.compile(r"^\|([^|]*)\|([^|]*)\|\s*$")
_CARD_IN_TABLE = re.compile(r"`([a-z0-9-]+)`")


def check_coverage(knowledge: Knowledge, coverage: Path) -> Iterator[Problem]:
    """The table of parts and cards: every part has cards, every card exists and has a place."""
    if not coverage.exists():
        yield Problem(file=coverage, line=1, message="dækningstabellen mangler")
        return
    placed: set[str] = set()
    for number, line in enumerate(coverage.read_text(encoding="utf-8").splitlines(), start=1):
        row = _TABLE_ROW.match(line)
        if not row or row[1].strip() == "Del" or set(row[1].strip()) <= {"-", ":"}:
            continue
        cards = _CARD_IN_TABLE.findall(row[2])
        if not cards:
            yield Problem(file=coverage, line=number, message=f"“{row[1].strip()}” er ikke dækket af noget kort")
        for card_id in cards:
            if card_id not in knowledge.cards:
                yield Problem(file=coverage, line=number, message=f"kortet '{card_id}' findes ikke")
        placed.update(cards)
    for card_id in sorted(knowledge.cards.keys() - placed):
        yield Problem(file=coverage, line=1, message=f"kortet '{card_id}' mangler i tabellen")
