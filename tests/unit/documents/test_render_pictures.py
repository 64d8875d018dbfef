"""Pictures in a document."""

import io
from pathlib import Path

import docx
from PIL import Image

from bot.documents.render import Picture, render
from tests.support.plan_papers import WILD, alt_text


def drawn(colour: str) -> bytes:
    made_of_one_colour = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made_of_one_colour, "PNG")
    return made_of_one_colour.getvalue()


RED, BLUE = Picture(drawn("red"), "en rød flade"), Picture(drawn("blue"), "en blå flade")


def shown(content: bytes) -> list[tuple[bytes, str]]:
    """Each picture and what it is said to show, in the order they stand."""
    document = docx.Document(io.BytesIO(content))
    embedded = [shape._inline.xpath(".//a:blip/@r:embed")[0] for shape in document.inline_shapes]
    blobs = [document.part.related_parts[one].blob for one in embedded]
    return list(zip(blobs, (alt_text(shape) for shape in document.inline_shapes), strict=True))


def template(folder: Path, *paragraphs: str, logo: bool = False) -> None:
    document = docx.Document()
    if logo:
        document.add_picture(io.BytesIO(drawn("green")))
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(folder / "prøve.docx"))


def test_each_picture_has_its_own_words_wherever_it_stands(tmp_path: Path) -> None:
    template(tmp_path, "{{ blaa }}", "{{ roed }}")
    found = shown(render("prøve", {}, {"roed": RED, "blaa": BLUE}, tmp_path))
    assert found == [(BLUE.png, BLUE.alt), (RED.png, RED.alt)]


def test_a_template_may_have_a_picture_of_its_own(tmp_path: Path) -> None:
    template(tmp_path, "{{ dato }}", "{{ roed }}", logo=True)
    found = shown(render("prøve", {"dato": "i dag"}, {"roed": RED}, tmp_path))
    assert found == [(drawn("green"), ""), (RED.png, RED.alt)]
    template(tmp_path, "{{ dato }}", logo=True)
    assert len(shown(render("prøve", {"dato": "i dag"}, templates=tmp_path))) == 1


def test_a_template_without_room_for_the_picture_gives_a_document_without_it(tmp_path: Path) -> None:
    template(tmp_path, "{{ dato }}")
    assert shown(render("prøve", {"dato": "i dag"}, {"roed": RED}, tmp_path)) == []


def test_what_a_picture_shows_may_hold_any_sign(tmp_path: Path) -> None:
    template(tmp_path, "{{ roed }}")
    assert shown(render("prøve", {}, {"roed": Picture(RED.png, WILD)}, tmp_path)) == [(RED.png, WILD)]
