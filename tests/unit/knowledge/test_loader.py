"""The loader: what is good is read as it stands, what is faulty is named with file, line and remedy."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.outcomes import Outcome
from bot.knowledge.loader import load, load_card
from bot.knowledge.schema import BODY_LENGTH, DIRECT_ANSWER_LENGTH, HINTS, TITLE_LENGTH, KnowledgeError, Problem
from tests.support.content import Content

# The numbers of these lines are what the tests below expect.
GOOD = """\
---
id: hvad-er-ssp
title: "Hvad er SSP"
audience: [medarbejder, skole]
source: rapport-2014
section: "Indledning"
reviewed: 2024-05-17
status: gældende
questions:
  - "hvad er ssp?"
  - "hvad betyder ssp"
  - "ssp"
  - "hvem er med i ssp"
  - "er politiet med i ssp"
  - "hvad laver ssp-konsulenten"
related: [lektiecafe]
---
**SSP** er skole, sociale myndigheder og politi.

De mødes fast.
"""
BODY_LINE = 18
GOOD_BODY = GOOD.split("---\n")[-1]

QUOTE_IT = 'sæt tekst med kolon eller tegn i "..."'

# What pydantic says of its own accord.
ENGLISH = re.compile(r"\b(ensure|value|field|required|must|invalid|unexpected|permitted|characters|valid|none)\b", re.I)


def problems_of(path: Path) -> list[Problem]:
    with pytest.raises(KnowledgeError) as raised:
        load_card(path)
    return raised.value.problems


def only_problem(path: Path) -> Problem:
    problems = problems_of(path)
    assert len(problems) == 1, problems
    return problems[0]


def test_a_good_card_is_read_as_it_stands(content: Content) -> None:
    card = load_card(content.write("hvad-er-ssp", GOOD, theme="begreber"))
    assert card.dict() == {
        "id": "hvad-er-ssp",
        "theme": "begreber",
        "title": "Hvad er SSP",
        "audience": ["medarbejder", "skole"],
        "source": "rapport-2014",
        "section": "Indledning",
        "law": None,
        "decides": None,
        "reviewed": date(2024, 5, 17),
        "reviewed_by": None,
        "status": "gældende",
        "signed_off": [],
        "questions": [
            "hvad er ssp?",
            "hvad betyder ssp",
            "ssp",
            "hvem er med i ssp",
            "er politiet med i ssp",
            "hvad laver ssp-konsulenten",
        ],
        "related": ["lektiecafe"],
        "body": "**SSP** er skole, sociale myndigheder og politi.\n\nDe mødes fast.",
    }


def test_a_card_with_windows_line_ends_is_the_same_card(content: Content) -> None:
    path = content.write("hvad-er-ssp", GOOD)
    expected = load_card(path)
    path.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert load_card(path) == expected


def test_a_card_that_builds_on_a_law_alone_needs_no_section(content: Content) -> None:
    path = content.write("hvad-er-ssp", GOOD.replace('section: "Indledning"', 'law: "Barnets lov § 133"'))
    card = load_card(path)
    assert (card.section, card.law) == (None, "Barnets lov § 133")


@pytest.mark.parametrize(("theme", "outcome"), [("samtykke", Outcome.CONSENT_GUIDANCE), ("rammer", Outcome.ANSWERED)])
def test_the_theme_decides_the_outcome(content: Content, theme: str, outcome: Outcome) -> None:
    assert load_card(content.card("hvad-er-ssp", theme=theme)).outcome is outcome


def test_a_body_may_hold_a_line_of_dashes(content: Content) -> None:
    path = content.write("hvad-er-ssp", GOOD + "\n---\n\nOg mere.\n")
    assert load_card(path).body.endswith("De mødes fast.\n\n---\n\nOg mere.")


@pytest.mark.parametrize("field", ["id", "title", "audience", "source", "reviewed", "status", "questions"])
def test_a_missing_field_is_named_with_what_to_write(content: Content, field: str) -> None:
    path = content.card("hvad-er-ssp", without=[field])
    problem = only_problem(path)
    assert (problem.file, problem.line) == (path, 2)
    assert problem.message == f"feltet '{field}' mangler; {HINTS[field]}"


FAULTS = {
    "unknown field": ("status: gældende", "stauts: x\nstatus: gældende", 8, "feltet 'stauts' kendes ikke; ret stave"),
    "id unlike the file name": ("id: hvad-er-ssp", "id: hvad-er-spp", 2, "filen hedder hvad-er-ssp.md; " + HINTS["id"]),
    "title too long": ('"Hvad er SSP"', f'"{"x" * (TITLE_LENGTH + 1)}"', 3, HINTS["title"]),
    "title too short": ('"Hvad er SSP"', '"ab"', 3, HINTS["title"]),
    "unknown audience": ("[medarbejder, skole]", "[medarbejder, elev]", 4, HINTS["audience"]),
    "no audience": ("[medarbejder, skole]", "[]", 4, HINTS["audience"]),
    "date that is no date": ("2024-05-17", "17. maj 2024", 7, HINTS["reviewed"]),
    "bad status": ("status: gældende", "status: forældet", 8, HINTS["status"]),
    "too few questions": ('  - "ssp"\n', "", 9, HINTS["questions"]),
    "questions not a list": ("related: [lektiecafe]", "related: lektiecafe", 16, HINTS["related"]),
    "question that is no text": ('"hvad betyder ssp"', "hvad: betyder", 11, HINTS["questions"]),
    "empty question": ('"hvad betyder ssp"', '" "', 11, "et spørgsmål er tomt; " + HINTS["questions"]),
    "body too long": ("De mødes fast.", "ord " * (BODY_LENGTH // 4), BODY_LINE, HINTS["body"]),
    "body too short": (GOOD_BODY, "Kort.", BODY_LINE, HINTS["body"]),
    "first paragraph too long": (GOOD_BODY, "x" * 301, BODY_LINE, "det første afsnit er for langt; " + HINTS["body"]),
    "quotation mark in a question": ('"hvad betyder ssp"', '"hvad "betyder" ssp"', 11, QUOTE_IT),
    "colon in a title": ('"Hvad er SSP"', "SSP: hvad er det: her", 3, QUOTE_IT),
    "bracket never closed": ("[lektiecafe]", "[lektiecafe", 17, QUOTE_IT),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_line_and_the_remedy(content: Content, fault: str) -> None:
    old, new, line, expected = FAULTS[fault]
    text = GOOD.replace(old, new)
    assert text != GOOD
    path = content.write("hvad-er-ssp", text)
    problem = only_problem(path)
    assert (problem.file, problem.line) == (path, line)
    assert expected in problem.message
    assert str(problem).startswith(f"{path}:{line}: ")
    if "kan ikke læses" not in problem.message:  # libyaml's own words stand in brackets there
        assert not ENGLISH.search(problem.message)


def test_a_title_a_body_and_a_first_paragraph_of_just_the_length_allowed_pass(content: Content) -> None:
    first = "x" * DIRECT_ANSWER_LENGTH
    rest = "y" * (BODY_LENGTH - DIRECT_ANSWER_LENGTH - 2)
    card = load_card(content.card("lang", title="t" * TITLE_LENGTH, body=f"{first}\n\n{rest}"))
    assert (len(card.title), len(card.body)) == (TITLE_LENGTH, BODY_LENGTH)


def test_a_review_in_the_future_is_refused_and_one_of_today_is_not(content: Content) -> None:
    load_card(content.card("ssp", reviewed=date.today()))
    problem = only_problem(content.card("ssp", reviewed=date.today() + timedelta(days=1)))
    assert problem.line == 7
    assert problem.message == f"feltet 'reviewed': datoen ligger i fremtiden; {HINTS['reviewed']}"


def test_a_card_with_neither_section_nor_law_is_refused(content: Content) -> None:
    problem = only_problem(content.card("ssp", without=["section"]))
    assert problem.message == f"feltet 'law': kortet mangler både section og law; {HINTS['law']}"


@pytest.mark.parametrize("card_id", ["Hvad-Er-Ssp", "hvad_er_ssp", "hvad--er", "-hvad", "børn"])
def test_an_id_with_other_characters_is_refused_though_the_file_is_called_so(content: Content, card_id: str) -> None:
    problem = only_problem(content.card(card_id))
    assert problem.line == 2
    assert HINTS["id"] in problem.message


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("Bare et svar.\n", 1, "kortet skal begynde med en linje `---`"),
        ("", 1, "kortet skal begynde med en linje `---`"),
        ("---\nid: ssp\ntitle: uden ende\n", 1, "så en linje `---` og så svaret"),
        ("---\n- id\n- title\n---\nSvaret står her.\n", 2, "der stå felter som `id: ...`"),
        ("---\n---\nSvaret står her.\n", 2, "der stå felter som `id: ...`"),
    ],
    ids=["no front matter", "empty file", "front matter without end", "a list", "nothing between the lines"],
)
def test_a_file_that_is_no_card_is_told_what_a_card_looks_like(
    content: Content, text: str, line: int, expected: str
) -> None:
    path = content.write("ssp", text)
    problem = only_problem(path)
    assert (problem.file, problem.line) == (path, line)
    assert expected in problem.message


def test_a_card_that_is_not_utf8_is_refused(content: Content) -> None:
    path = content.write("hvad-er-ssp", GOOD)
    path.write_bytes(GOOD.encode("latin-1"))
    problem = only_problem(path)
    assert (problem.file, problem.line) == (path, 1)
    assert problem.message.startswith("filen kan ikke læses som UTF-8")


def test_every_fault_of_one_card_is_reported(content: Content) -> None:
    path = content.write("hvad-er-ssp", GOOD.replace("gældende", "gammel").replace("[medarbejder, skole]", "[]"))
    assert [(problem.line, problem.message.split("'")[1]) for problem in problems_of(path)] == [
        (4, "audience"),
        (8, "status"),
    ]


def test_faults_in_several_files_are_all_reported_at_once(content: Content) -> None:
    content.card("godt")
    one = content.card("et", status="gammel")
    other = content.card("to", theme="tal", without=["title"])
    (content.folder / "contacts.yml").unlink()
    with pytest.raises(KnowledgeError) as raised:
        content.load()
    assert {problem.file for problem in raised.value.problems} == {one, other, content.folder / "contacts.yml"}
    assert str(raised.value).splitlines() == [str(problem) for problem in raised.value.problems]


def test_the_same_id_in_two_themes_is_refused_in_the_second(content: Content) -> None:
    content.card("ssp", theme="begreber")
    second = content.card("ssp", theme="rammer")
    with pytest.raises(KnowledgeError) as raised:
        content.load()
    assert raised.value.problems == [Problem(file=second, line=2, message="id 'ssp' findes allerede i temaet begreber")]


def test_a_folder_without_cards_is_refused(content: Content) -> None:
    with pytest.raises(KnowledgeError) as raised:
        content.load()
    assert raised.value.problems == [Problem(file=content.folder, line=1, message="mappen indeholder ingen kort")]


@pytest.mark.parametrize("name", ["sources.yml", "contacts.yml"])
@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (None, 1, "filen mangler"),
        ("a:\n  title: [\n", 3, "kan ikke læses"),
        ("a:\n  titel: forkert\n", 1, "filen har ikke den rette form"),
        ("- a\n- b\n", 1, "filen har ikke den rette form"),
        ("a: tekst\n", 1, "filen har ikke den rette form"),
    ],
    ids=["missing", "bad yaml", "wrong field", "a list", "text for an entry"],
)
def test_a_faulty_list_is_named(content: Content, name: str, text: str | None, line: int, expected: str) -> None:
    content.card("ssp")
    path = content.folder / name
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(KnowledgeError) as raised:
        content.load()
    (problem,) = raised.value.problems
    assert (problem.file, problem.line) == (path, line)
    assert problem.message.startswith(expected)


def test_sources_and_contacts_are_read_under_their_ids(content: Content) -> None:
    content.card("ssp")
    knowledge = load(content.folder)
    assert knowledge.sources["rapport-2014"].sections == ["Indledning", "Konklusion"]
    assert knowledge.sources["rapport-2014"].year == 2014
    assert knowledge.contacts["leder"].label == "Din nærmeste leder"
    assert knowledge.contacts["leder"].id == "leder"


def test_a_date_that_is_not_in_the_calendar_is_a_problem_like_any_other(content: Content) -> None:
    path = content.card("ssp", reviewed="2024-02-30")
    assert only_problem(path).file == path


def test_a_number_or_a_yes_as_field_name_is_a_problem_like_any_other(content: Content) -> None:
    path = content.write("hvad-er-ssp", GOOD.replace("status:", "2014: noget\nstatus:"))
    problem = only_problem(path)
    assert (problem.file, problem.line) == (path, 8)


def test_a_list_that_is_not_utf8_is_a_problem_like_any_other(content: Content) -> None:
    content.card("ssp")
    path = content.folder / "contacts.yml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    with pytest.raises(KnowledgeError) as raised:
        content.load()
    assert [problem.file for problem in raised.value.problems] == [path]


@pytest.mark.parametrize("field", ["theme", "body"])
def test_a_field_the_loader_fills_itself_is_refused_in_the_front_matter(content: Content, field: str) -> None:
    problem = only_problem(content.write("hvad-er-ssp", GOOD.replace("status:", f"{field}: noget\nstatus:")))
    assert problem.line == 8


@pytest.mark.parametrize("reviewed", ["2024", "20240517"])
def test_a_review_date_given_as_a_number_is_refused(content: Content, reviewed: str) -> None:
    problem = only_problem(content.card("ssp", reviewed=reviewed))
    assert HINTS["reviewed"] in problem.message


def test_a_card_saved_by_notepad_is_read_like_any_other(content: Content) -> None:
    path = content.write("hvad-er-ssp", GOOD)
    expected = load_card(path)
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert _read_or_none(path) == expected


@pytest.mark.parametrize(
    ("card_id", "fields"), [("a" * 81, {"title": "Et langt id"}), ("ssp", {"law": "§" * 301})], ids=["id", "law"]
)
def test_a_card_the_store_has_no_room_for_is_refused(content: Content, card_id: str, fields: dict[str, Any]) -> None:
    content.card(card_id, **fields)
    with pytest.raises(KnowledgeError):
        content.load()


def _read_or_none(path: Path) -> object:
    try:
        return load_card(path)
    except KnowledgeError:
        return None
