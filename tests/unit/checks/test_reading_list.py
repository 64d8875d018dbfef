"""The list of what waits to be read by others names every legal card, kind of danger and language."""

from pathlib import Path

from bot.checks.reading_list import READING_LIST, check_reading_list
from bot.core.paths import KNOWLEDGE
from tests.support.content import our_content


def missing_in(text: str, folder: Path) -> set[str]:
    written = folder / "list.md"
    written.write_text(text, encoding="utf-8")
    return {problem.message.split("'")[1] for problem in check_reading_list(our_content(), KNOWLEDGE, written)}


def test_the_list_names_everything_there_is() -> None:
    assert list(check_reading_list(our_content(), KNOWLEDGE)) == []


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    whole = READING_LIST.read_text(encoding="utf-8")
    for name in ("tavshedspligt", "selvmord", "so"):
        assert missing_in(whole.replace(f"`{name}`", ""), tmp_path) == {name}


def test_without_the_list_it_is_said(tmp_path: Path) -> None:
    (problem,) = check_reading_list(our_content(), KNOWLEDGE, tmp_path / "nothing.md")
    assert "mangler" in problem.message
