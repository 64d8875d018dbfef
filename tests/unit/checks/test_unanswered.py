"""What `skolebro check` finds of wordings their card does not take up."""

from pathlib import Path
from typing import Any

import pytest

from bot.checks.unanswered import check_unanswered
from bot.knowledge.schema import Problem
from tests.support.checks import only_problem
from tests.support.content import Content, line_of

# For each kind: a wording that asks for it, and a sentence that takes it up.
ASKED_AND_ANSWERED = [
    ("antal", "hvor mange børn kommer der", "Der kommer 15 børn."),
    ("varighed", "hvor længe varer det", "Et hold løber i et halvt år."),
    ("hyppighed", "hvor tit mødes holdet", "Holdet mødes hver tirsdag."),
    ("alder", "hvor gammel skal man være", "Man er fyldt 13."),
    ("penge", "koster det noget", "Det er gratis."),
    ("tidspunkt", "hvornår begynder det", "Det begynder, når skolen er slut."),
    ("person", "hvem kan hjælpe", "En lærer kan hjælpe."),
    ("beslutning", "hvem bestemmer", "Det afgør lederen."),
    ("tilladelse", "må jeg tage en ven med", "En ven er en, som gerne ses."),
]
SAYS_NOTHING = "Sådan gør man her hos os."


def card(content: Content, wordings: list[str], body: str = SAYS_NOTHING, **fields: Any) -> Path:
    questions = [*wordings, *(f"noget om emnet {letter}" for letter in "abcdef")]
    return content.card("ssp", theme="begreber", title="Om emnet", questions=questions, body=body, **fields)


def found(content: Content) -> list[Problem]:
    """By this check alone; ``only_problem`` looks at all."""
    return list(check_unanswered(content.load(), content.folder))


@pytest.mark.parametrize(("kind", "wording", "_answer"), ASKED_AND_ANSWERED)
def test_a_wording_the_card_leaves_unanswered_is_found(clean: Content, kind: str, wording: str, _answer: str) -> None:
    path = card(clean, [wording])
    kinds = {problem.message.rsplit(" i signed_off")[0].rsplit(" ", 1)[1] for problem in found(clean)}
    assert kind in kinds
    assert {(problem.file, problem.line) for problem in found(clean)} == {(path, line_of(path, wording))}


@pytest.mark.parametrize(("kind", "wording", "answer"), ASKED_AND_ANSWERED)
def test_a_wording_the_card_answers_is_none(clean: Content, kind: str, wording: str, answer: str) -> None:
    card(clean, [wording], f"{SAYS_NOTHING}\n\n{answer}")
    assert f"skriv {kind} i" not in " ".join(problem.message for problem in found(clean))


@pytest.mark.parametrize(
    "wording",
    ["hvad koster et kursus?", "HVAD KOSTER DET", "er det gratis", "Vi er fire. Koster det noget for os alle?"],
)
def test_it_is_asked_in_capitals_and_in_the_last_sentence_too(clean: Content, wording: str) -> None:
    card(clean, [wording])
    assert "penge" in only_problem(clean).message


@pytest.mark.parametrize(
    "wording",
    [
        "Jeg har betalt for det. Hvad så nu?",
        "jeg ved ikke, hvem der står for det",
        "kan det betale sig at klage",
        "så må vi jo se",
        "det er ret meget, hvad gør andre",
    ],
)
def test_what_is_only_told_is_not_asked(clean: Content, wording: str) -> None:
    card(clean, [wording])
    assert found(clean) == []


def test_what_several_ask_for_is_answered_first(clean: Content) -> None:
    asked = ["koster det noget", "er det gratis", "hvad koster et kursus"]
    card(clean, asked[:2], f"{SAYS_NOTHING}\n\nDet er gratis.")
    assert found(clean) == []
    card(clean, asked, f"{SAYS_NOTHING}\n\nDet er gratis.")
    assert len(found(clean)) == len(asked)
    card(clean, asked, f"Det er gratis.\n\n{SAYS_NOTHING}")
    assert found(clean) == []


def test_the_title_answers_too(clean: Content) -> None:
    clean.card("ssp", theme="begreber", title="Er det gratis?", questions=["koster det noget", *"abcde"])
    assert found(clean) == []


def test_what_somebody_signed_off_is_let_be_and_nothing_else(clean: Content) -> None:
    card(clean, ["koster det noget", "hvor længe varer det"], signed_off=["penge"])
    assert "varighed" in only_problem(clean).message


def test_what_needs_no_signing_off_is_found(clean: Content) -> None:
    path = card(clean, ["koster det noget"], "Det er som regel gratis.", signed_off=["penge"])
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, "signed_off:"))


def test_a_kind_nobody_knows_is_refused(clean: Content) -> None:
    path = card(clean, ["koster det noget"], signed_off=["vejret"])
    problem = only_problem(clean)
    assert (problem.file, problem.line) == (path, line_of(path, "signed_off:"))
