"""The guided conversations can be read, end in cards there are, and are plain where they must be."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import line_with, unusable
from bot.checks.readability import HARDEST_FOR_PARENTS, TOO_HARD
from bot.guided.meeting.content import PREPARATIONS, load_talk
from bot.guided.plan.content import load_plan_content
from bot.guided.share.route import load_route
from bot.knowledge.schema import Knowledge, Problem
from bot.text.lix import lix


def check_routes(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """Every way through every route ends, and in cards there are."""
    for path in sorted((folder / "ruter").glob("*.yml")):
        try:
            route = load_route(path)
        except (ValueError, OSError) as error:
            yield unusable(path, error)
            continue
        named = {card for conclusion in route.conclusions.values() for card in (conclusion.card, *conclusion.also)}
        for card_id in sorted({*named, *route.offered_after} - knowledge.cards.keys()):
            yield Problem(file=path, line=line_with(path, card_id), message=f"kortet '{card_id}' findes ikke")


def check_plan(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """The walk can be read, and the cards it names are there."""
    try:
        content = load_plan_content(folder / "plan")
    except (ValueError, OSError) as error:
        yield unusable(folder / "plan", error)
        return
    for card_id in sorted(content.cards() - knowledge.cards.keys()):
        path = next(path for path in sorted((folder / "plan").glob("*.yml")) if card_id in path.read_text("utf-8"))
        yield Problem(file=path, line=line_with(path, card_id), message=f"kortet '{card_id}' findes ikke")


def check_meetings(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """The questions before a meeting can be read, and a parent's are plain Danish."""
    for preparation in PREPARATIONS.values():
        yield from _check_meeting(folder / preparation.name, knowledge)


def _check_meeting(path: Path, knowledge: Knowledge) -> Iterator[Problem]:
    try:
        content = load_talk(path)
    except (ValueError, OSError) as error:
        yield unusable(path, error)
        return
    for card_id in set(content.offered_after) - knowledge.cards.keys():
        yield Problem(file=path, line=line_with(path, card_id), message=f"kortet '{card_id}' findes ikke")
    if not content.for_parents:
        return
    for near, text in content.texts():
        if (found := lix(text)) > HARDEST_FOR_PARENTS:
            yield Problem(file=path, line=line_with(path, near), message=TOO_HARD.format(found))
