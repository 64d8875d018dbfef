"""What `skolebro check` looks for beyond the schema: the content as a whole."""

from datetime import date
from pathlib import Path

from bot.checks.cards import (
    check_deciders,
    check_laws,
    check_references,
    check_repeated_examples,
    check_repeated_titles,
)
from bot.checks.copied_sentences import check_copied_sentences
from bot.checks.coverage import COVERAGE, check_coverage
from bot.checks.danger import check_danger, check_other_languages
from bot.checks.documents import check_templates
from bot.checks.follow_ups import check_follow_ups
from bot.checks.guided import check_meetings, check_plan, check_routes
from bot.checks.problems import card_problem, line_with
from bot.checks.readability import check_readability
from bot.checks.reading_list import READING_LIST, check_reading_list
from bot.checks.responses import check_responses
from bot.checks.sites import check_sites
from bot.checks.unanswered import check_unanswered
from bot.checks.understanding import check_gates, check_names
from bot.core.paths import KNOWLEDGE
from bot.guided.share.route import load_route
from bot.knowledge.loader import load
from bot.knowledge.schema import KnowledgeError, Problem, is_review_old


def check(
    folder: Path = KNOWLEDGE,
    coverage: Path | None = COVERAGE,
    publication: Path | None = None,
    reading_list: Path | None = READING_LIST,
) -> list[Problem]:
    """Every problem in the content, each with file and line; empty when all is well.

    What is ``None`` is not looked at: the table of parts and cards, sentences copied from the publication, the list of
    what waits to be read by others.
    """
    try:
        knowledge = load(folder)
    except KnowledgeError as error:
        return error.problems
    return [
        *check_responses(knowledge, folder),
        *check_danger(knowledge, folder),
        *check_follow_ups(knowledge, folder),
        *check_names(folder),
        *check_gates(folder),
        *check_routes(knowledge, folder),
        *check_plan(knowledge, folder),
        *check_meetings(knowledge, folder),
        *check_other_languages(folder),
        *check_sites(folder),
        *check_templates(folder),
        *check_deciders(knowledge, folder),
        *check_laws(knowledge, folder),
        *check_readability(knowledge, folder),
        *check_repeated_examples(knowledge, folder),
        *check_references(knowledge, folder),
        *check_repeated_titles(knowledge, folder),
        *check_unanswered(knowledge, folder),
        *check_copied_sentences(knowledge, folder, publication),
        *(check_coverage(knowledge, coverage) if coverage else ()),
        *(check_reading_list(knowledge, folder, reading_list) if reading_list else ()),
    ]


def old_reviews(folder: Path = KNOWLEDGE, today: date | None = None) -> list[Problem]:
    """Legal cards and routes that nobody has reviewed for a year: a warning, not an error."""
    late = [card for card in load(folder).cards.values() if card.is_legal and is_review_old(card.reviewed, today)]
    late_routes = [
        (path, route)
        for path in sorted((folder / "ruter").glob("*.yml"))
        if is_review_old((route := load_route(path)).reviewed, today)
    ]
    ask = "bed en jurist se på det"
    return [
        *(card_problem(folder, card, "reviewed:", f"sidst gennemset {card.reviewed}; {ask}") for card in late),
        *(
            Problem(file=path, line=line_with(path, "reviewed:"), message=f"sidst gennemset {route.reviewed}; {ask}")
            for path, route in late_routes
        ),
    ]
