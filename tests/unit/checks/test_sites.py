"""What `skolebro check` finds in the greetings."""

import yaml

from bot.checks.check import check
from bot.core.yaml_files import read_yaml
from tests.support.content import Content


def test_the_greeting_for_parents_must_be_easy_to_read(content: Content) -> None:
    content.card("ssp")
    path = content.folder / "chatvindue.yml"
    hard = "Forvaltningsmyndighedernes samarbejdsbestræbelser vedrørende boligsociale helhedsplaner understøttes her."
    written = read_yaml(path)
    written["greetings"]["foraelder"]["text"] = hard
    path.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    (problem,) = [problem for problem in check(content.folder, coverage=None) if problem.file == path]
    assert "LIX" in problem.message


def test_a_greeting_for_everybody_must_be_there(content: Content) -> None:
    content.card("ssp")
    path = content.folder / "chatvindue.yml"
    path.write_text("title: Skolebro\ngreetings: {skole: {text: Hej}}\n", encoding="utf-8")
    (problem,) = [problem for problem in check(content.folder, coverage=None) if problem.file == path]
    assert "alle" in problem.message
