"""Each kind of danger has examples to be known by."""

from pathlib import Path

import pytest

from bot.guided.plan.content import plan_content
from bot.knowledge.danger import VOICES, danger_replies
from bot.knowledge.danger_examples import load_after_examples, load_danger_examples
from bot.nlu.guided_labels import guided_labels

REPLIES = danger_replies()


def test_every_kind_has_examples_by_every_writer() -> None:
    examples = load_danger_examples()
    for kind in REPLIES.kinds:
        voices = {example.voice for example in examples if example.kind == kind and example.language == "da"}
        assert voices >= set(VOICES), kind


def test_there_is_danger_and_no_danger_in_every_language_of_the_examples() -> None:
    examples = load_danger_examples()
    for language in {example.language for example in examples}:
        assert {example.danger for example in examples if example.language == language} == {True, False}


def test_a_file_of_examples_with_an_unknown_writer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "akut.yml").write_text("naboen: [hjælp]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="akut"):
        load_danger_examples(tmp_path)


def test_an_empty_example_is_refused(tmp_path: Path) -> None:
    (tmp_path / "akut.yml").write_text("child: ['  ']\n", encoding="utf-8")
    with pytest.raises(ValueError, match="tom"):
        load_danger_examples(tmp_path)


def test_what_follows_has_examples_of_all_it_can_be() -> None:
    assert {label for label, _ in load_after_examples().labelled()} == {"done", "next", "joke", "not_me", "other"}


def test_the_titles_of_the_plan_are_taught_as_harmless() -> None:
    labels = set(guided_labels())
    assert {step.title for _, step in plan_content().every_step()} <= labels
    assert "Ja, barnet er i fare nu" not in labels
