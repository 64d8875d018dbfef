"""What stands in a Word document, measured: paragraphs in lines, rows of tables, pictures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn
from docx.table import Table

from bot.documents.lines import lines_of
from bot.documents.looks import Look, Run

_TAB = "\t"
_EMU_PER_MILLIMETRE = 36000
_PAGE, _PAGES = "PAGE", "NUMPAGES"


@dataclass(frozen=True)
class Picture:
    """A picture and its words for those who don't see it; lengths in millimetres, here and below."""

    content: bytes
    alt: str
    width: float
    height: float


@dataclass(frozen=True)
class Block:
    """A paragraph in lines, each as tall as ``line``; ``mark`` stands before the first: a bullet, a box to tick."""

    look: Look
    lines: Sequence[list[Run]]
    line: float
    mark: Run | None = None
    picture: Picture | None = None
    is_to_write_on: bool = False

    @property
    def height(self) -> float:
        """Without the space before and after it."""
        return len(self.lines) * self.line + (self.picture.height if self.picture else 0)

    @property
    def is_empty(self) -> bool:
        """Whether it is nothing but room."""
        return not (self.text or self.picture or self.is_to_write_on)

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.look.runs).strip()


@dataclass(frozen=True)
class Cell:
    """One cell; ``aside`` and ``above`` are the room around what stands in it."""

    blocks: Sequence[Block]
    width: float
    aside: float
    above: float
    fill: str | None
    is_underlined: bool
    is_at_bottom: bool

    @property
    def height(self) -> float:
        """What it needs."""
        return sum(one.look.before + one.height + one.look.after for one in self.blocks) + 2 * self.above

    def divided(self, room: float) -> tuple["Cell", "Cell"]:
        """What fits into so much room, and the rest; a line is never divided."""
        here: list[Block] = []
        rest = [*self.blocks]
        left = room - 2 * self.above
        while rest and left > 0:
            one = rest.pop(0)
            left -= one.look.before + one.look.after
            fit = max(0, int(left / one.line)) if one.line else len(one.lines)
            if one.picture or fit >= len(one.lines):
                here.append(one)
                left -= one.height
                continue
            here.append(replace(one, lines=one.lines[:fit]))
            rest.insert(0, replace(one, lines=one.lines[fit:], mark=None))
            break
        return replace(self, blocks=here), replace(self, blocks=rest)


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    cells: Sequence[Cell]
    least: float
    is_head: bool
    is_bordered: bool

    @property
    def keep_next(self) -> bool:
        """Whether the next row has to stand on the same page."""
        return self.is_head or all(one.look.keep_next for cell in self.cells for one in cell.blocks[:1])

    @property
    def height(self) -> float:
        """As tall as its tallest cell."""
        return max(self.least, *(cell.height for cell in self.cells))

    def parts(self, room: float) -> Iterator["Row"]:
        """The row itself, or, where it is taller than a page has room for, in several."""
        row = self
        while row.height > room:
            both = [cell.divided(room) for cell in row.cells]
            yield replace(row, cells=[here for here, _ in both])
            row = replace(row, cells=[rest for _, rest in both], least=0)
        yield row


def block_of(paragraph: Any, look: Look, width: float, width_of: Callable[[Run], float], leading: float) -> Block:
    """A paragraph of python-docx, set in so much width; ``leading`` is the height of a line for each point."""
    tall = max((run.size for run in look.runs), default=look.size) * leading * look.line
    if inline := paragraph._p.xpath(".//wp:inline"):
        return Block(look, [], tall, picture=_picture(inline[0], paragraph.part))
    text = "".join(run.text for run in look.runs)
    if text == _TAB:
        return Block(look, [[]], tall, is_to_write_on=True)
    mark, runs = _marked(look.runs) if _TAB in text else (None, look.runs)
    return Block(look, lines_of(runs, width - look.indent, width_of), tall, mark)


def rows_of(table: Table, block: Callable[[Any, float], Block], aside: float, above: float) -> list[Row]:
    """The rows of a table of python-docx; ``block`` sets a paragraph in a width."""
    is_bordered = not table._tbl.tblPr.xpath("w:tblBorders/w:top[@w:val='nil']")
    return [
        Row(
            cells=[_cell(cell, block, aside if is_bordered else 0, above) for cell in row.cells],
            least=row.height.mm if row.height else 0,
            is_head=bool(row._tr.xpath("w:trPr/w:tblHeader")),
            is_bordered=is_bordered,
        )
        for row in table.rows
    ]


def footer_text(paragraph: Any, page: str, pages: str) -> str:
    """The words of a footer, with the numbers where Word has fields for them."""
    said: list[str] = []
    number: str | None = None
    for part in paragraph._p.xpath("w:r/*"):
        if part.tag == qn("w:instrText"):
            number = {_PAGE: page, _PAGES: pages}.get((part.text or "").strip(), "")
        elif part.tag == qn("w:fldChar") and part.get(qn("w:fldCharType")) == "end":
            said.append(number or "")
            number = None
        elif part.tag == qn("w:t") and number is None:
            said.append(part.text or "")
    return "".join(said)


def _marked(runs: Sequence[Run]) -> tuple[Run, list[Run]]:
    """What stands before the first tab, and what after it."""
    number = next(number for number, run in enumerate(runs) if _TAB in run.text)
    before, after = runs[number].text.split(_TAB, 1)
    mark = replace(runs[0], text="".join(run.text for run in runs[:number]) + before)
    return mark, [replace(runs[number], text=after), *runs[number + 1 :]]


def _cell(cell: Any, block: Callable[[Any, float], Block], aside: float, above: float) -> Cell:
    properties = cell._tc.get_or_add_tcPr()
    fills = [str(fill) for fill in properties.xpath("w:shd/@w:fill") if fill != "auto"]
    width = cell.width.mm
    return Cell(
        blocks=[block(one, width - 2 * aside) for one in cell.paragraphs],
        width=width,
        aside=aside,
        above=above,
        fill=fills[0] if fills else None,
        is_underlined=bool(properties.xpath("w:tcBorders/w:bottom[@w:val='single']")),
        is_at_bottom=bool(properties.xpath("w:vAlign[@w:val='bottom']")),
    )


def _picture(inline: Any, part: Any) -> Picture:
    (embedded,) = inline.xpath(".//a:blip/@r:embed")
    width, height = (int(side) / _EMU_PER_MILLIMETRE for side in (inline.extent.cx, inline.extent.cy))
    return Picture(part.related_parts[embedded].blob, inline.docPr.get("descr") or "", width, height)
