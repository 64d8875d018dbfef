"""What `skolebro check` finds in the cards."""

import pytest

from bot.knowledge.schema import HINTS, WHAT_TO_DO
from tests.support.checks import only_problem, problems_of
from tests.support.content import Content, line_of


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


def test_a_rule_that_has_no_address_and_no_reason_for_it_is_found(clean: Content) -> None:
    path = clean.card("ssp", theme="begreber", law="En ny lov § 1")
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, "law:"))
    assert "laws.yml" in problem.message


@pytest.mark.parametrize("broken", ["- name: [", "- {name: loven}", "loven"])
def test_a_list_of_rules_that_cannot_be_used_is_found(clean: Content, broken: str) -> None:
    (clean.folder / "laws.yml").write_text(broken, encoding="utf-8")
    assert only_problem(clean).file == clean.folder / "laws.yml"
