"""Fill a Word template. Only this module knows docxtpl."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from bot.core.paths import KNOWLEDGE

TEMPLATES = KNOWLEDGE / "skabeloner"

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Picture:
    """A picture in a document: a PNG file's bytes, what it shows for those who don't see it, and how wide it is."""

    png: bytes
    alt: str
    millimetres: int = 150  # inside the margins of an A4 page


def fields_of(template: Path) -> set[str]:
    """The names in a template's ``{{ ... }}``.

    Raises:
        Exception: the template can't be opened or its brackets don't match.
    """
    return set(DocxTemplate(template).get_undeclared_template_variables())


def render(
    kind: str, fields: Mapping[str, Any], pictures: Mapping[str, Picture] | None = None, templates: Path = TEMPLATES
) -> bytes:
    """The finished .docx.

    Args:
        kind: the template's file name without ``.docx``.
        fields: what stands for each ``{{ name }}`` in the template: a text, or lists and mappings of texts.
        pictures: those that stand for a name.

    Raises:
        OSError: there is no such template.
    """
    document = DocxTemplate(templates / f"{kind}.docx")
    drawn = {
        name: InlineImage(document, io.BytesIO(one.png), width=Mm(one.millimetres))
        for name, one in (pictures or {}).items()
    }
    # autoescape: the texts are words, not markup, whatever signs stand in them.
    document.render({**fields, **drawn}, autoescape=True)
    _say_what_pictures_show(document, (pictures or {}).values())
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _say_what_pictures_show(document: DocxTemplate, pictures: Iterable[Picture]) -> None:
    """Alt texts, which docxtpl has no way to give. The template may have pictures of its own: they keep theirs."""
    said = {one.png: one.alt for one in pictures}
    for shape in document.docx.inline_shapes:
        embedded = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        alt = said.get(document.docx.part.related_parts[embedded].blob)
        if alt:
            shape._inline.docPr.set("descr", alt)
