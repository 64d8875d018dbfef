"""What parents read is plain Danish."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import card_problem, line_with
from bot.knowledge.responses import load_fixed_replies
from bot.knowledge.schema import PARENTS_THEME, Knowledge, Problem
from bot.text.lix import lix

# LIX; 25-34 is easy reading.
HARDEST_FOR_PARENTS = 30
TOO_HARD = (
    "teksten er for svær for forældre: LIX er {:.0f}, den må højst være 30; skriv kortere sætninger og kortere ord"
)


def check_readability(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """What parents read is plain Danish."""
    for card in knowledge.cards.values():
        if card.theme == PARENTS_THEME and (found := lix(card.body)) > HARDEST_FOR_PARENTS:
            yield card_problem(folder, card, "---", TOO_HARD.format(found))
    path = folder / "faste-svar.yml"
    try:
        replies = load_fixed_replies(path)
    except Exception:
        return  # told of its own file
    for key, reply in replies.items():
        if reply.plain and (found := lix(reply.text)) > HARDEST_FOR_PARENTS:
            yield Problem(file=path, line=line_with(path, f"{key}:"), message=TOO_HARD.format(found))
