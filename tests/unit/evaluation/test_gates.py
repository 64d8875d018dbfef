"""The gates' figures, by hand, and how a set is read."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.evaluation.gates import (
    LEGAL_GATE,
    Gate,
    GateFigures,
    GateQuestion,
    legal_caught,
    measure_gate,
    read_gate_questions,
)
from bot.evaluation.metrics import Understood
from bot.knowledge.gates import LEGAL, load_gate
from tests.support.content import our_content

LEGAL_ONE = GateQuestion("må jeg sige det", True, frozenset({"dele-personoplysninger"}))
REPORT_ONE = GateQuestion("skal jeg melde det", True, frozenset({"underretning-alle"}))
ORDINARY = GateQuestion("hvad er en lektiecafé", False, frozenset())


@pytest.mark.parametrize(
    ("question", "intent", "caught"),
    [
        (LEGAL_ONE, "ask_legal", True),
        (LEGAL_ONE, "ask_legal_unsure", True),
        (LEGAL_ONE, "ask", False),
        (LEGAL_ONE, "ask_unsure", False),
        (LEGAL_ONE, "out_of_scope", False),
        # the numbers for danger are no answer to a legal question, unless it is one of reporting
        (LEGAL_ONE, "crisis", False),
        (REPORT_ONE, "crisis", True),
        (REPORT_ONE, "ask_legal", True),
        (REPORT_ONE, "ask", False),
        # an ordinary question is caught by either
        (ORDINARY, "ask", False),
        (ORDINARY, "ask_unsure", False),
        (ORDINARY, "ask_legal", True),
        (ORDINARY, "ask_legal_unsure", True),
        (ORDINARY, "crisis", True),
    ],
)
def test_what_counts_as_led_to_legal_guidance(question: GateQuestion, intent: str, caught: bool) -> None:
    assert legal_caught(question, Understood(intent, [])) is caught


def as_gate(tmp_path: Path) -> Gate:
    return Gate("En port", tmp_path, tmp_path, lambda _question, one: one.intent == "ask_legal")


def understood(*intents: str) -> list[Understood]:
    return [Understood(intent, []) for intent in intents]


def test_figures_are_shares_of_each_side_by_itself(tmp_path: Path) -> None:
    questions = [LEGAL_ONE, ORDINARY, LEGAL_ONE, ORDINARY, LEGAL_ONE, LEGAL_ONE, ORDINARY, ORDINARY, ORDINARY]
    said = understood("ask_legal", "ask_legal", "ask_legal", "ask", "ask", "ask_legal", "ask", "greet", "ask")
    assert measure_gate(as_gate(tmp_path), questions, said) == GateFigures(
        recall=3 / 4, false_alarms=1 / 5, questions=(4, 5)
    )


def test_nothing_to_catch_or_nothing_else_is_no_error(tmp_path: Path) -> None:
    gate = as_gate(tmp_path)
    assert measure_gate(gate, [], []) == GateFigures(0, 0, (0, 0))
    assert measure_gate(gate, [LEGAL_ONE], understood("ask_legal")) == GateFigures(1, 0, (1, 0))
    assert measure_gate(gate, [ORDINARY], understood("ask_legal")) == GateFigures(0, 1, (0, 1))


def test_what_danger_takes_is_left_out(tmp_path: Path) -> None:
    taken = understood("crisis", "perhaps_danger")
    assert measure_gate(as_gate(tmp_path), [LEGAL_ONE, ORDINARY], taken) == GateFigures(0, 0, (0, 0))


def test_as_many_answers_as_questions_are_wanted(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shorter|longer"):
        measure_gate(as_gate(tmp_path), [LEGAL_ONE], [])


WriteSet = Callable[..., Path]


@pytest.fixture
def write_set(tmp_path: Path) -> WriteSet:
    def write(*rows: dict[str, object]) -> Path:
        path = tmp_path / "set.jsonl"
        path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
        return path

    return write


def test_a_set_says_legal_or_not_and_may_accept_cards(write_set: WriteSet) -> None:
    path = write_set(
        {"question": "noget ganske andet a", "legal": True, "accept": ["underretning", "klage"]},
        {"question": "noget ganske andet b", "legal": False, "accept": []},
    )
    assert read_gate_questions(path) == [
        GateQuestion("noget ganske andet a", True, frozenset({"underretning", "klage"})),
        GateQuestion("noget ganske andet b", False, frozenset()),
    ]


def test_an_example_wording_of_a_card_or_of_either_side_of_a_gate_is_refused(write_set: WriteSet) -> None:
    wordings = [next(iter(our_content().cards.values())).questions[0]]
    wordings += [load_gate(LEGAL).catches[0], load_gate(LEGAL).lets_by[0]]
    for wording in wordings:
        path = write_set(
            {"question": "noget ganske andet", "legal": False}, {"question": f" {wording.upper()}?!", "legal": True}
        )
        with pytest.raises(ValueError, match=r":2: .*example wording"):
            read_gate_questions(path)


def test_an_unknown_card_is_refused_and_named(write_set: WriteSet) -> None:
    path = write_set({"question": "noget ganske andet", "legal": True, "accept": ["klage", "findes-ikke"]})
    with pytest.raises(ValueError, match=r":1: unknown cards \['findes-ikke'\]"):
        read_gate_questions(path)


@pytest.mark.parametrize("row", [{"question": "x"}, {"legal": True}], ids=["no side", "no question"])
def test_a_row_without_a_side_or_a_question_is_refused(write_set: WriteSet, row: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        read_gate_questions(write_set(row))


def test_the_legal_gate_has_the_bars_it_is_held_to() -> None:
    assert (LEGAL_GATE.recall_bar, LEGAL_GATE.false_alarm_bar) == (0.98, 0.03)
