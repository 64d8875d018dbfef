"""What the end of a page does not part, and words from right to left."""

import io

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bot.documents.finish import finish, is_from_right_to_left
from bot.guided.answers import Answer
from bot.guided.meeting.paper import document
from tests.support.meeting import NEW, WORRY

ARABIC = "ابني حزين في المدرسة"


@pytest.mark.parametrize("text", [ARABIC, "  ابني", "1. ابني", "(שלום)", "ابني i skolen"])
def test_the_first_letter_says_that_it_runs_from_right_to_left(text: str) -> None:
    assert is_from_right_to_left(text)


@pytest.mark.parametrize("text", ["", "   ", "12 %", "Min søn", "Min søn siger ابني"])
def test_all_else_runs_from_left_to_right(text: str) -> None:
    assert not is_from_right_to_left(text)


def test_only_the_arabic_line_of_a_list_is_turned_round() -> None:
    talk = NEW.with_answer(WORRY, Answer(text=ARABIC)).with_answer(WORRY, Answer(text="Han er ked af det"))
    made = docx.Document(io.BytesIO(document(talk)))
    turned = [one for one in made.paragraphs if one._p.pPr is not None and one._p.pPr.find(qn("w:bidi")) is not None]
    assert [one.text for one in turned] == [ARABIC]
    assert all(run.font.rtl for run in turned[0].runs)


def keep(paragraphs: list[Paragraph]) -> bool:
    return all(one.paragraph_format.keep_with_next for one in paragraphs)


def with_table(rows: int) -> Document:
    made = docx.Document()
    table = made.add_table(rows, 2)
    for number, row in enumerate(table.rows):
        row.cells[0].text = f"række {number}"
    finish(made)
    return made


@pytest.mark.parametrize(("rows", "kept"), [(1, []), (2, [0]), (3, [0, 1]), (4, [0, 1, 2]), (5, [0, 3]), (9, [0, 7])])
def test_a_row_never_stands_alone_and_a_small_table_is_not_divided(rows: int, kept: list[int]) -> None:
    (table,) = with_table(rows).tables
    found = [
        number for number, row in enumerate(table.rows) if keep([one for cell in row.cells for one in cell.paragraphs])
    ]
    assert found == kept


@pytest.mark.parametrize(("boxes", "kept"), [(1, []), (2, [0]), (3, [0, 1]), (5, [0, 3])])
def test_a_box_to_tick_never_stands_alone(boxes: int, kept: list[int]) -> None:
    made = docx.Document()
    made.styles.add_style("Afkrydsning", 1)
    made.add_paragraph("Tal også om")
    for number in range(boxes):
        made.add_paragraph(f"emne {number}", style="Afkrydsning")
    for _ in range(4):
        made.add_paragraph("Og så videre")
    finish(made)
    assert [number for number, one in enumerate(made.paragraphs[1:-4]) if keep([one])] == kept


@pytest.mark.parametrize(("lines", "kept"), [(1, []), (2, [0]), (4, [0, 1, 2]), (9, [5, 6, 7])])
def test_the_last_lines_of_a_paper_stand_together(lines: int, kept: list[int]) -> None:
    made = docx.Document()
    for number in range(lines):
        made.add_paragraph(f"linje {number}")
    finish(made)
    assert [number for number, one in enumerate(made.paragraphs) if keep([one])] == kept
