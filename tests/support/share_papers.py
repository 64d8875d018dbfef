"""The papers of "Må jeg dele det?"."""

import io
from datetime import date

import docx
from docx.document import Document

from bot.documents.render import render
from bot.guided.share.route import Answers

TODAY = date(2026, 11, 23)
ANSWERS: Answers = {
    "role": "plan_housing",
    "recipient": "municipality",
    "kind": "sensitive",
    "purpose": "homework",
    "until": "school_year",
}


def opened(kind: str, fields: dict[str, str]) -> Document:
    return docx.Document(io.BytesIO(render(kind, fields)))


def texts_of(document: Document) -> list[str]:
    """Every paragraph, table cells and footers too."""
    parts = [*document.paragraphs]
    parts += [text for table in document.tables for row in table.rows for cell in row.cells for text in cell.paragraphs]
    for section in document.sections:
        parts += [*section.header.paragraphs, *section.footer.paragraphs]
    return [part.text for part in parts]
