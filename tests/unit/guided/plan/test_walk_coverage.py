"""docs/da/gennemgangen.md: every advice of the five points has its row, and every row names what there is."""

import re

from bot.core.paths import DOCS
from bot.guided.plan.content import plan_content

CONTENT = plan_content()
# How many pieces of advice each of the publication's five points gives.
ADVICE = {1: "abcdef", 2: "abcdefg", 3: "abcdefghi", 4: "abcdefg", 5: "abcde"}
ROW = re.compile(r"^\| (P\d[a-z]) [^|]*\|([^|]*)\|", re.MULTILINE)
ROWS = dict(ROW.findall((DOCS / "da" / "gennemgangen.md").read_text(encoding="utf-8")))


def test_every_advice_has_a_row() -> None:
    assert [*ROWS] == [f"P{point}{letter}" for point, letters in ADVICE.items() for letter in letters]


def test_every_checked_advice_stands_in_its_row() -> None:
    for point in CONTENT.points:
        for advice in point.checklist:
            assert f"`{point.id}.yml`" in ROWS[advice.advice] and f"`{advice.id}`" in ROWS[advice.advice]


def test_every_row_names_what_there_is() -> None:
    steps = {step.id for _, step in CONTENT.every_step()}
    options = {option.id for _, step in CONTENT.every_step() for option in step.options}
    advice = {one.id for point in CONTENT.points for one in point.checklist}
    files = {f"{name}.yml" for name in (*CONTENT.texts.points, "forloeb", "placeringer", "roller")}
    for number, used in ROWS.items():
        named = set(re.findall(r"`([^`]+)`", used))
        assert named, number
        assert not named - steps - options - advice - files, number
