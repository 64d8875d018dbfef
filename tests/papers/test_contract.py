"""The draft of a contract: what stands in it."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from bot.guided.answers import SKIPPED, Answer
from bot.guided.plan.content import Step
from bot.guided.plan.papers import CONTRACT, paper
from bot.guided.plan.walk import Walk
from bot.text.dates import written_out
from bot.text.voice import from_me
from tests.support.plan_papers import (
    CONTENT,
    CONTRACT_STEPS,
    GROUPS,
    LONG,
    STEPS,
    TODAY,
    WILD,
    as_the_example,
    in_words,
    rows,
    texts_of,
    the_first_option,
    walked,
)

ROOM_TO_WRITE = "______"
MOST = 170  # letters: a longer answer is cut


def contract(walk: Walk) -> Document:
    return docx.Document(io.BytesIO(paper(CONTRACT, walk, TODAY)))


def terms(document: Document) -> list[str]:
    """What is proposed, without the head and the target group."""
    return [row[1] for row in rows(document.tables[0])[2:]]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("how", [as_the_example, the_first_option])
def test_a_contract_holds_the_answers_it_is_made_of(group: str | None, how: Callable[[Walk, Step], Answer]) -> None:
    walk = walked(group, "nyt", how)
    document = contract(walk)
    for term, step_id in zip(terms(document), CONTRACT_STEPS, strict=True):
        said = from_me(in_words(walk, STEPS[step_id]))
        assert term == said or (len(said) > MOST and said.startswith(term.removesuffix(" …")))
    assert rows(document.tables[0])[1][1] == CONTENT.texts.groups[walk.group].title
    assert written_out(TODAY) in "\n".join(texts_of(document))


def test_what_nobody_answered_has_a_line_to_write_on_in_the_contract() -> None:
    assert all(term.startswith(ROOM_TO_WRITE) and not term.strip("_") for term in terms(contract(Walk.of(CONTENT, {}))))
    answered = {step_id: Answer(text="Aftalt.") for step_id in CONTRACT_STEPS}
    assert set(terms(contract(Walk.of(CONTENT, answered)))) == {"Aftalt."}
    one_less = Walk.of(CONTENT, {**answered, "moeder": SKIPPED})
    assert sorted(term.startswith(ROOM_TO_WRITE) for term in terms(contract(one_less))) == [False] * 7 + [True]


@pytest.mark.parametrize("said", [LONG, WILD, "Ø" * 1000], ids=["words", "wild", "one word"])
def test_a_long_answer_is_cut_in_the_contract_and_says_so(said: str) -> None:
    for term in terms(contract(Walk.of(CONTENT, {step_id: Answer(text=said) for step_id in CONTRACT_STEPS}))):
        kept = term.removesuffix("…").rstrip()
        assert kept and said.startswith(kept) and term.endswith("…")
        assert len(term) <= MOST


def test_a_long_answer_is_cut_between_two_words() -> None:
    walk = Walk.of(CONTENT, {"moeder": Answer(text=LONG)})
    (term,) = (term for term in terms(contract(walk)) if term.endswith("…"))
    assert len(term) > MOST - 20
    assert LONG.removeprefix(term.removesuffix("…").rstrip())[0] in " .,"


def test_an_answer_with_just_enough_room_is_not_cut() -> None:
    fits = ("Ord " * 63)[:MOST].strip().ljust(MOST, "x")
    assert fits in terms(contract(Walk.of(CONTENT, {"moeder": Answer(text=fits)})))


def test_the_draft_is_one_sides_proposal_with_room_for_the_others_words() -> None:
    document = contract(Walk.of(CONTENT, {"moeder": Answer(text="Jeg ringer hver måned.")}))
    head, *proposed = rows(document.tables[0])
    assert head == ["", "Forslag fra helhedsplanen", "Skolens ord"]
    assert {row[2] for row in proposed} == {""}
    text = "\n".join(texts_of(document))
    assert "Udkast." in text and "har aftalt" not in text and "helhedsplanen aftalt" not in text
    assert "Vi ringer hver måned." in text


def test_both_sign_the_contract_by_their_role() -> None:
    signing = [cell for row in rows(contract(Walk.of(CONTENT, {})).tables[-1]) for cell in row]
    assert {"Skoleleder", "Leder af helhedsplanen"} <= set(signing)
    assert sum("Dato" in cell for cell in signing) == 2
