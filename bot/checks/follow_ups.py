"""What people ask after an answer can be read, leads to cards for the same reader, and is plain for parents."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import line_with, unusable
from bot.checks.readability import HARDEST_FOR_PARENTS, TOO_HARD
from bot.core.content_files import read_part
from bot.knowledge.follow_ups import FOLLOW_UPS, FollowUp, FollowUps
from bot.knowledge.schema import PARENTS_CARDS, PARENTS_THEME, Knowledge, Problem
from bot.text.lix import lix
from bot.text.wording import normalised


def check_follow_ups(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """Every file belongs to a card; what it names and says is right."""
    for path in sorted((folder / FOLLOW_UPS.name).glob("*.yml")):
        if path.stem not in knowledge.cards:
            yield Problem(file=path, line=1, message=f"filen hedder som et kort, der ikke findes: '{path.stem}'")
            continue
        try:
            found = read_part(path, FollowUps)
        except (ValueError, OSError) as error:
            yield unusable(path, error)
            continue
        yield from _repeated(path, found)
        for follow_up in found.follow_ups:
            yield from _wrong_card(path, follow_up, knowledge)
            yield from _too_hard(path, follow_up, knowledge)


def _repeated(path: Path, found: FollowUps) -> Iterator[Problem]:
    """What cannot be told apart: a title or a wording that stands twice."""
    seen: set[str] = set()
    for follow_up in found.follow_ups:
        # A title may be one of its own wordings.
        for text in {normalised(text): text for text in (follow_up.title, *follow_up.questions)}.values():
            if normalised(text) in seen:
                yield Problem(file=path, line=line_with(path, text), message=f"“{text}” står to gange; ret det ene")
            seen.add(normalised(text))


def _wrong_card(path: Path, follow_up: FollowUp, knowledge: Knowledge) -> Iterator[Problem]:
    if not follow_up.card:
        return
    line = line_with(path, follow_up.card)
    if follow_up.card not in knowledge.cards or follow_up.card == path.stem:
        yield Problem(file=path, line=line, message=f"card nævner '{follow_up.card}', som ikke er et andet kort")
    elif follow_up.card.startswith(PARENTS_CARDS) != path.stem.startswith(PARENTS_CARDS):
        yield Problem(file=path, line=line, message=f"kortet '{follow_up.card}' er skrevet til andre læsere")


def _too_hard(path: Path, follow_up: FollowUp, knowledge: Knowledge) -> Iterator[Problem]:
    for_parents = knowledge.cards[path.stem].theme == PARENTS_THEME
    if for_parents and follow_up.answer and (found := lix(follow_up.answer)) > HARDEST_FOR_PARENTS:
        yield Problem(file=path, line=line_with(path, follow_up.title), message=TOO_HARD.format(found))
