"""No sentence of the publication is copied."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import card_problem
from bot.knowledge.follow_ups import FOLLOW_UPS
from bot.knowledge.schema import Knowledge, Problem
from bot.text.wording import runs

# A run this long shared with the publication is a copied sentence; shorter ones are set phrases and names.
COPIED_RUN = 8

_COPIED = "skrevet af efter publikationen: “{}”; sig det med egne ord"


def publication_at_hand() -> Path | None:
    """The publication's text where SKOLEBRO_PUBLICATION names it; it is not part of the repository."""
    given = os.environ.get("SKOLEBRO_PUBLICATION")
    return Path(given) if given else None


def check_copied_sentences(knowledge: Knowledge, folder: Path, publication: Path | None) -> Iterator[Problem]:
    """No card, no text of the walk and nothing said after an answer holds a run of words of the publication."""
    if publication is None:
        return
    original = runs(publication.read_text(encoding="utf-8"), COPIED_RUN)
    for card in knowledge.cards.values():
        for copied in sorted(runs(card.body, COPIED_RUN) & original)[:1]:
            yield card_problem(folder, card, copied, _COPIED.format(" ".join(copied)))
    for path in sorted([*(folder / "plan").glob("*.yml"), *(folder / FOLLOW_UPS.name).glob("*.yml")]):
        for run in sorted(runs(path.read_text(encoding="utf-8"), COPIED_RUN) & original)[:1]:
            yield Problem(file=path, line=1, message=_COPIED.format(" ".join(run)))
