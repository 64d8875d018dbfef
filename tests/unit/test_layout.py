"""The house stays in order: files are short, helpers are in one place, and tests are where the code is."""

import re
from pathlib import Path

import pytest

from actions.guided.conversations import CONVERSATIONS
from bot.core.paths import ROOT

UNIT = ROOT / "tests" / "unit"
# What makes a conversation one of the registry, besides its content (docs/decisions/0017-first-meeting.md).
_LONGEST_HOOKS_FILE = 80
_FROM_TESTS = re.compile(r"^\s*(?:from|import) tests\.(\S+)", re.MULTILINE)


def python_files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize(("folder", "longest"), [("actions", 150), ("tests", 400)])
def test_no_file_is_longer_than_one_reads_at_a_time(folder: str, longest: int) -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(folder)
    }
    assert {path: lines for path, lines in lengths.items() if lines > longest} == {}


def test_what_a_guided_conversation_is_to_the_registry_is_told_on_one_screen() -> None:
    lengths = {
        path.parent.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "actions" / "guided").glob("*/form.py")
    }
    assert lengths.keys() == {guided.__class__.__module__.split(".")[-2] for guided in CONVERSATIONS}
    assert {name: lines for name, lines in lengths.items() if lines > _LONGEST_HOOKS_FILE} == {}


def test_what_tests_share_is_in_support_and_conftest_alone() -> None:
    taken = [
        (path.name, name) for path in python_files("tests") for name in _FROM_TESTS.findall(path.read_text("utf-8"))
    ]
    assert len(taken) > 100
    assert [(path, name) for path, name in taken if not name.startswith("support.")] == []


def test_unit_tests_are_in_the_rooms_of_the_code() -> None:
    rooms = {path.relative_to(UNIT).parent for path in UNIT.rglob("test_*.py")} - {Path(), Path("deploy")}
    assert {room for room in rooms if not (ROOT / "bot" / room / "__init__.py").is_file()} == set()
    parts = {path.parent for path in (ROOT / "tests" / "actions").rglob("test_*.py")}
    assert {part for part in parts if not (ROOT / part.relative_to(ROOT / "tests") / "__init__.py").is_file()} == set()
