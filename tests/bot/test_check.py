"""What `skolebro check` finds in the content as a whole."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from bot.checks.check import check, old_reviews
from bot.checks.copied_sentences import publication_at_hand
from bot.guided.share.route import load_route
from bot.knowledge.responses import REQUIRED
from bot.knowledge.schema import HINTS, WHAT_TO_DO, Problem
from bot.text.wording import normalised, runs, words
from tests.bot.content import Content, line_of

# Every run of eight words holds the eighth, so a word divided there hides the copy unless it is put together.
SENTENCE = "Når skole og plan mødes ofte om helhedsplanens samme børn, bliver opgaven lettere for begge."


@pytest.fixture
def clean(content: Content) -> Content:
    """Two cards in two themes, nothing to mend."""
    content.card("ssp", theme="begreber", related=["lektiecafe"])
    content.card("lektiecafe", theme="eksempler", section="Konklusion", related=["ssp"])
    content.cover()
    return content


def problems_of(content: Content, publication: Path | None = None) -> list[Problem]:
    return check(content.folder, content.coverage, publication)


def only_problem(content: Content, publication: Path | None = None) -> Problem:
    problems = problems_of(content, publication)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_the_content_of_this_repository_passes() -> None:
    assert [str(problem) for problem in check(publication=publication_at_hand())] == []


def test_a_clean_folder_passes(clean: Content) -> None:
    assert problems_of(clean) == []


def test_the_loaders_problems_are_told_and_nothing_else_is_looked_at(clean: Content) -> None:
    path = clean.card("ssp", theme="begreber", status="gammel", related=["findes-ikke"])
    assert (only_problem(clean).file, only_problem(clean).line) == (path, line_of(path, "status:"))


@pytest.mark.parametrize("again", ["hvad er ssp?", "HVAD er SSP", "hvad, er: ssp!", "  hvad  er   ssp "])
def test_a_wording_in_two_cards_is_found_whatever_its_case_and_punctuation(clean: Content, again: str) -> None:
    others = [f"noget andet {number}" for number in range(6)]
    clean.card("lektiecafe", theme="begreber", questions=["hvad er ssp?", *others])
    (clean.folder / "eksempler" / "lektiecafe.md").unlink()
    path = clean.card("ssp", theme="begreber", questions=[*(f"helt andet {n}" for n in range(6)), again])
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, again.strip()))
    assert "står også i kortet lektiecafe" in problem.message


def test_wordings_that_differ_by_a_word_are_two(clean: Content) -> None:
    clean.card("ssp", theme="begreber", questions=[*(f"om ssp {number}" for number in range(5)), "hvad er ssp"])
    clean.card("lektiecafe", theme="eksempler", questions=[*(f"om lc {number}" for number in range(5)), "hvad er sspl"])
    assert problems_of(clean) == []


def test_a_title_in_two_cards_is_found(clean: Content) -> None:
    clean.card("ssp", theme="begreber", title="Lektiecafé i praksis")
    path = clean.card("lektiecafe", theme="eksempler", title="lektiecafé i praksis?")
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, "title:"))
    assert "kortet ssp har samme titel" in problem.message


@pytest.mark.parametrize("related", ["findes-ikke", "ssp"], ids=["unknown card", "the card itself"])
def test_a_related_card_that_is_not_another_card_is_found(clean: Content, related: str) -> None:
    path = clean.card("ssp", theme="begreber", related=["lektiecafe", related])
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, "related:"))
    assert f"'{related}'" in problem.message


def test_an_unknown_source_is_found(clean: Content) -> None:
    path = clean.card("ssp", theme="begreber", source="rapport-2041")
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, "source:"))
    assert problem.message == "kilden 'rapport-2041' findes ikke i sources.yml"


def test_an_unknown_section_is_found(clean: Content) -> None:
    path = clean.card("ssp", theme="begreber", section="Efterskrift")
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, "section:"))
    assert problem.message == "afsnittet “Efterskrift” findes ikke under rapport-2014 i sources.yml"


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


def test_a_card_that_is_not_in_the_coverage_table_is_found(clean: Content) -> None:
    clean.cover("| Begreber | `ssp` |")
    problem = only_problem(clean)
    assert (problem.file, problem.message) == (clean.coverage, "kortet 'lektiecafe' mangler i tabellen")


def test_a_part_without_cards_is_found(clean: Content) -> None:
    clean.cover("| Alt | `ssp`, `lektiecafe` |", "| Konklusion | |")
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (clean.coverage, line_of(clean.coverage, "Konklusion"))
    assert problem.message == "“Konklusion” er ikke dækket af noget kort"


def test_an_unknown_card_in_the_coverage_table_is_found(clean: Content) -> None:
    clean.cover("| Alt | `ssp`, `lektiecafe` |", "| Mere | `findes-ikke` |")
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (clean.coverage, line_of(clean.coverage, "Mere"))
    assert problem.message == "kortet 'findes-ikke' findes ikke"


def test_a_missing_coverage_table_is_found(clean: Content) -> None:
    clean.coverage.unlink()
    assert only_problem(clean) == Problem(file=clean.coverage, line=1, message="dækningstabellen mangler")


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


def test_several_faults_are_told_in_one_go(clean: Content) -> None:
    clean.card("ssp", theme="begreber", title="Om lektiecafe", related=["findes-ikke"], section="Efterskrift")
    clean.cover("| Alt | `ssp` |")
    assert len(problems_of(clean)) == 4


def test_consent_cards_nobody_has_reviewed_for_a_year_are_warned_about(clean: Content) -> None:
    today = date(2026, 11, 22)
    late = clean.card("tavshed", theme="samtykke", reviewed=today - timedelta(days=366))
    clean.card("samtykke-i-tide", theme="samtykke", reviewed=today - timedelta(days=365))
    clean.card("gammelt", theme="begreber", reviewed=date(2015, 1, 1))
    (warning,) = old_reviews(clean.folder, today)
    assert (warning.file, warning.line) == (late, line_of(late, "reviewed:"))
    assert warning.message.startswith("sidst gennemset 2025-11-21")


def test_an_old_review_is_counted_from_today_when_nothing_else_is_said(clean: Content) -> None:
    clean.card("tavshed", theme="samtykke", reviewed=date.today() - timedelta(days=400))
    clean.card("samtykke-i-tide", theme="samtykke", reviewed=date.today() - timedelta(days=300))
    assert [warning.file.name for warning in old_reviews(clean.folder)] == ["tavshed.md"]


def test_the_publication_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SKOLEBRO_PUBLICATION", str(tmp_path))
    assert publication_at_hand() == tmp_path
    monkeypatch.delenv("SKOLEBRO_PUBLICATION")
    assert publication_at_hand() is None


def test_words_are_put_together_over_a_line_end_only() -> None:
    assert words("Bolig-\n  social helheds-plan, ØST 59 %") == ["boligsocial", "helheds", "plan", "øst", "59"]
    assert normalised("  Hvad ER, det?! ") == "hvad er det"
    assert runs("a b c", 2) == {("a", "b"), ("b", "c")}
    assert runs("a b", 3) == set()


@pytest.mark.parametrize("field", ["law", "decides"])
def test_a_legal_card_without_law_or_who_decides_is_refused(clean: Content, field: str) -> None:
    path = clean.card("tavshed", theme="samtykke", without=[field])
    clean.cover()
    problem = only_problem(clean)
    assert problem.file == path
    assert HINTS["decides"] in problem.message


@pytest.mark.parametrize("field", ["law", "decides"])
def test_a_legal_card_that_says_nothing_for_law_or_who_decides_is_refused(clean: Content, field: str) -> None:
    path = clean.card("tavshed", theme="samtykke", **{field: ""})
    clean.cover()
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, "decides:"))


@pytest.mark.parametrize(
    "body",
    [
        "Svaret om tavshed står her.",
        f"Svaret om tavshed står her. {WHAT_TO_DO} Spørg din leder.",
        f"{WHAT_TO_DO} Spørg din leder.\n\nSvaret om tavshed står her.",
        "Svaret om tavshed står her.\n\nGør nu: Spørg din leder.",
    ],
    ids=["nowhere", "inside a paragraph", "not last", "not in bold"],
)
def test_a_legal_card_that_does_not_end_with_what_to_do_is_refused(clean: Content, body: str) -> None:
    path = clean.card("tavshed", theme="samtykke", body=body)
    clean.cover()
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, body.split("\n", 1)[0]))
    assert WHAT_TO_DO in problem.message


def test_a_legal_card_with_all_it_must_have_passes(clean: Content) -> None:
    clean.card("tavshed", theme="samtykke")
    clean.cover()
    assert problems_of(clean) == []


@pytest.mark.parametrize("theme", ["samtykke", "begreber"])
def test_a_card_decided_by_an_unknown_contact_is_found(clean: Content, theme: str) -> None:
    path = clean.card("tavshed", theme=theme, decides="ingen-kender")
    clean.cover()
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, "decides:"))
    assert "'ingen-kender'" in problem.message


ROUTE = """\
title: "En rute"
reviewed: 2026-11-23
intro: "Svar på et spørgsmål."
offered_after: [ssp]
questions:
  - id: first
    text: "Det ene eller det andet?"
    explain: "Vælg."
    options:
      - {id: one, title: "Det ene"}
      - {id: two, title: "Det andet"}
conclusions:
  only:
    card: lektiecafe
    verdict: "Ja."
    text: "Derfor."
    also: [ssp]
table:
  - {when: {}, then: only}
"""


def write_route(content: Content, text: str) -> Path:
    path = content.folder / "ruter" / "rute.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_a_route_with_cards_there_are_passes(clean: Content) -> None:
    write_route(clean, ROUTE)
    assert problems_of(clean) == []


@pytest.mark.parametrize("field", ["card: lektiecafe", "also: [ssp]", "offered_after: [ssp]"])
def test_a_route_that_names_an_unknown_card_is_found(clean: Content, field: str) -> None:
    renamed = field.replace("lektiecafe", "findes-ikke").replace("ssp", "findes-ikke")
    path = write_route(clean, ROUTE.replace(field, renamed))
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, renamed))
    assert "'findes-ikke'" in problem.message


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", ""),
        (ROUTE.replace("then: only", "then: other"), "'other'"),
        (ROUTE.replace("when: {}", "when: {first: [one]}"), "'first': 'two'"),
        (ROUTE.replace("title: ", "titel: "), "titel"),
    ],
    ids=["an empty file", "an unknown conclusion", "a blind path", "an unknown field"],
)
def test_a_route_that_cannot_be_used_is_found(clean: Content, text: str, named: str) -> None:
    path = write_route(clean, text)
    problem = only_problem(clean)
    assert problem.file == path
    assert problem.message.startswith("kan ikke bruges")
    assert named in problem.message


def changed_danger(clean: Content, change: Callable[[dict[str, Any]], object]) -> Path:
    path = clean.folder / "fare" / "svar.yml"
    file = yaml.safe_load(path.read_text(encoding="utf-8"))
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


@pytest.mark.parametrize("name", ["svar.yml", "eksempler/vold-hjemme.yml", "eksempler/bagefter.yml"])
@pytest.mark.parametrize("text", ["", "- slår mig", "vold: slår mig: ham", "vold: [", "vold: 7"], ids=repr)
def test_a_file_of_danger_that_cannot_be_used_is_found(clean: Content, name: str, text: str) -> None:
    (clean.folder / "fare" / name).write_text(text, encoding="utf-8")
    assert only_problem(clean).file == clean.folder / "fare" / "svar.yml"


def test_a_text_in_another_language_without_its_number_is_found(clean: Content) -> None:
    path = clean.folder / "sprog" / "tr.yml"
    file = yaml.safe_load(path.read_text(encoding="utf-8"))
    file["groups"]["medical"] = "Hemen arayın."
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    problem = only_problem(clean)
    assert problem.file == path
    assert "medical" in problem.message and "112" in problem.message


def test_a_reply_that_names_a_contact_there_is_not_is_found(clean: Content) -> None:
    path = clean.folder / "faste-svar.yml"
    replies = yaml.safe_load(path.read_text(encoding="utf-8"))
    replies["hilsen"]["text"] = "Ring {nattevagten}."
    path.write_text(yaml.safe_dump(replies, allow_unicode=True), encoding="utf-8")
    problem = only_problem(clean)
    assert problem.file == path
    assert "{nattevagten}" in problem.message


@pytest.mark.parametrize(
    "text",
    ["", "flere_navne: [", "flere_navne: []", "flere_navne: [no]\nogsaa_ord: []\naldrig_navne: []\naldrig_udtryk: []"],
    ids=repr,
)
def test_lists_of_names_that_cannot_be_used_are_found(clean: Content, text: str) -> None:
    (clean.folder / "navne.yml").write_text(text, encoding="utf-8")
    assert only_problem(clean).file == clean.folder / "navne.yml"


@pytest.mark.parametrize("text", ["", "ord: [gdpr]", 'fanger: [""]\nfanger_ikke: [a]', "fanger: [a]\nfanger_ikke: []"])
def test_a_gates_file_that_cannot_be_used_is_found(clean: Content, text: str) -> None:
    (clean.folder / "porte" / "jura.yml").write_text(text, encoding="utf-8")
    assert only_problem(clean).file == clean.folder / "porte" / "jura.yml"


@pytest.mark.parametrize("text", ["{{ barnets_navn }}", "{{ giver"])
def test_a_word_template_with_a_field_nobody_fills_in_is_found(clean: Content, text: str) -> None:
    path = clean.folder / "skabeloner" / "samtykkeerklaering.docx"
    template = docx.Document(str(path))
    template.add_paragraph(text)
    template.save(str(path))
    assert only_problem(clean).file == path


def test_a_missing_word_template_is_found(clean: Content) -> None:
    (clean.folder / "skabeloner" / "oplysning-til-familien.docx").unlink()
    assert only_problem(clean).file.name == "oplysning-til-familien.docx"


def test_a_route_nobody_has_reviewed_for_a_year_is_warned_of(clean: Content) -> None:
    path = write_route(clean, ROUTE)
    reviewed = load_route(path).reviewed
    assert [problem.file for problem in old_reviews(clean.folder, reviewed + timedelta(days=366))] == [path]
    assert old_reviews(clean.folder, reviewed + timedelta(days=365)) == []


def test_the_greeting_for_parents_must_be_easy_to_read(content: Content) -> None:
    content.card("ssp")
    path = content.folder / "chatvindue.yml"
    hard = "Forvaltningsmyndighedernes samarbejdsbestræbelser vedrørende boligsociale helhedsplaner understøttes her."
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
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
