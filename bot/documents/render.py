"""Fill a Word template. Only this module knows docxtpl."""

import io
from pathlib import Path

from docxtpl import DocxTemplate

from bot.paths import KNOWLEDGE

TEMPLATES = KNOWLEDGE / "skabeloner"

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def fields_of(template: Path) -> set[str]:
    """The names in a template's ``{{ ... }}``.

    Raises:
        Exception: the template can't be opened or its brackets don't match.
    """
    return set(DocxTemplate(template).get_undeclared_template_variables())


def render(kind: str, fields: dict[str, str], templates: Path = TEMPLATES) -> bytes:
    """The finished .docx.

    Args:
        kind: the template's file name without ``.docx``.
        fields: a text for each ``{{ name }}`` in the template.

    Raises:
        OSError: there is no such template.
    """
    document = DocxTemplate(templates / f"{kind}.docx")
    # autoescape: the texts are words, not markup, whatever signs stand in them.
    document.render(fields, autoescape=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
