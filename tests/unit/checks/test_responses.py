"""What `skolebro check` finds in the fixed replies."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from bot.core.yaml_files import read_yaml
from bot.knowledge.responses import FIXED_REPLIES, REQUIRED, load_fixed_replies
from tests.support.checks import only_problem
from tests.support.content import Content


def without(keys: Iterable[str], path: Path) -> None:
    """Write the replies with some missing; JSON is YAML, and quicker to write."""
    replies = read_yaml(FIXED_REPLIES)
    path.write_text(json.dumps({key: reply for key, reply in replies.items() if key not in keys}), encoding="utf-8")


def test_the_replies_the_code_asks_for_are_those_there_are() -> None:
    assert sorted(REQUIRED) == sorted(load_fixed_replies())


@pytest.mark.parametrize("keys", [REQUIRED, *((key,) for key in REQUIRED[::20])], ids=lambda keys: keys[-1])
def test_every_reply_the_code_asks_for_must_be_there(tmp_path: Path, keys: Sequence[str]) -> None:
    without(keys, tmp_path / "faste-svar.yml")
    with pytest.raises(ValueError, match=f"mangler {', '.join(keys)}$"):
        load_fixed_replies(tmp_path / "faste-svar.yml")


def test_a_missing_fixed_reply_is_found(clean: Content) -> None:
    path = clean.folder / "faste-svar.yml"
    without(REQUIRED[:1], path)
    problem = only_problem(clean)
    assert problem.file == path
    assert problem.message.startswith("kan ikke bruges")
    assert problem.message.endswith(f"mangler {REQUIRED[0]}")


@pytest.mark.parametrize(
    "text", ["", "hilsen: hej", "hilsen: {text: hej, outcome: nonsens}", "hilsen: [", "\x07"], ids=repr
)
def test_fixed_replies_that_cannot_be_used_are_found(clean: Content, text: str) -> None:
    path = clean.folder / "faste-svar.yml"
    path.write_text(text, encoding="utf-8")
    assert only_problem(clean).file == path


def test_no_file_with_fixed_replies_is_found(clean: Content) -> None:
    path = clean.folder / "faste-svar.yml"
    path.unlink()
    assert only_problem(clean).file == path


@pytest.mark.parametrize(("key", "place"), [("tak", "contact"), ("barn", "nattevagten")])
def test_a_place_that_is_not_filled_in_in_this_reply_is_found(clean: Content, key: str, place: str) -> None:
    path = clean.folder / "faste-svar.yml"
    replies = read_yaml(path)
    replies[key]["text"] += f" {{{place}}}"
    path.write_text(json.dumps(replies), encoding="utf-8")
    assert f"svaret “{key}” nævner {{{place}}}" in only_problem(clean).message
