"""A Word document as PDF, without an office program.

Only what the templates use of Word is known here: paragraphs in styles, tables, pictures, a footer with the page's
number. fpdf2 and HarfBuzz shape the words and put them in order, so Arabic stands as it is written.
"""

import io
import os
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.table import Table
from fpdf import FPDF
from fpdf.bidi import auto_detect_base_direction
from fpdf.enums import TextDirection

from bot.core.paths import STATE
from bot.documents.blocks import Block, Cell, Picture, Row, block_of, footer_text, rows_of
from bot.documents.looks import Look, Looks, Run

PDF = "application/pdf"

_FONT = "DejaVu"
_FACES = {"": "DejaVuSans", "B": "DejaVuSans-Bold", "I": "DejaVuSans-Oblique", "BI": "DejaVuSans-BoldOblique"}
# DejaVu's letters are larger than those the templates are set for.
_SCALE = 0.9
_LEADING = 1.17 * 25.4 / 72  # millimetres for a point
_CELL_ASIDE, _CELL_ABOVE, _PADDING = 2.0, 0.5, 1.5
_BORDER, _DARK_BORDER = "#B9C6D6", "#7A8694"


def to_pdf(word: bytes) -> bytes:
    """The same document as PDF.

    Args:
        word: a .docx made from one of the templates.
    """
    document = docx.Document(io.BytesIO(word))
    paper = _Paper(document)
    paper.add_page()
    paper.set_blocks([*document.iter_inner_content()])
    return bytes(paper.output())


@cache
def _fonts() -> Path:
    """Where DejaVu is: matplotlib brings it."""
    os.environ.setdefault("MPLCONFIGDIR", str(STATE / "matplotlib"))
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


class _Paper(FPDF):
    """Sets paragraphs and tables from the top of a page to the end of the last."""

    def __init__(self, document: Any) -> None:
        section = document.sections[0]
        super().__init__(unit="mm", format=(section.page_width.mm, section.page_height.mm))
        self._looks, self._foot = Looks(), section.footer.paragraphs
        # What is measured once: all of it is asked for again when it is set.
        self._widths: dict[Run, float] = {}
        self._blocks: dict[tuple[Any, float], Block] = {}
        self._tables: dict[Any, list[Row]] = {}
        self._foot_at = section.page_height.mm - section.footer_distance.mm - 4
        self._end = section.page_height.mm - section.bottom_margin.mm
        self.set_margins(section.left_margin.mm, section.top_margin.mm, section.right_margin.mm)
        self.set_auto_page_break(False)
        self.c_margin = 0
        for style, name in _FACES.items():
            self.add_font(_FONT, style, _fonts() / f"{name}.ttf")
        self.set_text_shaping(True)
        self.set_lang("da")
        self.set_title(document.core_properties.title or "")
        self.set_creator("Skolebro")

    # -- blocks --

    def set_blocks(self, blocks: list[Any]) -> None:
        """Everything in the order it stands in."""
        after = 0.0
        for number, block in enumerate(blocks):
            if isinstance(block, Table):
                self.y += after if self._is_begun() else 0
                self._set_table(self._rows(block))
                after = 0.0
                continue
            this = self._block(block, self.epw)
            above = max(after, this.look.before) if self._is_begun() else 0.0
            if this.is_empty and not self._fits(above + this.height):
                continue
            if this.look.page_break or not self._fits(above + self._kept_together(this, blocks[number + 1 :])):
                self._next_page()
                above = 0.0
            self.y += above
            self._list_in_the_outline(this)
            self._set_block(this, self.l_margin, self.epw)
            after = this.look.after

    def _kept_together(self, this: Block, following: list[Any]) -> float:
        """How tall it is with what has to stand under it."""
        tall = this.height
        for block in following:
            if not this.look.keep_next:
                break
            if isinstance(block, Table):
                return tall + this.look.after + _height_kept(self._rows(block))
            its = self._block(block, self.epw)
            tall += max(this.look.after, its.look.before) + its.height
            this = its
        return tall

    def _is_begun(self) -> bool:
        return bool(self.y > self.t_margin)

    def _fits(self, tall: float) -> bool:
        """Whether there is room on this page, or on an empty one no more than here."""
        return bool(self.y + tall <= self._end) or not self._is_begun()

    def _list_in_the_outline(self, this: Block) -> None:
        if this.look.outline is not None and this.text:
            self.start_section(this.text, level=this.look.outline, strict=False)

    def _next_page(self) -> None:
        self.add_page()
        self.set_xy(self.l_margin, self.t_margin)

    def footer(self) -> None:
        """The template's own."""
        for paragraph in self._foot:
            look = self._looks.of(paragraph)
            if look.runs:
                self._use(look.runs[0])
                self.set_xy(self.l_margin, self._foot_at)
                words = footer_text(paragraph, str(self.page_no()), self.str_alias_nb_pages)
                self.cell(self.epw, 4, words, align="C" if look.centred else "L")

    # -- paragraphs --

    def _block(self, paragraph: Any, width: float) -> Block:
        key = (paragraph._p, width)
        if key not in self._blocks:
            look = self._looks.of(paragraph)
            self._blocks[key] = block_of(paragraph, look, width, self._width_of, _SCALE * _LEADING)
        return self._blocks[key]

    def _set_block(self, this: Block, x: float, width: float) -> None:
        look = this.look
        if look.fill:
            self.set_fill_color(f"#{look.fill}")
            self.y += _PADDING
            self.rect(x, self.y - _PADDING, width, this.height + 2 * _PADDING, style="F")
        leftward = any(map(_leftward, this.lines))
        if this.mark:
            aside = look.indent - look.hanging
            at_the_right = x + width - aside - self._width_of(this.mark)
            self._set_pieces([this.mark], at_the_right if leftward else x + aside, this.line)
        begins = x if leftward else x + look.indent
        for line in this.lines:
            self._set_pieces(line, self._where(line, begins, width - look.indent, look), this.line)
            self.y += this.line
        if this.picture:
            self._set_picture(this.picture, x, width, look.centred)
        if this.is_to_write_on or look.rule:
            self._line_under(x, width)
        self.y += _PADDING if look.fill else 0

    def _where(self, line: list[Run], x: float, width: float, look: Look) -> float:
        """Where a line begins: one that is written from right to left ends at the right."""
        free = width - sum(map(self._width_of, line))
        return x + (free if _leftward(line) else free / 2 if look.centred else 0)

    def _set_pieces(self, line: list[Run], x: float, tall: float) -> None:
        for piece in reversed(line) if _leftward(line) else line:
            wide = self._width_of(piece)
            self._use(piece)
            self.set_x(x)
            self.cell(wide, tall, piece.text, new_y="TOP")
            x += wide

    def _set_picture(self, picture: Picture, x: float, width: float, centred: bool) -> None:
        at = x + (width - picture.width) / 2 if centred else x
        self.image(io.BytesIO(picture.content), at, self.y, picture.width, picture.height, alt_text=picture.alt)
        self.y += picture.height

    def _line_under(self, x: float, width: float) -> None:
        self.set_draw_color(_DARK_BORDER)
        self.set_line_width(0.3)
        self.line(x, self.y + 0.6, x + width, self.y + 0.6)
        self.y += 1

    def _width_of(self, piece: Run) -> float:
        if piece not in self._widths:
            self._use(piece)
            self._widths[piece] = float(self.get_string_width(piece.text))
        return self._widths[piece]

    def _use(self, run: Run) -> None:
        self.set_font(_FONT, ("B" if run.bold else "") + ("I" if run.italic else ""), run.size * _SCALE)
        self.set_text_color(f"#{run.colour}")

    # -- tables --

    def _rows(self, table: Table) -> list[Row]:
        if table._tbl not in self._tables:
            self._tables[table._tbl] = rows_of(table, self._block, _CELL_ASIDE, _CELL_ABOVE)
        return self._tables[table._tbl]

    def _set_table(self, rows: list[Row]) -> None:
        head = [row for row in rows[:1] if row.is_head]
        for number, whole in enumerate(rows):
            room = self._end - self.t_margin - sum(one.height for one in head)
            kept = _height_kept(rows[number:])
            for row in whole.parts(room):
                if not self._fits(max(row.height, kept if kept <= room else 0)):
                    self._next_page()
                    for one in head if number else ():
                        self._set_row(one)
                self._set_row(row)

    def _set_row(self, row: Row) -> None:
        top, x = self.y, self.l_margin
        for cell in row.cells:
            self.set_y(top)
            self._set_cell(cell, x, row)
            x += cell.width
        self.set_xy(self.l_margin, top + row.height)

    def _set_cell(self, cell: Cell, x: float, row: Row) -> None:
        top = self.y
        self.set_line_width(0.18)
        self.set_draw_color(_BORDER if row.is_bordered else _DARK_BORDER)
        if cell.fill:
            self.set_fill_color(f"#{cell.fill}")
            self.rect(x, top, cell.width, row.height, style="F")
        if row.is_bordered:
            self.rect(x, top, cell.width, row.height)
        elif cell.is_underlined:
            self.line(x, top + row.height, x + cell.width, top + row.height)
        self.y = top + _CELL_ABOVE + (row.height - cell.height if cell.is_at_bottom else 0)
        for this in cell.blocks:
            self.y += this.look.before
            self._set_block(this, x + cell.aside, cell.width - 2 * cell.aside)
            self.y += this.look.after


def _height_kept(rows: list[Row]) -> float:
    """How tall the first row is with those that have to stand on the same page."""
    alone = next((number for number, row in enumerate(rows) if not row.keep_next), len(rows) - 1)
    return sum(row.height for row in rows[: alone + 1])


def _leftward(line: list[Run]) -> bool:
    text = "".join(piece.text for piece in line)
    return bool(auto_detect_base_direction(text) == TextDirection.RTL)
