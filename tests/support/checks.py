"""What `skolebro check` finds in a small folder."""

from pathlib import Path

from bot.checks.check import check
from bot.knowledge.schema import Problem
from tests.support.content import Content


def problems_of(content: Content, publication: Path | None = None) -> list[Problem]:
    return check(content.folder, content.coverage, publication, reading_list=None)


def only_problem(content: Content, publication: Path | None = None) -> Problem:
    problems = problems_of(content, publication)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]
