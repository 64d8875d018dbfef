"""The coordinate system as a picture: what is drawn, what can be read, and what it says in words."""

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import combinations, product
from threading import Event
from xml.etree import ElementTree

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from matplotlib.transforms import Bbox
from PIL import Image

from bot.core.paths import ROOT
from bot.guided.plan.content import Case, plan_content
from bot.guided.plan.picture import PNG, SVG, alternative_text, picture
from bot.guided.plan.positioning import AlikeCase, Place

CASES = tuple(plan_content().places.cases)
LABELS = [case.label for case in CASES]
OWN = "Jeres sted"
SOMEWHERE = Place(-0.7, 0.35)
# What the answers can give on each axis: an answer, or the mean of two.
GRID = [Place(*numbers) for numbers in product((-0.7, -0.35, 0, 0.35, 0.7), repeat=2)]

# How wide the chat shows a picture, in px, where the screen is 360 px wide.
SHOWN_ON_A_TELEPHONE = 300

_SVG = "{http://www.w3.org/2000/svg}"


@cache
def drawn(place: Place) -> bytes:
    """The picture for the chat, drawn once for all that is asked of it."""
    return picture(CASES, place)


def parsed(svg: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words_in(svg: bytes) -> list[str]:
    return ["".join(element.itertext()) for element in parsed(svg).iter(f"{_SVG}text")]


# -- what is drawn --


@pytest.mark.parametrize("place", [Place(), SOMEWHERE])
def test_text_stays_text(place: Place) -> None:
    words = words_in(drawn(place))
    assert set(LABELS) <= set(words)
    assert {"INTEGRERET", "KOORDINERENDE", "OFFENTLIG", "CIVIL"} <= set(words)


@pytest.mark.parametrize("place", GRID, ids=str)
def test_all_that_is_written_is_eleven_pixels_or_more_on_a_telephone(place: Place) -> None:
    drawing = parsed(drawn(place))
    _, _, width, _ = map(float, drawing.attrib["viewBox"].split())
    sizes = [float(size) for size in re.findall(r"(\d+(?:\.\d+)?)px", drawn(place).decode())]
    assert len(sizes) >= len(LABELS) and min(sizes) * SHOWN_ON_A_TELEPHONE / width >= 11


def test_every_quarter_is_named() -> None:
    where = boxes(drawn(Place()))
    words = words_in(drawn(Place()))
    assert [words.count(one) for one in ("Offentlig", "Civil", "integreret", "koordinerende")] == [2] * 4
    assert where["INTEGRERET"].y1 < where["Vollsmose"].y0


@pytest.mark.parametrize("place", [Place(), Place(involvement=0.7), Place(framing=0)])
def test_a_place_that_is_not_wholly_known_is_not_drawn(place: Place) -> None:
    assert OWN not in words_in(drawn(place))
    assert drawn(place) == drawn(Place())
    assert picture(CASES, place, PNG) == picture(CASES, Place(), PNG)


@pytest.mark.parametrize("place", GRID, ids=str)
def test_a_known_place_is_drawn_once_and_every_case_with_it(place: Place) -> None:
    words = words_in(drawn(place))
    assert words.count(OWN) == 1
    assert sorted(set(words) & set(LABELS)) == sorted(LABELS)


def test_every_place_has_a_picture_of_its_own() -> None:
    assert len({drawn(place) for place in GRID}) == len(GRID)


def test_right_is_civil_and_up_is_integrated() -> None:
    middle, right, up = (boxes(drawn(place))[OWN] for place in (Place(0, 0), Place(0, 0.7), Place(0.7, 0)))
    assert right.x0 > middle.x1
    assert up.y1 < middle.y0, "an SVG counts from the top"
    ends = boxes(drawn(Place()))
    assert ends["INTEGRERET"].y1 < middle.y0 < middle.y1 < ends["KOORDINERENDE"].y0
    assert ends["OFFENTLIG"].x1 < middle.x0 < middle.x1 < ends["CIVIL"].x0


def test_each_case_has_its_mark_where_it_lies() -> None:
    marks = [(float(mark.attrib["x"]), float(mark.attrib["y"])) for mark in parsed(drawn(Place())).iter(f"{_SVG}use")]
    for (one, (x, y)), (other, (its_x, its_y)) in combinations(zip(CASES, marks, strict=True), 2):
        assert (x < its_x, x > its_x) == (one.framing < other.framing, one.framing > other.framing)
        assert (y > its_y, y < its_y) == (one.involvement < other.involvement, one.involvement > other.involvement)


# -- what somebody else could put into a page --


def test_an_svg_runs_nothing_and_fetches_nothing() -> None:
    for element in parsed(drawn(SOMEWHERE)).iter():
        assert element.tag.removeprefix(_SVG) not in {"script", "foreignObject", "image", "iframe", "a", "animate"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name or value.startswith("#"), value
            assert "url(" not in value or "url(#" in value
        assert "url(" not in (element.text or "") and "@import" not in (element.text or "")


@pytest.mark.parametrize("label", ["A & B", "<script>alert(1)</script>", "\"'>", "æøå »é«"])
def test_a_label_is_words_whatever_signs_it_has(label: str) -> None:
    assert words_in(picture((CASES[0].copy(update={"label": label}),), Place())).count(label) == 1


# -- the same every time --


def test_a_picture_is_the_same_in_another_process() -> None:
    code = (
        "import sys; from bot.guided.plan.content import plan_content; from bot.guided.plan.picture import picture; "
        "from bot.guided.plan.positioning import Place; "
        f"sys.stdout.buffer.write(picture(tuple(plan_content().places.cases), {SOMEWHERE!r}))"
    )
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, timeout=120)
    assert other.stdout == picture(CASES, SOMEWHERE, SVG)


class SlowLabel(str):
    """A label that holds up whoever draws it, once, until something has happened or a second has gone."""

    begun: Event
    until: Event

    def __str__(self) -> str:
        if not self.begun.is_set():
            self.begun.set()
            self.until.wait(1)
        return str.__str__(self)


def slow(case: Case, begun: Event, until: Event) -> Case:
    label = SlowLabel(case.label)
    label.begun, label.until = begun, until
    return case.copy(update={"label": label})


def test_two_who_fetch_a_picture_at_once_both_get_text_that_stays_text() -> None:
    first_draws, second_draws, first_is_done = Event(), Event(), Event()
    with ThreadPoolExecutor(2) as both:
        first = both.submit(picture, (slow(CASES[0], first_draws, until=second_draws),), Place())
        assert first_draws.wait(60)
        second = both.submit(picture, (slow(CASES[1], second_draws, until=first_is_done),), Place())
        assert CASES[0].label in words_in(first.result())
        first_is_done.set()
        assert CASES[1].label in words_in(second.result())


# -- Word's --


@pytest.mark.parametrize("place", [Place(), SOMEWHERE])
def test_a_png_opens_and_is_large_enough_to_print(place: Place) -> None:
    image = Image.open(io.BytesIO(picture(CASES, place, PNG)))
    image.load()
    assert image.format == "PNG"
    # 78 mm in Word: 1000 dots are 330 to the inch
    assert 1000 <= image.width <= 3000 and 0.7 < image.width / image.height < 0.9
    colours = image.convert("RGB").getcolors(maxcolors=1 << 24)
    assert colours is not None and len(colours) > 10
    assert max(colours)[1] == (255, 255, 255), "a light ground of its own"


def test_a_png_shows_the_place() -> None:
    assert len({picture(CASES, place, PNG) for place in (Place(), Place(0, 0), Place(0.7, 0.7))}) == 3


# -- nothing lies on top of what one reads --


def boxes(svg: bytes) -> dict[str, Bbox]:
    """Where each text stands, in points from the top left; a text in a frame with its frame."""
    return dict(_box(group) for group in parsed(svg).iter(f"{_SVG}g") if group.get("id", "").startswith("text_"))


def _box(group: ElementTree.Element) -> tuple[str, Bbox]:
    text, frame = group.find(f"{_SVG}text"), group.find(f"{_SVG}g/{_SVG}path")
    assert text is not None and text.text
    if frame is not None:
        numbers = [float(part) for part in frame.attrib["d"].split() if not part.isalpha()]
        across, down = numbers[::2], numbers[1::2]
        return text.text, Bbox([[min(across), min(down)], [max(across), max(down)]])
    style = text.attrib["style"]
    size = float(next(part for part in style.replace(";", " ").split() if part.endswith("px")).removesuffix("px"))
    ink = _ink(text.text, size, "bold" if " 700 " in style else "normal")
    if "x" in text.attrib:
        before = {"middle": 0.5, "end": 1}.get(style.partition("text-anchor: ")[2].split(";")[0], 0) * ink.width
        x, y = float(text.attrib["x"]) - before, float(text.attrib["y"])
        return text.text, Bbox([[x, y - ink.y1], [x + ink.width, y - ink.y0]])
    # turned by a quarter: along the side of the picture
    x, y = (float(part) for part in text.attrib["transform"].split("(")[1].split(")")[0].split())
    along = -ink.width if "rotate(-90)" in text.attrib["transform"] else ink.width
    return text.text, Bbox([[x - size, min(y, y + along)], [x + size, max(y, y + along)]])


@cache
def _ink(text: str, size: float, weight: str) -> Bbox:
    """What a text covers; most are the same in every picture."""
    return TextPath((0, 0), text, size=size, prop=FontProperties(family="DejaVu Sans", weight=weight)).get_extents()


def test_the_labels_of_the_cases_and_axes_lie_apart() -> None:
    for (one, its), (other, others) in combinations(boxes(drawn(Place())).items(), 2):
        assert not its.overlaps(others), f"{one} and {other}"


@pytest.mark.parametrize("place", GRID, ids=str)
def test_the_label_of_ones_own_place_covers_no_other(place: Place) -> None:
    where = boxes(drawn(place))
    own = where.pop(OWN)
    assert [label for label, box in where.items() if own.overlaps(box)] == []


@pytest.mark.parametrize("place", [*GRID, *(Place(*corner) for corner in product((-1, 1), repeat=2))], ids=str)
def test_everything_is_inside_the_picture(place: Place) -> None:
    svg = drawn(place)
    _, _, width, height = map(float, parsed(svg).attrib["viewBox"].split())
    for label, box in boxes(svg).items():
        assert 0 <= box.x0 < box.x1 <= width and 0 <= box.y0 < box.y1 <= height, label


# -- in words --


@pytest.mark.parametrize("place", GRID, ids=str)
def test_the_words_say_where_the_place_is_and_what_is_near(place: Place) -> None:
    words = alternative_text(place, [AlikeCase(CASES[0], "samme målgruppe"), AlikeCase(CASES[3], "tættest på kortet")])
    assert f"{CASES[0].title} (samme målgruppe)" in words
    assert place.in_words() in words
    assert CASES[0].title in words and CASES[3].title in words and CASES[1].title not in words


def test_each_field_has_words_of_its_own() -> None:
    assert len({alternative_text(place, []) for place in GRID}) == 9


@pytest.mark.parametrize("place", [Place(), Place(involvement=0.7), Place(framing=-0.7)])
def test_the_words_say_of_no_place_that_is_not_drawn(place: Place) -> None:
    words = alternative_text(place, [AlikeCase(CASES[0], "samme målgruppe")])
    assert words == alternative_text(Place(), []) and words.strip()
    assert CASES[0].title not in words


def test_the_words_name_both_ends_of_both_axes() -> None:
    for place in (Place(), SOMEWHERE):
        words = alternative_text(place, []).lower()
        assert all(end in words for end in ("offentlig", "civil", "koordinerende", "integreret"))
