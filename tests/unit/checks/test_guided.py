"""What `skolebro check` finds in the guided routes and the preparation of a talk."""

import re
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from bot.checks.check import check, old_reviews
from bot.guided.meeting.content import talk_content
from bot.guided.share.route import load_route
from tests.support.checks import only_problem, problems_of
from tests.support.content import Content, line_of


def messages(content: Content) -> list[str]:
    content.card("et-kort")
    content.cover()
    return [
        f"{one.file.name}:{one.line} {one.message}"
        for one in check(content.folder, content.coverage, reading_list=None)
    ]


def test_the_small_folder_is_clean(content: Content) -> None:
    assert messages(content) == []


def test_the_check_tells_of_a_file_that_cannot_be_read(content: Content) -> None:
    (content.folder / "samtale.yml").write_text("title: x", encoding="utf-8")
    (told,) = messages(content)
    assert told.startswith("samtale.yml:1 kan ikke bruges: samtale.yml har ikke den rette form")


def test_the_check_tells_of_a_missing_file(content: Content) -> None:
    (content.folder / "samtale.yml").unlink()
    (told,) = messages(content)
    assert told.startswith("samtale.yml:1 kan ikke bruges")


def test_the_check_tells_where_a_text_is_too_hard(content: Content) -> None:
    path = content.folder / "samtale.yml"
    text = path.read_text(encoding="utf-8")
    hard = "Skolehjemsamtalens forberedelse omfatter selvstændige overvejelser vedrørende samarbejdsmuligheder"
    path.write_text(re.sub(r"(?m)^done: .*$", f'done: "{hard}"', text), encoding="utf-8")
    line = next(n for n, one in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if one.startswith("done:"))
    (told,) = messages(content)
    assert told.startswith(f"samtale.yml:{line} teksten er for svær for forældre")


def test_the_check_tells_of_a_field_nobody_fills_in(content: Content) -> None:
    path = content.folder / "skabeloner" / f"{talk_content().paper}.docx"
    template = docx.Document(str(path))
    template.add_paragraph("{{ ukendt }}")
    template.save(str(path))
    (told,) = messages(content)
    assert "{{ ukendt }}" in told and path.name in told


ROUTE = """\
title: "En rute"
reviewed: 2026-11-23
intro: "Svar på et spørgsmål."
offered_after: [ssp]
questions:
  - id: first
    text: "Det ene eller det andet?"
    explain: "Vælg."
    options:
      - {id: one, title: "Det ene"}
      - {id: two, title: "Det andet"}
conclusions:
  only:
    card: lektiecafe
    verdict: "Ja."
    text: "Derfor."
    also: [ssp]
table:
  - {when: {}, then: only}
"""


def write_route(content: Content, text: str) -> Path:
    path = content.folder / "ruter" / "rute.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_a_route_with_cards_there_are_passes(clean: Content) -> None:
    write_route(clean, ROUTE)
    assert problems_of(clean) == []


@pytest.mark.parametrize("field", ["card: lektiecafe", "also: [ssp]", "offered_after: [ssp]"])
def test_a_route_that_names_an_unknown_card_is_found(clean: Content, field: str) -> None:
    renamed = field.replace("lektiecafe", "findes-ikke").replace("ssp", "findes-ikke")
    path = write_route(clean, ROUTE.replace(field, renamed))
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, renamed))
    assert "'findes-ikke'" in problem.message


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", ""),
        (ROUTE.replace("then: only", "then: other"), "'other'"),
        (ROUTE.replace("when: {}", "when: {first: [one]}"), "'first': 'two'"),
        (ROUTE.replace("title: ", "titel: "), "titel"),
    ],
    ids=["an empty file", "an unknown conclusion", "a blind path", "an unknown field"],
)
def test_a_route_that_cannot_be_used_is_found(clean: Content, text: str, named: str) -> None:
    path = write_route(clean, text)
    problem = only_problem(clean)
    assert problem.file == path
    assert problem.message.startswith("kan ikke bruges")
    assert named in problem.message


def test_a_route_nobody_has_reviewed_for_a_year_is_warned_of(clean: Content) -> None:
    path = write_route(clean, ROUTE)
    reviewed = load_route(path).reviewed
    assert [problem.file for problem in old_reviews(clean.folder, reviewed + timedelta(days=366))] == [path]
    assert old_reviews(clean.folder, reviewed + timedelta(days=365)) == []
