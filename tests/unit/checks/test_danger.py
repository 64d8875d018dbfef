"""What `skolebro check` finds in the replies to danger."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.yaml_files import read_yaml
from tests.support.checks import only_problem
from tests.support.content import Content


def changed_danger(clean: Content, change: Callable[[dict[str, Any]], object]) -> Path:
    path = clean.folder / "fare" / "svar.yml"
    file = read_yaml(path)
    change(file)
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    return path


def test_a_kind_of_danger_without_examples_is_found(clean: Content) -> None:
    path = changed_danger(clean, lambda file: file["kinds"].update(drukning=file["kinds"]["akut"]))
    problem = only_problem(clean)
    assert problem.file == path
    assert "»drukning« har ingen eksempler" in problem.message


def test_examples_of_a_kind_of_danger_without_a_reply_are_found(clean: Content) -> None:
    (clean.folder / "fare" / "eksempler" / "drukning.yml").write_text('child: ["han drukner"]\n', encoding="utf-8")
    assert "»drukning« har ingen svar" in only_problem(clean).message


def test_a_card_asked_in_worry_that_is_not_there_is_found(clean: Content) -> None:
    path = clean.folder / "fare" / "eksempler" / "uden-fare.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"asked_in_worry: [findes-ikke]\n{text}", encoding="utf-8")
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, 1)
    assert "findes-ikke" in problem.message


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda file: file["kinds"]["akut"].update(staff="**Ring {nattevagten}.**"), "nattevagten"),
        (lambda file: file["kinds"]["akut"].update(staff="Ring til nogen.\n\nRing {alarm}."), "første afsnit"),
        (lambda file: file["bagefter"]["done"].update(child="Godt gjort, {barnet}."), "barnet"),
    ],
)
def test_a_reply_to_danger_that_cannot_be_given_is_found(
    clean: Content, change: Callable[[dict[str, Any]], object], told: str
) -> None:
    path = changed_danger(clean, change)
    problem = only_problem(clean)
    assert problem.file == path
    assert told in problem.message


def test_a_reply_to_danger_too_hard_for_a_child_is_found(clean: Content) -> None:
    hard = "Ring {alarm}, hvis vedkommende fremstår umiddelbart livstruende forgiftet eller bevidsthedspåvirket."
    changed_danger(clean, lambda file: file["kinds"]["akut"].update(child=hard))
    assert "LIX" in only_problem(clean).message


UNUSABLE = ["", "- slår mig", "vold: slår mig: ham", "vold: [", "vold: 7"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("svar.yml", text) for text in UNUSABLE),
        ("eksempler/vold-hjemme.yml", "- slår mig"),
        ("eksempler/bagefter.yml", ""),
    ],
)
def test_a_file_of_danger_that_cannot_be_used_is_found(clean: Content, name: str, text: str) -> None:
    (clean.folder / "fare" / name).write_text(text, encoding="utf-8")
    assert only_problem(clean).file == clean.folder / "fare" / "svar.yml"


def test_a_text_in_another_language_without_its_number_is_found(clean: Content) -> None:
    path = clean.folder / "sprog" / "tr.yml"
    file = read_yaml(path)
    file["groups"]["medical"] = "Hemen arayın."
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    problem = only_problem(clean)
    assert problem.file == path
    assert "medical" in problem.message and "112" in problem.message
