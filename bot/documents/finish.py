"""What a filled-in Word document still needs: company across the end of a page, and words from right to left."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement

_TO_TICK = "Afkrydsning"
_MOST_ROWS_UNDIVIDED = 4
_LINES_AT_THE_END = 4
# What comes after w:bidi in a paragraph's properties (ECMA-376, CT_PPrBase).
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def finish(document: Document) -> None:
    """See to both."""
    _keep_company(document)
    _keep_the_end_together(document)
    for paragraph in _every_paragraph(document):
        if is_from_right_to_left(paragraph.text):
            _turn_round(paragraph)


def is_from_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is of a script written from right to left."""
    directions = map(unicodedata.bidirectional, text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


def _keep_company(document: Document) -> None:
    """No row and no box to tick stands alone before or after the end of a page, and a small table is not divided."""
    for table in document.tables:
        *rows, _ = table.rows
        for row in rows if len(rows) < _MOST_ROWS_UNDIVIDED else (rows[0], rows[-1]):
            for paragraph in (one for cell in row.cells for one in cell.paragraphs):
                paragraph.paragraph_format.keep_with_next = True
    # Asked of each paragraph, its style is looked for anew among them all.
    to_tick = {style.style_id for style in document.styles if style.name == _TO_TICK}
    for is_to_tick, paragraphs in groupby(document.paragraphs, lambda one: one._p.style in to_tick):
        boxes = [*paragraphs] if is_to_tick else []
        for paragraph in (*boxes[:-1][:1], *boxes[-2:-1]):
            paragraph.paragraph_format.keep_with_next = True


def _keep_the_end_together(document: Document) -> None:
    """No page has but a line or two, at the end of the paper: what they belong to comes along."""
    for paragraph in document.paragraphs[-_LINES_AT_THE_END:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _every_paragraph(document: Document) -> Iterator[Any]:
    yield from document.paragraphs
    for table in document.tables:
        for cell in table._cells:
            yield from cell.paragraphs


def _turn_round(paragraph: Any) -> None:
    paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    for run in paragraph.runs:
        run.font.rtl = is_from_right_to_left(run.text)
