"""The walk's files: the real ones, and copies of them with one fault each that must be refused."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.guided.plan.content import (
    COLLABORATION,
    FRAMING,
    INVOLVEMENT,
    PLACE_SHOWN,
    PLAN,
    TARGET_GROUP,
    UNKNOWN_GROUP,
    load_plan_content,
    plan_content,
)
from bot.knowledge.loader import load

CONTENT = plan_content()
POINTS = [point for point in CONTENT.points if point.number]
OF_POINTS = [step for point in POINTS for step in point.steps]
# What the copies have: enough to break every rule, and read in a moment.
POINTS_OF_A_COPY = ["om-jer", "formaal", "vidensdeling"]
FILES = ["forloeb", *POINTS_OF_A_COPY, "placeringer", "roller"]

# Keys and list numbers that lead to a value of a file.
Way = tuple[str | int, ...]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A copy of knowledge/plan/ to break, with two of the five points."""
    for name in FILES:
        raw = yaml.load((PLAN / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        if name == "forloeb":
            raw["points"] = POINTS_OF_A_COPY
        for step in raw.get("steps", ()):
            for option in step["options"]:
                option["words"] = option["words"][:2]
        write(tmp_path, name, raw)
    return tmp_path


def write(plan: Path, name: str, raw: object) -> None:
    written = yaml.dump(raw, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    (plan / f"{name}.yml").write_text(written, encoding="utf-8")


def rewrite(plan: Path, name: str, change: Callable[[Any], object]) -> None:
    """Change one file as it is read."""
    raw = yaml.load((plan / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    change(raw)
    write(plan, name, raw)


def at(raw: Any, way: Iterable[str | int]) -> Any:
    for key in way:
        raw = raw[key]
    return raw


def put(plan: Path, name: str, way: Way, value: object) -> None:
    def change(raw: Any) -> None:
        at(raw, way[:-1])[way[-1]] = value

    rewrite(plan, name, change)


def refusal(plan: Path) -> str:
    with pytest.raises(ValueError) as refused:
        load_plan_content(plan)
    return str(refused.value)


# -- the real files --


def test_the_walk_has_what_to_know_first_and_then_the_five_points_in_order() -> None:
    assert [point.number for point in CONTENT.points] == [None, 1, 2, 3, 4, 5]
    assert [step.id for step in CONTENT.points[0].steps][:2] == [COLLABORATION, TARGET_GROUP]
    assert CONTENT.points[0].steps[-1].id == PLACE_SHOWN


def test_every_file_is_used_and_a_point_is_called_as_its_file() -> None:
    others = {"forloeb", "placeringer", "roller"}
    assert {point.id for point in CONTENT.points} == {path.stem for path in PLAN.glob("*.yml")} - others


def test_every_step_comes_with_its_point_and_an_addition_after_each_of_the_five() -> None:
    expected: list[tuple[str | None, str]] = []
    for point in CONTENT.points:
        expected += [(point.id, step.id) for step in point.steps]
        expected += [(point.id, point.more)] if point.number else []
    found = [(point.id if point else None, step.id) for point, step in CONTENT.every_step()]
    assert found == [*expected, (None, CONTENT.texts.approval.id)]


def test_an_addition_asks_the_same_at_every_point_under_a_title_of_its_own() -> None:
    additions = [step for point, step in CONTENT.every_step() if point and step.id == point.more]
    assert len(additions) == 5
    for step in additions:
        assert (step.text, step.options, step.open) == (CONTENT.texts.more.text, CONTENT.texts.more.options, True)
    assert len({step.title for step in additions}) == 5


def test_what_to_know_is_chosen_and_the_points_are_answered_in_own_words() -> None:
    assert not any(step.open for step in CONTENT.points[0].steps)
    assert all(step.open for step in OF_POINTS)


@pytest.mark.parametrize("step", OF_POINTS, ids=lambda step: step.id)
def test_a_question_of_a_point_has_an_example_for_every_target_group(step: Any) -> None:
    assert step.examples.keys() == CONTENT.texts.groups.keys()


@pytest.mark.parametrize("step", [step for _, step in CONTENT.every_step()], ids=lambda step: step.id)
def test_every_answer_has_words_on_paper_and_titles_are_told_apart(step: Any) -> None:
    # Only the additions and the approval leave nothing on paper.
    if step in OF_POINTS or step in CONTENT.points[0].steps:
        assert [option.id for option in step.options if not option.in_document] == []
    assert len({option.title.lower() for option in step.options}) == len(step.options)


def test_questions_about_sharing_what_one_knows_let_words_of_law_be_an_answer() -> None:
    assert {step.id for step in OF_POINTS if step.legal} == {"tavs-viden", "personoplysninger"}


def test_every_card_the_walk_names_is_there() -> None:
    assert CONTENT.cards() <= load().cards.keys()


def test_cards_are_named_by_points_advice_cases_and_the_offer(plan: Path) -> None:
    put(plan, "formaal", ("card",), "kort-a")
    put(plan, "formaal", ("checklist", 0, "card"), "kort-b")
    put(plan, "placeringer", ("cases", 0, "card"), "kort-c")
    put(plan, "forloeb", ("offered_after",), ["kort-d"])
    assert load_plan_content(plan).cards() >= {"kort-a", "kort-b", "kort-c", "kort-d"}
    assert None not in load_plan_content(plan).cards()


def test_every_advice_has_an_id_of_its_own_and_all_five_points_give_some() -> None:
    ids = [advice.id for point in CONTENT.points for advice in point.checklist]
    assert len(set(ids)) == len(ids)
    assert all(3 <= len(point.checklist) <= 6 for point in POINTS)


def test_only_the_place_shown_reopens_and_it_reopens_all_that_places() -> None:
    placing = {
        step.id
        for _, step in CONTENT.every_step()
        if any(option.involvement is not None or option.framing is not None for option in step.options)
    }
    reopening = {
        step.id: option.reopens for _, step in CONTENT.every_step() for option in step.options if option.reopens
    }
    assert {step_id: set(reopened) for step_id, reopened in reopening.items()} == {PLACE_SHOWN: placing}


def test_what_follows_is_written_for_every_place_and_every_case_is_a_different_one() -> None:
    assert CONTENT.places.involvement.keys() == {"koordinerende", "begge", "integreret"}
    assert CONTENT.places.framing.keys() == {"offentlig", "begge", "civil"}
    cases = CONTENT.places.cases
    assert len({case.id for case in cases}) == len({(case.involvement, case.framing) for case in cases}) == 7


def test_an_option_is_found_by_its_id_or_not_at_all() -> None:
    step = OF_POINTS[0]
    assert step.option(step.options[1].id) is step.options[1]
    assert step.option("findes-ikke") is None
    assert step.option(None) is None


def test_the_walk_is_read_once_and_nothing_changes_it() -> None:
    assert plan_content() is plan_content()
    assert load_plan_content() == plan_content()
    with pytest.raises(TypeError):
        CONTENT.texts.title = "En anden"
    with pytest.raises(TypeError):
        OF_POINTS[0].text = "Et andet?"


# -- copies --


def test_a_whole_copy_can_be_used(plan: Path) -> None:
    copy = load_plan_content(plan)
    assert [point.id for point in copy.points] == POINTS_OF_A_COPY
    assert copy.roles == CONTENT.roles


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_there_is_an_error_of_the_file(plan: Path, name: str) -> None:
    (plan / f"{name}.yml").unlink()
    with pytest.raises(OSError):
        load_plan_content(plan)


@pytest.mark.parametrize("written", ["", "- en\n- liste\n", "bare tekst", "id: [\n", "1: 2\n"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_without_its_form_is_refused_and_named(plan: Path, name: str, written: str) -> None:
    (plan / f"{name}.yml").write_text(written, encoding="utf-8")
    assert f"{name}.yml" in refusal(plan)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_utf_8_is_refused_and_named(plan: Path, name: str) -> None:
    path = plan / f"{name}.yml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    assert f"{name}.yml" in refusal(plan)


@pytest.mark.parametrize("day", ["i går", "2026-13-01", "2026-02-30"])
def test_a_day_that_is_not_in_the_calendar_is_refused_and_its_file_named(plan: Path, day: str) -> None:
    path = plan / "forloeb.yml"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace(f"reviewed: {CONTENT.texts.reviewed}", f"reviewed: {day}"), encoding="utf-8")
    assert "forloeb.yml" in refusal(plan)


def test_a_point_that_has_no_file_is_an_error_of_the_file(plan: Path) -> None:
    put(plan, "forloeb", ("points",), [*POINTS_OF_A_COPY, "findes-ikke"])
    with pytest.raises(OSError):
        load_plan_content(plan)


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
    "case": ("id", "title", "label", "card", "maalgruppe", "involvement", "framing", "short", "learn"),
    "roles": ("note", "boligsocial", "laerer", "leder", "oevrige"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PARTS)
def test_a_word_that_no_part_has_is_refused_and_named(plan: Path, kind: str) -> None:
    name, way = PARTS[kind]
    put(plan, name, (*way, "stavefejl"), "x")
    message = refusal(plan)
    assert f"{name}.yml" in message and "stavefejl" in message


@pytest.mark.parametrize("kind", PARTS)
def test_all_that_a_part_must_have_is_missed_and_named(plan: Path, kind: str) -> None:
    name, way = PARTS[kind]
    rewrite(plan, name, lambda raw: at(raw, way).clear())
    message = refusal(plan)
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
def test_an_id_that_a_button_could_not_carry_is_refused(plan: Path, kind: str, wrong: object) -> None:
    name, way = PARTS[kind]
    put(plan, name, (*way, "id"), wrong)
    assert f"{name}.yml" in refusal(plan)


@pytest.mark.parametrize(
    ("kind", "field", "most"),
    [("step", "title", 32), ("step", "text", 160), ("fitted", "text", 160), ("option", "title", 60)],
)
def test_what_is_shown_may_fill_its_room_and_no_more(plan: Path, kind: str, field: str, most: int) -> None:
    name, way = PARTS[kind]
    put(plan, name, (*way, field), "x" * most)
    assert load_plan_content(plan)
    put(plan, name, (*way, field), "x" * (most + 1))
    assert f"{name}.yml" in refusal(plan)


@pytest.mark.parametrize("axis", ["involvement", "framing"])
@pytest.mark.parametrize("kind", ["option", "case"])
def test_a_place_lies_within_the_coordinate_system(plan: Path, kind: str, axis: str) -> None:
    name, way = PARTS[kind]
    for inside in (-1, 0, 1):
        put(plan, name, (*way, axis), inside)
        assert load_plan_content(plan)
    for outside in (-1.01, 1.01, "midt"):
        put(plan, name, (*way, axis), outside)
        assert f"{name}.yml" in refusal(plan)


def test_a_point_is_one_of_five(plan: Path) -> None:
    for number in (0, 6, "et"):
        put(plan, "formaal", ("number",), number)
        assert "formaal.yml" in refusal(plan)


@pytest.mark.parametrize("kind", ["step", "addition", "approval"])
def test_a_question_without_anything_to_press_is_refused(plan: Path, kind: str) -> None:
    name, way = PARTS[kind]
    put(plan, name, (*way, "options"), [])
    assert f"{name}.yml" in refusal(plan)


# -- ids --


@pytest.mark.parametrize(
    ("name", "way", "taken"),
    [
        ("formaal", ("steps", 1, "id"), "formaalet"),
        ("vidensdeling", ("steps", 0, "id"), "formaalet"),
        ("vidensdeling", ("steps", 0, "id"), "formaal-mere"),
        ("forloeb", ("approval", "id"), "formaalet"),
        ("vidensdeling", ("id",), "formaal"),
    ],
    ids=["in its point", "in another point", "as an addition", "as the approval", "additions of two points"],
)
def test_a_question_id_used_twice_is_refused_and_named(plan: Path, name: str, way: Way, taken: str) -> None:
    put(plan, name, way, taken)
    named = "formaal-mere" if way == ("id",) else taken
    assert f"'{named}'" in refusal(plan)


def test_an_option_id_used_twice_is_refused_and_named_with_its_question(plan: Path) -> None:
    first = CONTENT.points[1].steps[0]
    put(plan, "formaal", ("steps", 0, "options", 1, "id"), first.options[0].id)
    message = refusal(plan)
    assert f"'{first.options[0].id}'" in message and f"'{first.id}'" in message


def test_two_questions_may_have_options_of_the_same_id(plan: Path) -> None:
    put(plan, "formaal", ("steps", 1, "options", 0, "id"), CONTENT.points[1].steps[0].options[0].id)
    assert load_plan_content(plan)


def test_reopening_a_question_there_is_not_is_refused_and_named(plan: Path) -> None:
    put(plan, "om-jer", ("steps", -1, "options", 1, "reopens"), [INVOLVEMENT, "findes-ikke"])
    message = refusal(plan)
    assert "'flyt'" in message and "'findes-ikke'" in message
    assert f"'{INVOLVEMENT}'" not in message


@pytest.mark.parametrize("needed", [COLLABORATION, TARGET_GROUP, INVOLVEMENT, FRAMING, PLACE_SHOWN])
def test_a_question_that_others_build_on_is_missed_and_named(plan: Path, needed: str) -> None:
    number = [step.id for step in CONTENT.points[0].steps].index(needed)
    put(plan, "om-jer", ("steps", -1, "options", 1, "reopens"), [])
    assert load_plan_content(plan)
    put(plan, "om-jer", ("steps", number, "id"), "noget-andet")
    assert f"'{needed}'" in refusal(plan)


# -- conditions --

# Where a condition may stand, and whom the message names.
CONDITIONS: dict[str, tuple[str, Way, str]] = {
    "a question": ("om-jer", ("steps", 3, "only"), "udfoerer"),
    "an option": ("formaal", ("steps", 0, "options", 0, "only"), "trivsel"),
    "another wording": ("formaal", ("steps", 3, "fitted", 0, "when"), "udvikle-sammen"),
    "an advice": ("formaal", ("checklist", 0, "only"), CONTENT.points[1].checklist[0].id),
    "what says an advice": ("formaal", ("checklist", 0, "said_by"), CONTENT.points[1].checklist[0].id),
    "the approval": ("forloeb", ("approval", "only"), "godkend"),
}


@pytest.mark.parametrize("where", CONDITIONS)
@pytest.mark.parametrize(
    ("question", "option"),
    [("findes-ikke", "nyt"), (COLLABORATION, "findes-ikke"), (COLLABORATION, "alle"), (COLLABORATION, "begge")],
    ids=["no question", "no option", "an option of another question", "a level of another question"],
)
def test_a_condition_nothing_answers_is_refused_and_named(plan: Path, where: str, question: str, option: str) -> None:
    name, way, owner = CONDITIONS[where]
    put(
        plan,
        name,
        way,
        {TARGET_GROUP: ["alle"], question: ["i-gang", option] if question == COLLABORATION else [option]},
    )
    message = refusal(plan)
    assert f"'{owner}'" in message and f"{question}: {option}" in message
    assert "i-gang" not in message and TARGET_GROUP not in message, "only what is wrong is named"


@pytest.mark.parametrize("where", CONDITIONS)
def test_a_condition_that_some_answers_fit_may_stand_anywhere(plan: Path, where: str) -> None:
    name, way, _ = CONDITIONS[where]
    put(plan, name, way, {COLLABORATION: ["nyt", "i-gang"], TARGET_GROUP: ["alle"]})
    assert load_plan_content(plan)


@pytest.mark.parametrize("where", CONDITIONS)
def test_a_condition_on_a_question_there_is_not_is_refused_though_it_names_no_answer(plan: Path, where: str) -> None:
    name, way, owner = CONDITIONS[where]
    put(plan, name, way, {"findes-ikke": []})
    message = refusal(plan)
    assert f"'{owner}'" in message and "findes-ikke" in message


@pytest.mark.parametrize(("axis", "number"), [(INVOLVEMENT, 2), (FRAMING, 4)])
def test_a_condition_may_name_where_the_collaboration_lies_though_no_answer_says_it(
    plan: Path, axis: str, number: int
) -> None:
    assert CONTENT.points[0].steps[number].id == axis
    put(plan, "om-jer", ("steps", number, "options", 1, "id"), "noget-andet")
    put(plan, "formaal", ("checklist", 0, "only"), {axis: ["begge"]})
    assert load_plan_content(plan)


# -- target groups --

ANOTHER_GROUP = {"title": "Andre", "called": "de andre"}


@pytest.mark.parametrize("group", sorted(CONTENT.texts.groups))
@pytest.mark.parametrize(
    ("name", "way"),
    [("forloeb", ("groups",)), ("roller", ()), ("formaal", ("steps", 0, "examples"))],
    ids=["groups", "roles", "examples"],
)
def test_a_target_group_that_was_forgotten_is_refused_and_named(plan: Path, name: str, way: Way, group: str) -> None:
    rewrite(plan, name, lambda raw: at(raw, way).pop(group))
    assert f"'{group}'" in refusal(plan)


@pytest.mark.parametrize(
    ("name", "way", "value"),
    [
        ("forloeb", ("groups", "andre"), ANOTHER_GROUP),
        ("roller", ("andre",), CONTENT.roles[UNKNOWN_GROUP].dict()),
        ("formaal", ("steps", 0, "examples", "andre"), "Noget."),
        ("placeringer", ("cases", 0, "maalgruppe"), "andre"),
    ],
    ids=["groups", "roles", "examples", "case"],
)
def test_a_target_group_nobody_can_choose_is_refused_and_named(plan: Path, name: str, way: Way, value: object) -> None:
    put(plan, name, way, value)
    assert "'andre'" in refusal(plan)


def test_a_target_group_more_is_wanted_everywhere(plan: Path) -> None:
    put(plan, "om-jer", ("steps", 1, "options", 0, "id"), "andre")
    message = refusal(plan)
    with_examples = [
        step for point in CONTENT.points if point.id in POINTS_OF_A_COPY for step in point.steps if step.examples
    ]
    assert message.count("'andre'") == 2 + len(with_examples), "in groups, in roles and in every question's examples"


def test_a_question_may_have_no_examples_at_all(plan: Path) -> None:
    put(plan, "formaal", ("steps", 0, "examples"), {})
    assert load_plan_content(plan)


def test_every_fault_is_told_at_once(plan: Path) -> None:
    put(plan, "formaal", ("steps", 1, "id"), "formaalet")
    put(plan, "vidensdeling", ("checklist", 0, "only"), {"findes-ikke": ["x"]})
    put(plan, "placeringer", ("cases", 0, "maalgruppe"), "andre")
    message = refusal(plan)
    assert "'formaalet'" in message and "findes-ikke: x" in message and "'andre'" in message
