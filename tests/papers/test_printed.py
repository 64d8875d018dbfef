"""The plan and the contract, printed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from bot.guided.answers import Answer
from bot.guided.plan.papers import CONTRACT, PAPERS, PLAN_DOCUMENT, paper
from bot.guided.plan.walk import Walk
from tests.support.machine import unavailable
from tests.support.plan_papers import CONTENT, CONTRACT_STEPS, LONG, TODAY, as_the_example, made, walked


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A plan and a contract with every field long, as LibreOffice prints them, one run of it for both."""
    missing = [tool for tool in ("soffice", "pdftotext", "pdftoppm", "pdfimages") if not shutil.which(tool)]
    if missing:
        unavailable(f"{', '.join(missing)} is missing: install LibreOffice Writer and poppler-utils")
    folder = tmp_path_factory.mktemp("papers")
    long = Walk.of(CONTENT, {step_id: Answer(text=LONG) for step_id in CONTRACT_STEPS})
    (folder / f"{PLAN_DOCUMENT}.docx").write_bytes(made("klasser", "nyt", as_the_example).content)
    (folder / f"{CONTRACT}.docx").write_bytes(paper(CONTRACT, long, TODAY))
    # A profile of its own: the one in the home folder may be in use.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, folder.glob("*.docx"))], check=True, capture_output=True, timeout=180)
    return {kind: folder / f"{kind}.pdf" for kind in PAPERS}


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
