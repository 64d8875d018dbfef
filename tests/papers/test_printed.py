"""The papers, printed by LibreOffice."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from bot.documents.render import render
from bot.guided.answers import Answer
from bot.guided.meeting.content import PREPARATIONS, talk_content
from bot.guided.meeting.paper import document
from bot.guided.meeting.talk import Talk
from bot.guided.plan.papers import CONTRACT, PLAN_DOCUMENT, paper
from bot.guided.plan.walk import Walk
from bot.guided.share.papers import KINDS, fields_from
from tests.support.machine import unavailable
from tests.support.meeting import GOOD, NEW, everything, nothing
from tests.support.plan_papers import CONTENT, CONTRACT_STEPS, LONG, TODAY, as_the_example, made, walked
from tests.support.share_papers import ANSWERS

AGENDAS = {name: content for name in PREPARATIONS if not (content := talk_content(name)).for_parents}
OWN_WORDS = "Hvordan ser skolen på fraværet i udskolingen, og hvem må vi ringe til? " * 2
LISTS = {
    "full": everything(),
    "empty": nothing(),
    "short": NEW.with_answer(GOOD, Answer("glad")),
    # With every button pressed, and as much in own words as a long message under each.
    **{name: everything(agenda, own=OWN_WORDS) for name, agenda in AGENDAS.items()},
    **{f"{name} empty": Talk(agenda, {}) for name, agenda in AGENDAS.items()},
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each paper as LibreOffice prints it, one run of it for all; of the contract one with every field long."""
    missing = [tool for tool in ("soffice", "pdftotext", "pdftoppm", "pdfimages") if not shutil.which(tool)]
    if missing:
        unavailable(f"{', '.join(missing)} is missing: install LibreOffice Writer and poppler-utils")
    long = Walk.of(CONTENT, {step_id: Answer(text=LONG) for step_id in CONTRACT_STEPS})
    papers = {
        PLAN_DOCUMENT: made("klasser", "nyt", as_the_example).content,
        CONTRACT: paper(CONTRACT, long, TODAY),
        **{kind: render(kind, fields_from(ANSWERS, TODAY)) for kind in KINDS},
        **{name: document(talk) for name, talk in LISTS.items()},
    }
    folder = tmp_path_factory.mktemp("papers")
    for name, content in papers.items():
        (folder / f"{name}.docx").write_bytes(content)
    # A profile of its own: the one in the home folder may be in use.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, folder.glob("*.docx"))], check=True, capture_output=True, timeout=180)
    return {name: folder / f"{name}.pdf" for name in papers}


def pages(pdf: Path) -> list[str]:
    read = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True)
    return read.stdout.decode().split("\f")[:-1]


def test_a_contract_is_one_page_however_long_its_fields_are(printed: dict[str, Path]) -> None:
    (page,) = pages(printed[CONTRACT])
    assert page.count("…") == len(CONTRACT_STEPS), "every field is as long as it gets"
    assert "Side 1 af 1" in page and "Leder af helhedsplanen" in page


def test_a_plan_has_a_few_pages_and_none_is_empty(printed: dict[str, Path]) -> None:
    texts = pages(printed[PLAN_DOCUMENT])
    assert 4 <= len(texts) <= 10
    for number, text in enumerate(texts, start=1):
        assert f"Side {number} af {len(texts)}" in text
        assert len(re.findall(r"\w+", text)) > 30, number


def test_a_printed_plan_has_every_answer_and_the_picture(printed: dict[str, Path]) -> None:
    walk = walked("klasser", "nyt", as_the_example)
    words = set(re.findall(r"\w+", "\n".join(pages(printed[PLAN_DOCUMENT]))))
    for step_id, answer in walk.answers.items():
        # A line may end anywhere in a table cell, and the cell beside it go on there.
        assert set(re.findall(r"\w+", answer.text or "")) <= words, step_id
    listed = subprocess.run(["pdfimages", "-list", printed[PLAN_DOCUMENT]], check=True, capture_output=True)
    assert len(re.findall(r"^ *\d+ +\d+ +image\b", listed.stdout.decode(), re.MULTILINE)) == 2


def test_a_printed_page_is_not_blank(printed: dict[str, Path], tmp_path: Path) -> None:
    subprocess.run(["pdftoppm", "-r", "40", "-gray", "-png", printed[PLAN_DOCUMENT], tmp_path / "page"], check=True)
    drawn = sorted(tmp_path.glob("page*.png"))
    assert len(drawn) == len(pages(printed[PLAN_DOCUMENT]))
    for page in drawn:
        dark = sum(Image.open(page).histogram()[:128])
        assert dark > 200, page.name


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_of_the_route_has_everything_in_it(kind: str, printed: dict[str, Path]) -> None:
    read = pages(printed[kind])
    assert 1 <= len(read) <= 2
    # A line may end anywhere in a table cell, and the cell beside it go on there.
    words = set(re.findall(r"\w+", "\n".join(read)))
    for name, said in fields_from(ANSWERS, TODAY).items():
        assert set(re.findall(r"\w+", said)) <= words, name
    assert "{{" not in "\n".join(read)


@pytest.mark.parametrize("name", LISTS)
def test_full_and_empty_lists_and_agendas_take_one_page(name: str, printed: dict[str, Path]) -> None:
    assert len(pages(printed[name])) == 1
