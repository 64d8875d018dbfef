"""Sentences copied from the publication."""

from pathlib import Path

import pytest

from bot.checks.copied_sentences import publication_at_hand
from bot.text.wording import normalised, words
from tests.support.checks import only_problem, problems_of
from tests.support.content import Content, line_of

# Every run of eight words holds the eighth, so a word divided there hides the copy unless it is put together.
SENTENCE = "Når skole og plan mødes ofte om helhedsplanens samme børn, bliver opgaven lettere for begge."


@pytest.mark.parametrize(
    "printed",
    [
        SENTENCE,
        SENTENCE.upper(),
        SENTENCE.replace("helhedsplanens", "helheds-\n   planens"),
        SENTENCE.replace(" ", "\n"),
    ],
    ids=["as it is", "in capitals", "divided over a line end", "one word a line"],
)
def test_a_sentence_copied_from_the_publication_is_found(clean: Content, tmp_path: Path, printed: str) -> None:
    publication = tmp_path / "publication.txt"
    publication.write_text(f"Noget foran. {printed} Noget efter.", encoding="utf-8")
    path = clean.card("ssp", theme="begreber", body=f"Svaret står her.\n\n{SENTENCE}")
    problem = only_problem(clean, publication)
    assert problem.file == path
    assert "skrevet af efter publikationen" in problem.message
    quoted = problem.message.split("“")[1].split("”")[0]
    assert len(quoted.split()) == 8
    assert quoted in normalised(SENTENCE)


def test_seven_words_in_a_row_are_no_copy_and_eight_are(clean: Content, tmp_path: Path) -> None:
    publication = tmp_path / "publication.txt"
    publication.write_text("et to tre fire fem seks syv otte ni ti", encoding="utf-8")
    clean.card("ssp", theme="begreber", body="Tal: et to tre fire fem seks syv. Slut her nu.")
    assert problems_of(clean, publication) == []
    clean.card("ssp", theme="begreber", body="Tal: et to tre fire fem seks syv otte. Slut her nu.")
    assert only_problem(clean, publication).file.name == "ssp.md"


def test_without_the_publication_nothing_is_compared(clean: Content) -> None:
    clean.card("ssp", theme="begreber", body=SENTENCE)
    assert problems_of(clean, None) == []


def test_a_copied_sentence_is_told_with_the_line_it_stands_on(clean: Content, tmp_path: Path) -> None:
    publication = tmp_path / "publication.txt"
    publication.write_text(SENTENCE, encoding="utf-8")
    backwards = " ".join(reversed(words(SENTENCE)))
    body = f"{backwards}\n\n{SENTENCE}"
    path = clean.card("ssp", theme="begreber", body=body, questions=[f"{backwards} {letter}" for letter in "abcdef"])
    assert only_problem(clean, publication).line == line_of(path, SENTENCE)


def test_the_publication_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SKOLEBRO_PUBLICATION", str(tmp_path))
    assert publication_at_hand() == tmp_path
    monkeypatch.delenv("SKOLEBRO_PUBLICATION")
    assert publication_at_hand() is None
