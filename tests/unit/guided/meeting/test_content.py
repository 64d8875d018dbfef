"""The file of the talk at school: the real one, and broken ones."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.checks.readability import HARDEST_FOR_PARENTS
from bot.core.yaml_files import read_yaml
from bot.guided.meeting.content import TALK, load_talk
from bot.text.lix import lix
from bot.text.names import find_names
from tests.support.meeting import ASK, CONTENT, INTERPRETER, NEW, STEPS


def test_the_questions_are_the_five_there_are() -> None:
    assert list(STEPS) == ["godt", "bekymring", "spoerg", "tolk", "hvem"]
    assert [step.id for step in CONTENT.steps if step.open] == ["godt", "bekymring", "spoerg"]
    assert [step.id for step in CONTENT.steps if step.several] == ["godt", "bekymring", "spoerg"]
    assert CONTENT.title == "Forbered min samtale"


def test_everything_a_parent_reads_is_plain_danish() -> None:
    assert {text: lix(text) for _, text in CONTENT.texts() if lix(text) > 28} == {}
    assert HARDEST_FOR_PARENTS == 30


def test_all_texts_are_among_those_that_are_measured() -> None:
    measured = "\n".join(text for _, text in CONTENT.texts())
    for step in CONTENT.steps:
        for text in (step.title, step.text, step.explain, *(one.title for one in step.options)):
            assert text in measured
        assert all(one.on_paper in measured for one in step.options)
    for text in (CONTENT.intro, CONTENT.done, CONTENT.saved, CONTENT.deleted, *CONTENT.remember):
        assert text in measured


def test_buttons_are_short_and_numbers_can_choose_them() -> None:
    assert all(len(option.title) <= 32 for step in CONTENT.steps for option in step.options)
    assert all(len(step.options) < 10 for step in CONTENT.steps)


def test_questions_to_ask_end_as_questions() -> None:
    assert all(option.on_paper.endswith("?") for option in ASK.options)
    assert 5 <= len(ASK.options) <= 6


def test_the_introduction_says_what_it_is_and_names_nobody() -> None:
    assert len(re.findall(r"[.!?](?:\s|$)", CONTENT.intro)) in (2, 3)
    for said in ("fem", "springe", "ingen navne", "gemmer"):
        assert said in CONTENT.intro
    assert not find_names(TALK.read_text(encoding="utf-8"))


def test_an_interpreter_is_to_be_asked_for_and_nothing_is_promised() -> None:
    yes = INTERPRETER.option("ja")
    assert yes and "Jeg har brug for tolk" in yes.on_paper and "Sig det til skolen i god tid" in yes.on_paper
    said = " ".join(text for _, text in CONTENT.texts()).lower()
    assert not re.search(r"\bgratis\b|\bret til\b|\bbetale|\bkrav på\b", said)


def test_every_title_and_wording_means_its_option_and_no_other() -> None:
    for step in CONTENT.steps:
        for option in step.options:
            for wording in (option.title, *option.words):
                chosen = NEW.chosen(step, wording.rstrip("*"))
                assert chosen and chosen.id == option.id, (step.id, wording, chosen)


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "findes to gange": lambda raw: raw["steps"].append(raw["steps"][0]),
    "under 'godt' findes to gange": lambda raw: raw["steps"][0]["options"].append(raw["steps"][0]["options"][0]),
    "{days}": lambda raw: raw.update(saved="I {dage} dage"),
    "samtale.yml": lambda raw: raw.pop("intro"),
    "steps": lambda raw: raw.update(steps=[]),
    "ukendt": lambda raw: raw.update(ukendt="felt"),
    "id": lambda raw: raw["steps"][0].update(id="Æ Ø"),
}


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_file_is_told_in_danish_by_its_name(tmp_path: Path, said: str) -> None:
    raw = read_yaml(TALK)
    BROKEN[said](raw)
    path = tmp_path / "samtale.yml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ValueError, match=r"samtale\.yml har ikke den rette form") as error:
        load_talk(path)
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["", "[]", "- a\n- b", "title: [", "nul", "42", "saved: '{'", "\ttitle: x"])
def test_a_file_that_is_something_else_is_told_too(tmp_path: Path, text: str) -> None:
    path = tmp_path / "samtale.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"samtale\.yml"):
        load_talk(path)


def test_a_file_that_is_not_utf8_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "samtale.yml"
    path.write_bytes(b"title: \xe6\xf8")
    with pytest.raises(ValueError, match=r"samtale\.yml"):
        load_talk(path)
    with pytest.raises(OSError):
        load_talk(tmp_path / "findes-ikke.yml")
