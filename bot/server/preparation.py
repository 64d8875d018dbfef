"""Bring database, content and model up to date: at the start, and beside what runs.

Run as ``python -m bot.server.preparation beside`` and then ``... in-force`` by a service that is renewed
(bot/server/renewal.py): in processes of their own, for the service has read the files it began with once and for all.
"""

import sys

from sqlalchemy.exc import SQLAlchemyError

from bot.checks.check import check
from bot.checks.sites import check_sites
from bot.core.paths import KNOWLEDGE
from bot.core.settings import Settings, settings
from bot.knowledge.loader import load
from bot.knowledge.schema import Problem
from bot.server.content_in_force import (
    beside,
    copy_beside,
    in_force,
    knowledge_in,
    put_in_force,
    state_of,
    was_found_right,
)
from bot.server.model_signature import refuse_unsigned
from bot.server.service import Failed
from bot.server.training import MODEL, ensure_trained
from bot.store.database import migrate
from bot.store.publish import publish


def prepare() -> None:
    """Make all ready for a start. Broken content leaves the old in force, and says so.

    Raises:
        Failed: there is nothing to start with.
        NotSigned: the model is not this installation's own.
    """
    chosen = settings()
    try:
        migrate()
        if problems := _checked_beside(chosen):
            print("Indholdet har fejl, så det gamle indhold gælder stadig:", *problems, sep="\n", flush=True)
            _refuse_to_start_with(problems)
            return
        _publish_beside(chosen)
    except SQLAlchemyError as error:
        raise _without_database(error) from error
    ensure_trained(replace_unsigned=False)


def prepare_beside() -> None:
    """Make all ready that a service which runs may be renewed with; nothing of it is in force yet.

    Raises:
        Failed: the content is not right.
        NotSigned: the model is not this installation's own.
    """
    chosen = settings()
    try:
        migrate()
        problems = _checked_beside(chosen)
    except SQLAlchemyError as error:
        raise _without_database(error) from error
    if problems:
        raise Failed("\n".join(map(str, problems)))
    ensure_trained(replace_unsigned=False)


def bring_in_force() -> None:
    """Publish what was made ready beside, and let it be what servers read that are started from now on.

    Raises:
        Failed: the database is away.
    """
    try:
        _publish_beside(settings())
    except SQLAlchemyError as error:
        raise _without_database(error) from error


def _checked_beside(chosen: Settings) -> list[Problem]:
    """What is wrong with the content; where nothing is, a copy of it lies ready.

    It is looked over once, but for the sites: what those name outside of the content (a secret, a key) may be gone.
    """
    state = state_of(chosen)
    problems = [*check_sites(KNOWLEDGE)] if was_found_right(state) else check(coverage=None, reading_list=None)
    if not problems and not copy_beside(state, chosen):
        raise Failed("Indholdet blev ændret, mens det blev set efter. Prøv igen, når der ikke gemmes mere.")
    return problems


def _publish_beside(chosen: Settings) -> None:
    folder = beside(chosen)
    if folder is None:
        raise Failed("Der ligger ikke noget nyt indhold klar.")
    print(publish(load(knowledge_in(folder))), flush=True)
    put_in_force(chosen)


def _refuse_to_start_with(problems: list[Problem]) -> None:
    if not MODEL.exists():
        raise Failed("Der er ikke noget tidligere indhold at svare ud fra. Ret fejlene ovenfor.")
    refuse_unsigned(MODEL)
    if in_force(settings()) is None and any(map(_is_read_directly, problems)):
        raise Failed("Uden de filer kan serverne ikke svare. Ret fejlene ovenfor.")


def _is_read_directly(problem: Problem) -> bool:
    """Whether the servers read the file themselves: without an older copy there is nothing to go on with."""
    own = (settings().contacts, settings().sites)
    return (problem.file.suffix != ".md" and problem.file.name != "sources.yml") or problem.file in own


def _without_database(error: SQLAlchemyError) -> Failed:
    return Failed(f"Databasen kan ikke bruges ({type(error).__name__}). Se DATABASE_URL efter.")


_STEPS = {"beside": prepare_beside, "in-force": bring_in_force}

if __name__ == "__main__":
    try:
        _STEPS[sys.argv[1]]()
    except (Failed, ValueError, RuntimeError) as told:
        sys.exit(str(told))
