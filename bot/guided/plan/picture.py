"""The coordinate system as a picture: the publication's cases, and where somebody's own collaboration lies."""

from __future__ import annotations

import io
import os
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.core.paths import STATE
from bot.guided.plan.content import Case
from bot.guided.plan.positioning import Place

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SVG, PNG = "svg", "png"

_INCHES = (7.2, 5.6)
_DOTS_PER_INCH = 200
# A light ground of its own keeps the picture readable in dark mode. Own place and cases differ in shape, size and
# text, not in colour alone; blue and orange are told apart by everybody, and both stand 4.5:1 against the ground.
_GROUND, _INK, _LINE = "#ffffff", "#1c2b30", "#5d6f75"
_CASES, _OWN = "#1d5f8a", "#b34700"
# Where the own label may stand, in points from the mark, with its alignment: the first that covers no case's label.
_Side = tuple[tuple[int, int], str, str]
_SIDES: tuple[_Side, ...] = (
    ((0, -13), "center", "top"),
    ((0, 15), "center", "bottom"),
    ((16, 0), "left", "center"),
    ((-16, 0), "right", "center"),
    ((6, -13), "right", "top"),
    ((-6, -13), "left", "top"),
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


def alternative_text(place: Place, nearest: list[Case]) -> str:
    """What the picture shows, in words (Danish)."""
    shown = (
        "Koordinatsystem. Vandret går det fra offentlig til civil rammesætning, "
        "lodret fra koordinerende til integreret samarbejde."
    )
    if not place.known:
        return f"{shown} Publikationens syv cases er sat ind."
    near = f" Sammenlign jer med {' og '.join(case.title for case in nearest)}." if nearest else ""
    return f"{shown} Jeres samarbejde er {place.in_words()}.{near}"


@lru_cache(maxsize=32)
def _drawn(cases: tuple[tuple[str, float, float], ...], place: Place, kind: str) -> bytes:
    # Its font cache must not need a home directory; and it is only imported where a picture is drawn.
    os.environ.setdefault("MPLCONFIGDIR", str(STATE / "matplotlib"))
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    # Text stays text: it can be read aloud, and enlarged without blur. The salt makes the file the same every time.
    with _ONE_AT_A_TIME, rc_context({"svg.fonttype": "none", "svg.hashsalt": "skolebro", "font.family": "sans-serif"}):
        figure = Figure(figsize=_INCHES, facecolor=_GROUND)
        axes = figure.add_axes((0.02, 0.02, 0.96, 0.96))
        _draw_axes(axes)
        for label, framing, involvement in cases:
            _draw_case(axes, label, framing, involvement)
        if place.framing is not None and place.involvement is not None:
            _draw_own(axes, place.framing, place.involvement)
        return _saved(figure, kind)


def _draw_axes(axes: Axes) -> None:
    axes.set_xlim(-1.28, 1.28)
    axes.set_ylim(-1.2, 1.2)
    axes.axis("off")
    for colour, corners in _FIELDS.items():
        for x, y in corners:
            axes.fill([x, x + 1, x + 1, x], [y, y, y + 1, y + 1], color=colour, linewidth=0)
    arrow = {"arrowstyle": "<|-|>", "color": _LINE, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (1.06, 0), (-1.06, 0), arrowprops=arrow)
    axes.annotate("", (0, 1.06), (0, -1.06), arrowprops=arrow)
    ends = {"color": _INK, "fontsize": 10, "fontweight": "bold", "ha": "center", "va": "center"}
    axes.text(0, 1.13, "INTEGRERET", **ends)
    axes.text(0, -1.13, "KOORDINERENDE", **ends)
    axes.text(-1.16, 0, "OFFENTLIG", rotation=90, **ends)
    axes.text(1.16, 0, "CIVIL", rotation=-90, **ends)


def _draw_case(axes: Axes, label: str, framing: float, involvement: float) -> None:
    axes.plot(framing, involvement, marker="o", markersize=8, color=_CASES, zorder=4)
    axes.annotate(
        label, (framing, involvement), (0, 8), textcoords="offset points", color=_INK, fontsize=10,
        ha="center", va="bottom",
    )  # fmt: skip


def _draw_own(axes: Axes, framing: float, involvement: float) -> None:
    axes.plot(framing, involvement, marker="*", markersize=24, color=_OWN, markeredgecolor=_GROUND, zorder=5)
    renderer = _renderer(axes)
    labels = [text.get_window_extent(renderer) for text in axes.texts if text.get_text()]
    for side in _SIDES:
        own = _own_label(axes, framing, involvement, side)
        own.draw(renderer)
        box = own.get_bbox_patch().get_window_extent(renderer)
        if not any(box.overlaps(label) for label in labels):
            return
        own.remove()
    _own_label(axes, framing, involvement, _SIDES[0])


def _own_label(axes: Axes, framing: float, involvement: float, side: _Side) -> Any:
    offset, horizontal, vertical = side
    return axes.annotate(
        "Jeres sted", (framing, involvement), offset, textcoords="offset points", color=_OWN, fontsize=11,
        fontweight="bold", ha=horizontal, va=vertical, zorder=5,
        bbox={"facecolor": _GROUND, "edgecolor": _OWN, "boxstyle": "round,pad=0.25", "linewidth": 1.2},
    )  # fmt: skip


def _renderer(axes: Axes) -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(axes.figure)
    canvas.draw()
    return canvas.get_renderer()


def _saved(figure: Figure, kind: str) -> bytes:
    made = io.BytesIO()
    metadata = {"Date": None, "Title": "Koordinatsystemet"} if kind == SVG else {}
    figure.savefig(made, format=kind, dpi=_DOTS_PER_INCH, metadata=metadata)
    # In quotes it would be the name of a font; without them it is whatever the device has.
    return made.getvalue().replace(b"'sans-serif'", b"sans-serif")
