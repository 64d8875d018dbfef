"""Each kind of danger has a reply for each reader."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.yaml_files import read_yaml
from bot.knowledge.danger import ANY_KIND, DANGER, GROUPS, PLAIN_VOICES, VOICES, Voice, danger_replies, load_danger
from bot.knowledge.loader import load_contacts
from bot.sites.contacts import numbers
from bot.text.lix import lix

REPLIES = danger_replies()
IN_CRISIS = ("politi", "livslinien", "giftlinjen", "red", "sletdet", "dialog-mod-vold", "boernetelefonen")


@pytest.mark.parametrize("kind", REPLIES.kinds)
@pytest.mark.parametrize("voice", VOICES)
def test_every_reader_of_every_kind_is_told_112_first(kind: str, voice: Voice) -> None:
    text = REPLIES.filled(REPLIES.kinds[kind].to(voice), numbers())
    assert "112" in text.split("\n\n")[0]


@pytest.mark.parametrize("kind", REPLIES.kinds)
def test_staff_are_told_of_the_report_and_a_child_of_its_line(kind: str) -> None:
    assert "underret" in REPLIES.filled(REPLIES.kinds[kind].staff, numbers()).lower()
    assert "116 111" in REPLIES.filled(REPLIES.kinds[kind].child, numbers())


@pytest.mark.parametrize("kind", ["vold-hjemme", "overgreb", "kontrol"])
def test_staff_are_told_not_to_talk_with_the_parents_first(kind: str) -> None:
    assert "Tal ikke med forældrene først" in REPLIES.kinds[kind].staff


def test_a_parent_who_hits_is_not_told_that_it_is_nobodys_fault() -> None:
    assert "skyld" not in REPLIES.kinds["egen-vold"].parent


def test_children_and_parents_read_plain_danish() -> None:
    hard = {
        (name, voice): round(lix(REPLIES.filled(text, numbers())))
        for name, voice, text in REPLIES.texts()
        if voice in PLAIN_VOICES and lix(REPLIES.filled(text, numbers())) > 30
    }
    assert not hard


def test_every_group_of_other_languages_belongs_to_a_kind() -> None:
    assert {kind.group for kind in REPLIES.kinds.values()} == set(GROUPS)


@pytest.mark.parametrize("contact", IN_CRISIS)
def test_a_number_for_a_crisis_says_where_it_was_read_and_when(contact: str) -> None:
    found = load_contacts()[contact]
    assert found.source and found.checked


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda file: file["kinds"]["akut"].pop("child"), "child"),
        (lambda file: file["kinds"].pop(ANY_KIND), ANY_KIND),
        (lambda file: file["kinds"]["akut"].update(group="noget"), "group"),
        (lambda file: file["kinds"].update({"Æ": file["kinds"]["akut"]}), "Æ"),
        (lambda file: file.pop("maaske"), "maaske"),
        (lambda file: file["bagefter"].pop("joke"), "joke"),
    ],
)
def test_a_file_that_lacks_something_says_what(tmp_path: Path, change: Callable[[Any], object], told: str) -> None:
    file = read_yaml(DANGER)
    change(file)
    path = tmp_path / "svar.yml"
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ValueError, match="rette form") as error:
        load_danger(path)
    assert told in str(error.value)


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="svar"):
        load_danger(tmp_path / "svar.yml")
