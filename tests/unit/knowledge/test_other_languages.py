"""The texts in other languages."""

import shutil
from pathlib import Path

import pytest

from bot.knowledge.other_languages import SENTENCES, load_languages, other_languages
from bot.text.language_id import LANGUAGES, language_of


def test_every_language_has_its_texts_in_that_language() -> None:
    assert set(other_languages()) == set(LANGUAGES)
    for code, language in other_languages().items():
        if code not in ("ro", "fr", "es", "vi"):  # those are only recognised in messages of danger
            assert language_of(language.sentence) == code
        assert "Skolebro" in language.sentence
        assert language.name.islower()
        assert (language.direction == "rtl") == (code in ("ar", "fa", "ur"))


def test_every_text_for_danger_can_be_told_from_the_others() -> None:
    for language in other_languages().values():
        texts = list(language.groups.dict().values())
        assert len(set(texts)) == len(texts) == 5


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("direction: ", "retning: ", "retning"),
        ("  medical: ", "  medicinsk: ", "medical"),
        ("name: ", "name: [", "rette form"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    folder = shutil.copytree(SENTENCES, tmp_path / "sprog")
    text = (folder / "tr.yml").read_text(encoding="utf-8")
    assert before in text
    (folder / "tr.yml").write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(ValueError, match=complaint) as refused:
        load_languages(folder)
    assert "tr.yml" in str(refused.value)


def test_a_language_without_a_file_and_a_file_without_a_language_are_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(SENTENCES, tmp_path / "sprog")
    (folder / "tr.yml").rename(folder / "xx.yml")
    with pytest.raises(ValueError, match="mangler tr"):
        load_languages(folder)
    shutil.copy(SENTENCES / "tr.yml", folder / "tr.yml")
    with pytest.raises(ValueError, match="ikke bliver genkendt: xx"):
        load_languages(folder)


@pytest.mark.parametrize("content", [b"", b"- a\n", b"\xff\xfe\xfa"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = shutil.copytree(SENTENCES, tmp_path / "sprog")
    (folder / "tr.yml").write_bytes(content)
    with pytest.raises(ValueError, match="rette form"):
        load_languages(folder)
