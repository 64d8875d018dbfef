"""Each kind of danger has a reply for each reader, and examples to be known by."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.guided.plan.content import plan_content
from bot.knowledge.danger import ANY_KIND, DANGER, GROUPS, PLAIN_VOICES, VOICES, danger_replies, load_danger
from bot.knowledge.danger_examples import load_after_examples, load_danger_examples
from bot.knowledge.loader import load_contacts
from bot.nlu.guided_labels import guided_labels
from bot.sites.contacts import numbers
from bot.text.emoji import has_telling_sign, spelt_out
from bot.text.lix import lix

REPLIES = danger_replies()
IN_CRISIS = ("politi", "livslinien", "giftlinjen", "red", "sletdet", "dialog-mod-vold", "boernetelefonen")


@pytest.mark.parametrize("kind", REPLIES.kinds)
@pytest.mark.parametrize("voice", VOICES)
def test_every_reader_of_every_kind_is_told_112_first(kind: str, voice: str) -> None:
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
def test_a_file_that_lacks_something_says_what(tmp_path: Path, change: object, told: str) -> None:
    file = yaml.safe_load(DANGER.read_text(encoding="utf-8"))
    change(file)  # type: ignore[operator]
    path = tmp_path / "svar.yml"
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ValueError, match="rette form") as error:
        load_danger(path)
    assert told in str(error.value)


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="svar"):
        load_danger(tmp_path / "svar.yml")


# -- the examples --


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


# -- pictures --


def test_a_picture_that_tells_of_danger_becomes_a_word() -> None:
    assert spelt_out("🔪") == "kniv"
    assert has_telling_sign("han har 🔪")


@given(st.text())
def test_a_text_without_such_a_picture_stays_as_it_is(text: str) -> None:
    assert has_telling_sign(text) or spelt_out(text) == text.strip()
