"""What `skolebro check` finds in the coverage table."""

from bot.knowledge.schema import Problem
from tests.support.checks import only_problem
from tests.support.content import Content, line_of


def test_a_card_that_is_not_in_the_coverage_table_is_found(clean: Content) -> None:
    clean.cover("| Begreber | `ssp` |")
    problem = only_problem(clean)
    assert (problem.file, problem.message) == (clean.coverage, "kortet 'lektiecafe' mangler i tabellen")


def test_a_part_without_cards_is_found(clean: Content) -> None:
    clean.cover("| Alt | `ssp`, `lektiecafe` |", "| Konklusion | |")
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (clean.coverage, line_of(clean.coverage, "Konklusion"))
    assert problem.message == "“Konklusion” er ikke dækket af noget kort"


def test_an_unknown_card_in_the_coverage_table_is_found(clean: Content) -> None:
    clean.cover("| Alt | `ssp`, `lektiecafe` |", "| Mere | `findes-ikke` |")
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (clean.coverage, line_of(clean.coverage, "Mere"))
    assert problem.message == "kortet 'findes-ikke' findes ikke"


def test_a_missing_coverage_table_is_found(clean: Content) -> None:
    clean.coverage.unlink()
    assert only_problem(clean) == Problem(file=clean.coverage, line=1, message="dækningstabellen mangler")
