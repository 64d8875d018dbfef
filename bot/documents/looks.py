"""How a paragraph of a Word document looks: by its own settings, its style's, and those of what that is based on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

_POINTS_OF_NORMAL = 11.0
_INK = "000000"
_OUTLINE = {"Title": 0, "Heading 1": 1, "Heading 2": 2}
# Word keeps a bullet and its indent, in millimetres, in a numbering of its own.
_BULLETED, _BULLET, _BULLET_INDENT = "List Bullet", "•\t", 6.4
_FORMATS = (
    "left_indent", "first_line_indent", "space_before", "space_after", "line_spacing", "keep_with_next",
    "page_break_before", "alignment",
)  # fmt: skip
_LETTERS = ("size", "bold", "italic", "colour")


@dataclass(frozen=True)
class Run:
    """Words of one look; ``size`` is in points, ``colour`` six hexadecimal digits."""

    text: str
    size: float
    bold: bool
    italic: bool
    colour: str


@dataclass(frozen=True)
class Look:
    """A paragraph's look; lengths in millimetres.

    Attributes:
        runs: its words, with tabs and the ends of lines in them.
        size: of its letters, where a run has none of its own.
        before: the room above it; ``after``: below it.
        line: the height of a line, times that of the letters.
        indent: how far in it stands; ``hanging``: how much less its first line.
        keep_next: whether the next has to stand on the same page.
        outline: its level in the table of contents, if it is a heading.
        fill: the colour behind it, if any.
        rule: whether a line is drawn under it.
    """

    runs: tuple[Run, ...]
    size: float
    before: float
    after: float
    line: float
    indent: float
    hanging: float
    keep_next: bool
    page_break: bool
    centred: bool
    outline: int | None
    fill: str | None
    rule: bool


class Looks:
    """The looks of one document's paragraphs. Each style is read once: finding one takes long."""

    def __init__(self) -> None:
        self._styles: dict[str, dict[str, Any]] = {}

    def of(self, paragraph: Any) -> Look:
        """The look of a paragraph of python-docx."""
        style = self._style(paragraph)
        has = {**style, **_set_here(paragraph.paragraph_format), **_drawn(paragraph._p.pPr)}
        runs = tuple(_run(run, style) for run in paragraph.runs)
        bulleted = style["name"] == _BULLETED
        if bulleted and runs:
            runs = (Run(_BULLET, runs[0].size, False, False, runs[0].colour), *runs)
        return Look(
            runs=runs,
            size=style["size"],
            before=_millimetres(has.get("space_before")),
            after=_millimetres(has.get("space_after")),
            line=spacing if isinstance(spacing := has.get("line_spacing"), float) else 1.0,
            indent=_BULLET_INDENT if bulleted else _millimetres(has.get("left_indent")),
            hanging=_BULLET_INDENT if bulleted else -_millimetres(has.get("first_line_indent")),
            keep_next=bool(has.get("keep_with_next")),
            page_break=bool(has.get("page_break_before")),
            centred=has.get("alignment") == WD_ALIGN_PARAGRAPH.CENTER,
            outline=_OUTLINE.get(style["name"]),
            fill=has.get("fill"),
            rule=bool(has.get("rule")) and not has.get("fill"),
        )

    def _style(self, paragraph: Any) -> dict[str, Any]:
        key = str(paragraph._p.style)
        if key not in self._styles:
            self._styles[key] = _inherited(paragraph.style)
        return self._styles[key]


def _inherited(style: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"size": _POINTS_OF_NORMAL, "bold": False, "italic": False, "colour": _INK}
    for one in reversed([*_based_on(style)]):
        found |= _set_here(one.paragraph_format) | _letters(one.font) | _drawn(one.element.pPr)
    return {**found, "name": style.name}


def _based_on(style: Any) -> Iterator[Any]:
    while style is not None:
        yield style
        style = style.base_style


def _set_here(paragraph_format: Any) -> dict[str, Any]:
    return {name: value for name in _FORMATS if (value := getattr(paragraph_format, name)) is not None}


def _letters(font: Any) -> dict[str, Any]:
    colour = font.color.rgb if font.color is not None and font.color.type else None
    values = (font.size.pt if font.size else None, font.bold, font.italic, str(colour) if colour else None)
    return {name: value for name, value in zip(_LETTERS, values, strict=True) if value is not None}


def _drawn(properties: Any) -> dict[str, Any]:
    """The colour behind a paragraph, and the line under it."""
    if properties is None:
        return {}
    fills = [shade.get(qn("w:fill")) for shade in properties.xpath("w:shd")]
    return {
        **({"fill": fills[0]} if fills and fills[0] != "auto" else {}),
        **({"rule": True} if properties.xpath("w:pBdr/w:bottom") else {}),
    }


def _run(run: Any, style: dict[str, Any]) -> Run:
    has = {**{name: style[name] for name in _LETTERS}, **_letters(run.font)}
    return Run(run.text, **has)


def _millimetres(length: Any) -> float:
    return float(length.mm) if length is not None else 0.0
