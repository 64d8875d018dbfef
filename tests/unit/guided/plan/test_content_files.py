"""Copies of the walk's files: a whole one can be used, one with a fault is refused and named."""

import re
from pathlib import Path

import pytest

from bot.guided.plan.content import load_plan_content, plan_content
from tests.support.plan_files import FILES, POINTS_OF_A_COPY, Way, at, put, refusal, rewrite

CONTENT = plan_content()


def test_a_whole_copy_can_be_used(copied: Path) -> None:
    copy = load_plan_content(copied)
    assert [point.id for point in copy.points] == POINTS_OF_A_COPY
    assert copy.roles == CONTENT.roles


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_there_is_an_error_of_the_file(copied: Path, name: str) -> None:
    (copied / f"{name}.yml").unlink()
    with pytest.raises(OSError):
        load_plan_content(copied)


@pytest.mark.parametrize("written", ["", "- en\n- liste\n", "bare tekst", "id: [\n", "1: 2\n"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_without_its_form_is_refused_and_named(copied: Path, name: str, written: str) -> None:
    (copied / f"{name}.yml").write_text(written, encoding="utf-8")
    assert f"{name}.yml" in refusal(copied)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_utf_8_is_refused_and_named(copied: Path, name: str) -> None:
    path = copied / f"{name}.yml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    assert f"{name}.yml" in refusal(copied)


@pytest.mark.parametrize("day", ["i går", "2026-13-01", "2026-02-30"])
def test_a_day_that_is_not_in_the_calendar_is_refused_and_its_file_named(copied: Path, day: str) -> None:
    path = copied / "forloeb.yml"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace(f"reviewed: {CONTENT.texts.reviewed}", f"reviewed: {day}"), encoding="utf-8")
    assert "forloeb.yml" in refusal(copied)


def test_a_point_that_has_no_file_is_an_error_of_the_file(copied: Path) -> None:
    put(copied, "forloeb", ("points",), [*POINTS_OF_A_COPY, "findes-ikke"])
    with pytest.raises(OSError):
        load_plan_content(copied)


# One of each kind of part: the file, and the way to it.
PARTS: dict[str, tuple[str, Way]] = {
    "texts": ("forloeb", ()),
    "group": ("forloeb", ("groups", "alle")),
    "year": ("forloeb", ("year",)),
    "addition": ("forloeb", ("more",)),
    "approval": ("forloeb", ("approval",)),
    "point": ("formaal", ()),
    "step": ("formaal", ("steps", 0)),
    "option": ("formaal", ("steps", 0, "options", 0)),
    "fitted": ("formaal", ("steps", 3, "fitted", 0)),
    "advice": ("formaal", ("checklist", 0)),
    "places": ("placeringer", ()),
    "case": ("placeringer", ("cases", 0)),
    "roles": ("roller", ("alle",)),
}
NEEDED = {
    "texts": (
        "title", "reviewed", "source", "intro", "offered_after", "points", "groups", "more", "approval", "next_steps",
        "year", "contacts",
    ),
    "group": ("title", "called"),
    "year": ("first", "during", "middle", "last", "before", "ask"),
    "addition": ("id", "title", "text", "explain", "options"),
    "approval": ("id", "title", "text", "explain", "options"),
    "point": ("id", "title", "steps"),
    "step": ("id", "title", "text", "explain", "options"),
    "option": ("id", "title"),
    "fitted": ("when", "text"),
    "advice": ("id", "words", "missing", "in_plan", "advice"),
    "places": ("involvement", "framing", "cases"),
    "case": ("id", "title", "label", "card", "group", "involvement", "framing", "short", "learn"),
    "roles": ("note", "worker", "teacher", "leader", "others"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PARTS)
def test_a_word_that_no_part_has_is_refused_and_named(copied: Path, kind: str) -> None:
    name, way = PARTS[kind]
    put(copied, name, (*way, "stavefejl"), "x")
    message = refusal(copied)
    assert f"{name}.yml" in message and "stavefejl" in message


@pytest.mark.parametrize("kind", PARTS)
def test_all_that_a_part_must_have_is_missed_and_named(copied: Path, kind: str) -> None:
    name, way = PARTS[kind]
    rewrite(copied, name, lambda raw: at(raw, way).clear())
    message = refusal(copied)
    assert f"{name}.yml" in message
    for field in NEEDED[kind]:
        assert re.search(rf"\b{field}\n  field required", message), field


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        *(("option", wrong) for wrong in ("Stor", "mål", "to ord", "punktum.", "", False)),
        *((kind, "mål") for kind in ("step", "advice", "point", "addition", "approval")),
    ],
)
def test_an_id_that_a_button_could_not_carry_is_refused(copied: Path, kind: str, wrong: object) -> None:
    name, way = PARTS[kind]
    put(copied, name, (*way, "id"), wrong)
    assert f"{name}.yml" in refusal(copied)


@pytest.mark.parametrize(
    ("kind", "field", "most"),
    [("step", "title", 32), ("step", "text", 160), ("fitted", "text", 160), ("option", "title", 60)],
)
def test_what_is_shown_may_fill_its_room_and_no_more(copied: Path, kind: str, field: str, most: int) -> None:
    name, way = PARTS[kind]
    put(copied, name, (*way, field), "x" * most)
    assert load_plan_content(copied)
    put(copied, name, (*way, field), "x" * (most + 1))
    assert f"{name}.yml" in refusal(copied)


@pytest.mark.parametrize("axis", ["involvement", "framing"])
@pytest.mark.parametrize("kind", ["option", "case"])
def test_a_place_lies_within_the_coordinate_system(copied: Path, kind: str, axis: str) -> None:
    name, way = PARTS[kind]
    for inside in (-1, 0, 1):
        put(copied, name, (*way, axis), inside)
        assert load_plan_content(copied)
    for outside in (-1.01, 1.01, "midt"):
        put(copied, name, (*way, axis), outside)
        assert f"{name}.yml" in refusal(copied)


def test_a_point_is_one_of_five(copied: Path) -> None:
    for number in (0, 6, "et"):
        put(copied, "formaal", ("number",), number)
        assert "formaal.yml" in refusal(copied)


@pytest.mark.parametrize("kind", ["step", "addition", "approval"])
def test_a_question_without_anything_to_press_is_refused(copied: Path, kind: str) -> None:
    name, way = PARTS[kind]
    put(copied, name, (*way, "options"), [])
    assert f"{name}.yml" in refusal(copied)
