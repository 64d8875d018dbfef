"""The coordinate system as a picture: the publication's cases, and where somebody's own collaboration lies."""

from __future__ import annotations

import io
import os
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.core.paths import STATE
from bot.guided.plan.content import Case
from bot.guided.plan.positioning import AlikeCase, Place

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SVG, PNG = "svg", "png"

# Taller than wide, for a telephone: where the chat is 360 px wide it is shown 300 px wide or more, a px to each point.
_WIDTH, _HEIGHT = 300, 380
_POINTS_PER_INCH = 72
_DOTS_PER_INCH = 300
_SMALL, _MIDDLE, _LARGE = 11, 11.5, 12
# A light ground of its own keeps the picture readable in dark mode. Own place and cases differ in shape, size and
# text, not in colour alone; blue and orange are told apart by everybody, and both stand 4.5:1 against the ground.
_GROUND, _INK, _LINE = "#ffffff", "#1c2b30", "#5d6f75"
_CASES, _OWN = "#1d5f8a", "#b34700"
# Each quarter by its two sides, in the corner of it that is farthest from the middle, on a line each.
_QUARTERS = (
    (-1, 1, ("Offentlig", "integreret")),
    (1, 1, ("Civil", "integreret")),
    (-1, -1, ("Offentlig", "koordinerende")),
    (1, -1, ("Civil", "koordinerende")),
)
_LINE_APART = 14
# Where a label may stand, in points from its mark, with its alignment: the first that covers nothing else is taken.
_Side = tuple[tuple[int, int], str, str]
_SIDES_OF_A_CASE: tuple[_Side, ...] = (
    ((0, 5), "center", "bottom"),
    ((0, -5), "center", "top"),
    ((7, 0), "left", "center"),
    ((-4, 5), "left", "bottom"),
    ((-4, -5), "left", "top"),
    ((4, 5), "right", "bottom"),
    ((4, -5), "right", "top"),
)
_SIDES_OF_ONES_OWN: tuple[_Side, ...] = (
    ((0, -14), "center", "top"),
    ((0, 15), "center", "bottom"),
    ((15, 0), "left", "center"),
    ((-15, 0), "right", "center"),
    ((8, -14), "right", "top"),
    ((-8, -14), "left", "top"),
    ((8, 15), "right", "bottom"),
    ((-8, 15), "left", "bottom"),
    ((0, -32), "center", "top"),
    ((0, 33), "center", "bottom"),
    ((8, -32), "right", "top"),
    ((-8, -32), "left", "top"),
    ((8, 33), "right", "bottom"),
    ((-8, 33), "left", "bottom"),
)
# Matplotlib's settings and caches are global, and several links may be fetched at once.
_ONE_AT_A_TIME = Lock()
_FIELDS = {"#f3f7f9": ((-1, -1), (0, 0)), "#e9f0f3": ((0, 0), (-1, -1))}


def picture(cases: tuple[Case, ...], place: Place, kind: str = SVG) -> bytes:
    """The picture.

    Args:
        cases: the publication's, each with its place.
        place: the collaboration's own; nothing of it is drawn where it is not known.
        kind: ``svg`` for the chat, ``png`` for Word.
    """
    return _drawn(tuple((case.label, case.framing, case.involvement) for case in cases), place, kind)


def alternative_text(place: Place, alike: list[AlikeCase]) -> str:
    """What the picture shows, in words (Danish)."""
    shown = (
        "Kort med to akser. Vandret går det fra offentlig til civil rammesætning, "
        "lodret fra koordinerende til integreret samarbejde."
    )
    if not place.known:
        return f"{shown} Publikationens syv cases er sat ind."
    near = f" Sammenlign jer med {' og '.join(one.in_words() for one in alike)}." if alike else ""
    return f"{shown} Jeres samarbejde er {place.in_words()}.{near}"


@lru_cache(maxsize=32)
def _drawn(cases: tuple[tuple[str, float, float], ...], place: Place, kind: str) -> bytes:
    # Its font cache must not need a home directory; and it is only imported where a picture is drawn.
    os.environ.setdefault("MPLCONFIGDIR", str(STATE / "matplotlib"))
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    # Text stays text: it can be read aloud, and enlarged without blur. The salt makes the file the same every time.
    with _ONE_AT_A_TIME, rc_context({"svg.fonttype": "none", "svg.hashsalt": "skolebro", "font.family": "sans-serif"}):
        figure = Figure(figsize=(_WIDTH / _POINTS_PER_INCH, _HEIGHT / _POINTS_PER_INCH), facecolor=_GROUND)
        axes = figure.add_axes((0, 0, 1, 1))
        _draw_axes(axes)
        _draw_quarters(axes)
        for _, framing, involvement in cases:
            axes.plot(framing, involvement, marker="o", markersize=7, color=_CASES, zorder=4)
        own = (
            (place.framing, place.involvement) if place.framing is not None and place.involvement is not None else None
        )
        if own:
            axes.plot(*own, marker="*", markersize=22, color=_OWN, markeredgecolor=_GROUND, zorder=5)
        taken = [_around(axes, framing, involvement, 4) for _, framing, involvement in cases]
        taken += [_around(axes, *own, 9)] if own else []
        _lay_out(figure)
        for label, framing, involvement in cases:
            _put(axes, label, (framing, involvement), _SIDES_OF_A_CASE, _CASE_LABEL, taken)
        if own:
            _put(axes, "Jeres sted", own, _SIDES_OF_ONES_OWN, _OWN_LABEL, taken)
        return _saved(figure, kind)


def _draw_axes(axes: Axes) -> None:
    axes.set_xlim(-1.16, 1.16)
    axes.set_ylim(-1.13, 1.13)
    axes.axis("off")
    for colour, corners in _FIELDS.items():
        for x, y in corners:
            axes.fill([x, x + 1, x + 1, x], [y, y, y + 1, y + 1], color=colour, linewidth=0)
    arrow = {"arrowstyle": "<|-|>", "color": _LINE, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (1.02, 0), (-1.02, 0), arrowprops=arrow)
    axes.annotate("", (0, 1.02), (0, -1.02), arrowprops=arrow)
    ends = {"color": _INK, "fontsize": _SMALL, "fontweight": "bold", "ha": "center", "va": "center"}
    axes.text(0, 1.075, "INTEGRERET", **ends)
    axes.text(0, -1.075, "KOORDINERENDE", **ends)
    axes.text(-1.09, 0, "OFFENTLIG", rotation=90, **ends)
    axes.text(1.09, 0, "CIVIL", rotation=-90, **ends)


def _draw_quarters(axes: Axes) -> None:
    for across, up, lines in _QUARTERS:
        first = -4 if up > 0 else 4 + _LINE_APART * (len(lines) - 1)
        for number, line in enumerate(lines):
            axes.annotate(
                line, (across * 0.98, up * 0.98), (0, first - number * _LINE_APART), textcoords="offset points",
                color=_LINE, fontsize=_SMALL, fontstyle="italic", ha="left" if across < 0 else "right",
                va="top" if up > 0 else "bottom",
            )  # fmt: skip


_CASE_LABEL: dict[str, Any] = {"color": _INK, "fontsize": _MIDDLE, "zorder": 4}
_OWN_LABEL: dict[str, Any] = {
    "color": _OWN,
    "fontsize": _LARGE,
    "fontweight": "bold",
    "zorder": 6,
    "bbox": {"facecolor": _GROUND, "edgecolor": _OWN, "boxstyle": "round,pad=0.2", "linewidth": 1.2},
}


def _put(
    axes: Axes, label: str, at: tuple[float, float], sides: tuple[_Side, ...], look: Any, taken: list[Any]
) -> None:
    """A label beside its mark where it covers neither a mark nor what is written; else where it is inside at least."""
    renderer = axes.figure.canvas.get_renderer()
    written = [text.get_window_extent(renderer) for text in axes.texts if text.get_text()]
    inside = axes.figure.bbox
    fitting = None
    for side in sides:
        text = _label(axes, label, at, side, look)
        box = _box(text, renderer)
        if _within(box, inside):
            if not any(box.overlaps(other) for other in (*written, *taken)):
                break
            fitting = fitting or side
        text.remove()
    else:
        box = _box(_label(axes, label, at, fitting or sides[0], look), renderer)
    taken.append(box)


def _within(box: Any, room: Any) -> bool:
    return bool(room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1)


def _label(axes: Axes, label: str, at: tuple[float, float], side: _Side, look: Any) -> Any:
    offset, horizontal, vertical = side
    return axes.annotate(label, at, offset, textcoords="offset points", ha=horizontal, va=vertical, **look)


def _box(text: Any, renderer: Any) -> Any:
    """What a label covers, its frame with it."""
    text.draw(renderer)
    frame = text.get_bbox_patch()
    return (frame or text).get_window_extent(renderer)


def _around(axes: Axes, framing: float, involvement: float, points: float) -> Any:
    """What a mark covers."""
    from matplotlib.transforms import Bbox

    x, y = axes.transData.transform((framing, involvement))
    reach = points * axes.figure.dpi / _POINTS_PER_INCH
    return Bbox([[x - reach, y - reach], [x + reach, y + reach]])


def _lay_out(figure: Figure) -> None:
    """Draw what is there, once: then every text knows where it stands."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(figure).draw()


def _saved(figure: Figure, kind: str) -> bytes:
    made = io.BytesIO()
    metadata = {"Date": None, "Title": "Koordinatsystemet"} if kind == SVG else {}
    figure.savefig(made, format=kind, dpi=_DOTS_PER_INCH, metadata=metadata)
    # In quotes it would be the name of a font; without them it is whatever the device has.
    return made.getvalue().replace(b"'sans-serif'", b"sans-serif")
