"""What `skolebro check` finds in the fixed replies."""

import pytest
import yaml

from bot.knowledge.responses import REQUIRED
from tests.support.checks import only_problem
from tests.support.content import Content


@pytest.mark.parametrize("key", REQUIRED)
def test_a_missing_fixed_reply_is_found(clean: Content, key: str) -> None:
    path = clean.folder / "faste-svar.yml"
    replies = yaml.safe_load(path.read_text(encoding="utf-8"))
    del replies[key]
    path.write_text(yaml.safe_dump(replies, allow_unicode=True), encoding="utf-8")
    problem = only_problem(clean)
    assert problem.file == path
    assert problem.message.startswith("kan ikke bruges")
    assert problem.message.endswith(f"mangler {key}")


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
