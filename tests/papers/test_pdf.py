"""Papers as PDF: everything that stands in the Word document, on pages one would print."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest

from bot.documents.pdf import to_pdf
from bot.documents.render import render
from bot.guided.answers import Answer
from bot.guided.meeting.paper import document
from bot.guided.plan.content import Step
from bot.guided.plan.papers import CONTRACT, PLAN_DOCUMENT, paper
from bot.guided.plan.walk import Walk
from bot.guided.share.papers import CONSENT_DOCUMENT, FAMILY_NOTICE, fields_from
from bot.text.voice import from_you
from tests.support.machine import unavailable
from tests.support.meeting import NEW, WORRY, everything
from tests.support.plan_papers import (
    CONTENT,
    CONTRACT_STEPS,
    LONG,
    TODAY,
    as_the_example,
    nothing,
    texts_of,
    the_first_option,
    walked,
)
from tests.support.share_papers import ANSWERS

ARABIC = "مرحبا، نريد أن نبدأ مع المدرسة"


def in_every_field(said: str) -> Walk:
    steps = [step for _, step in CONTENT.every_step()]
    return Walk.of(
        CONTENT, {step.id: Answer(text=said) if step.open else Answer(option=step.options[0].id) for step in steps}
    )


def of_walk(how: Callable[[Walk, Step], Answer]) -> bytes:
    return paper(PLAN_DOCUMENT, walked("klasser", "nyt", how), TODAY)


WORD: dict[str, Callable[[], bytes]] = {
    "plan": lambda: of_walk(as_the_example),
    "empty plan": lambda: of_walk(nothing),
    "options": lambda: paper(PLAN_DOCUMENT, walked("alle", "nyt", the_first_option), TODAY),
    "own": lambda: paper(PLAN_DOCUMENT, in_every_field("Det aftaler vi med skolen. " * 5), TODAY),
    "long plan": lambda: paper(PLAN_DOCUMENT, in_every_field(LONG), TODAY),
    "contract": lambda: paper(CONTRACT, walked("klasser", "nyt", as_the_example), TODAY),
    "long contract": lambda: paper(
        CONTRACT, Walk.of(CONTENT, {one: Answer(text=LONG) for one in CONTRACT_STEPS}), TODAY
    ),
    "consent": lambda: render(CONSENT_DOCUMENT, fields_from(ANSWERS, TODAY)),
    "notice": lambda: render(FAMILY_NOTICE, fields_from(ANSWERS, TODAY)),
    "list": lambda: document(everything(own="Egne ord.")),
}


# How the rows of a point begin.
ROWS = {from_you(step.title).split()[0] for _, step in CONTENT.every_step() if step.open} | {"Også"}


@cache
def word(kind: str) -> bytes:
    """A document, made once for all that is asked of it."""
    return WORD[kind]()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[str]]:
    """The words of each page of a document's PDF, as another program reads them."""
    if not shutil.which("pdftotext"):
        unavailable("pdftotext is missing: install poppler-utils")
    path = tmp_path_factory.mktemp("pdf") / "paper.pdf"

    @cache
    def read(word: bytes) -> list[str]:
        path.write_bytes(to_pdf(word))
        told = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
        return told.stdout.decode().split("\f")[:-1]

    return read


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize("kind", WORD)
def test_every_word_of_the_document_is_there_whole(
    kind: str, pages: Callable[[bytes], list[str]], tmp_path: Path
) -> None:
    (tmp_path / "paper.docx").write_bytes(word(kind))
    texts = texts_of(docx.Document(str(tmp_path / "paper.docx")))
    missing = words("\n".join(texts)) - words("\n".join(pages(word(kind))))
    assert {word for word in missing if word.strip("_")} == set(), "a word that is divided is not found"


@pytest.mark.parametrize(
    ("kind", "most"),
    [("contract", 1), ("long contract", 1), ("consent", 1), ("notice", 1), ("list", 1), ("plan", 7), ("empty plan", 7)],
)
def test_a_paper_has_no_more_pages_than_one_would_print(
    kind: str, most: int, pages: Callable[[bytes], list[str]]
) -> None:
    read = pages(word(kind))
    assert len(read) <= most
    if kind != "list":
        assert all(f"Side {number} af {len(read)}" in page for number, page in enumerate(read, start=1))


@pytest.mark.parametrize("kind", ["plan", "empty plan", "long plan"])
def test_page_one_of_a_plan_stands_alone(kind: str, pages: Callable[[bytes], list[str]]) -> None:
    first, second, *_ = pages(word(kind))
    for title in ("Formål", "For hvem", "Hvem gør hvad", "Hvornår", "Det er vi blevet enige om", "Åbne spørgsmål",
                  "Vores sted på kortet", "De næste tre skridt", "Senest"):  # fmt: skip
        assert title in first, title
    assert len(re.findall(r"december 2026", first)) >= 2
    assert second.strip().startswith("Bilag")


@pytest.mark.parametrize("kind", ["plan", "empty plan", "options", "own"])
def test_no_row_stands_alone_at_the_top_of_a_page_and_no_heading_at_its_end(
    kind: str, pages: Callable[[bytes], list[str]]
) -> None:
    headings = {one.text for one in docx.Document(io.BytesIO(word(kind))).paragraphs if "Heading" in one.style.name}
    for page in pages(word(kind)):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert lines[-2] not in headings | {"Tal også om"}, "above the footer"
        if lines[0].startswith("Spørgsmål"):
            until = next(number for number, line in enumerate(lines) if line == "Tal også om" or line in headings)
            rows = [line for line in lines[1:until] if any(line.startswith(name) for name in ROWS)]
            assert len(rows) > 1, lines[:until]


def test_room_at_the_end_of_a_page_does_not_begin_another(tmp_path: Path, pages: Callable[[bytes], list[str]]) -> None:
    (tmp_path / "list.docx").write_bytes(word("list"))
    longer = docx.Document(str(tmp_path / "list.docx"))
    for _ in range(60):
        longer.add_paragraph("")
    longer.save(str(tmp_path / "list.docx"))
    assert len(pages((tmp_path / "list.docx").read_bytes())) == 1


def test_a_cell_that_is_taller_than_a_page_goes_on_over_several(pages: Callable[[bytes], list[str]]) -> None:
    said = "\n".join(f"linje{number}" for number in range(150))
    read = pages(paper(PLAN_DOCUMENT, Walk.of(CONTENT, {"formaalet": Answer(text=said)}), TODAY))
    holding = [number for number, page in enumerate(read) if "linje" in page]
    assert len(holding) > 2
    assert {f"linje{number}" for number in range(150)} <= words("\n".join(read))


def test_what_is_written_from_right_to_left_is_joined_and_begins_at_the_right(
    tmp_path: Path, pages: Callable[[bytes], list[str]]
) -> None:
    word = document(NEW.with_answer(WORRY, Answer(text=ARABIC)))
    assert words(ARABIC) <= words("\n".join(pages(word))), "the letters can be read and copied as they were written"
    (tmp_path / "list.pdf").write_bytes(to_pdf(word))
    told = subprocess.run(["pdftotext", "-bbox", tmp_path / "list.pdf", "-"], check=True, capture_output=True)
    found = re.findall(r'xMin="([\d.]+)"[^>]*>([^<]+)</word>', told.stdout.decode())
    first, last = "مرحبا", "المدرسة"
    at = {said: float(x) for x, text in found for said in (first, last) if said in text or said[::-1] in text}
    assert at[first] > at[last], "the first word stands to the right of the last"
    assert at[first] > 300, "and the line ends at the right margin"
    assert at_the_right(tmp_path / "list.pdf") > at[first], "its bullet stands before it, at the right"


def at_the_right(pdf: Path) -> float:
    """Where the bullet that is farthest to the right stands."""
    told = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True)
    return max(map(float, re.findall(r'xMin="([\d.]+)"[^>]*>•</word>', told.stdout.decode())))


def test_a_pdf_says_its_language_and_what_its_pictures_show() -> None:
    made = to_pdf(word("plan"))
    assert b"/Lang (da)" in made and b"/Alt" in made and b"/Outlines" in made
