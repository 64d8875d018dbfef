"""The sites and the greetings they open with."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import line_with
from bot.checks.readability import HARDEST_FOR_PARENTS, TOO_HARD
from bot.core.settings import settings
from bot.knowledge.schema import KnowledgeError, Problem
from bot.sites.content import DEFAULTS, STANDARD, load_sites
from bot.text.lix import lix


def check_sites(folder: Path) -> Iterator[Problem]:
    """The sites can be read, and the greeting to parents is plain Danish."""
    path = folder / DEFAULTS.name
    try:
        sites = load_sites(settings().sites, path)
    except KnowledgeError as error:
        yield from error.problems
        return
    plain = sites[STANDARD].greetings.get("foraelder")
    if plain and (found := lix(plain.text)) > HARDEST_FOR_PARENTS:
        yield Problem(file=path, line=line_with(path, "foraelder:"), message=TOO_HARD.format(found))
