"""The gates' figures: how much of what they must catch they catch, and how much else they catch with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.paths import EVALUATION_SETS
from bot.evaluation.metrics import Understood
from bot.evaluation.questions import read_rows

_LEGAL_INTENTS = (
    "ask_legal",
    "ask_legal_unsure",
    "ask_parent_legal",
    "start_share_route",
    "make_consent_form",
    "make_family_notice",
)
_CRISIS = "crisis"
_DANGER = (_CRISIS, "perhaps_danger")
# Danger goes before law: where the answer is to report, 112 and the report are the right guidance, too.
_REPORTING = "underretning"


@dataclass(frozen=True)
class GateQuestion:
    """One message: whether the gate must catch it and, for legal ones, which cards answer it."""

    text: str
    must_catch: bool
    accept: frozenset[str]


@dataclass(frozen=True)
class GateFigures:
    """Shares from 0 to 1.

    Attributes:
        recall: of what must be caught, the share that is.
        false_alarms: of the rest, the share that is caught all the same.
        questions: how many there are of each kind, to be caught and not.
    """

    recall: float
    false_alarms: float
    questions: tuple[int, int]


@dataclass(frozen=True)
class Gate:
    """A gate, its two sets, its bars on the development set (none where none is set) and how it shows a catch."""

    title: str
    development: Path
    held_out: Path
    caught: Callable[[GateQuestion, Understood], bool]
    recall_bar: float | None = None
    false_alarm_bar: float | None = None


def legal_caught(question: GateQuestion, understood: Understood) -> bool:
    """Whether a message is led to legal guidance, its route or papers, or to 112 and a report where that is it."""
    reports = any(card.startswith(_REPORTING) for card in question.accept)
    return understood.intent in _LEGAL_INTENTS or (
        understood.intent == _CRISIS and (reports or not question.must_catch)
    )


# The bars of issue 3: recall at least 0.98 at no more than 3 % false alarms.
LEGAL_GATE = Gate(
    "Porten for jura",
    EVALUATION_SETS / "jura-udvikling.jsonl",
    EVALUATION_SETS / "jura-holdout.jsonl",
    legal_caught,
    recall_bar=0.98,
    false_alarm_bar=0.03,
)
GATES = (LEGAL_GATE,)


def read_gate_questions(path: Path) -> list[GateQuestion]:
    """Read one set.

    Raises:
        ValueError: a message is also an example wording, or accepts an unknown card: the set would prove nothing.
    """
    return [
        GateQuestion(
            row["question"],
            bool(row["legal"]),
            frozenset(row.get("accept", ())),
        )
        for row in read_rows(path)
    ]


def measure_gate(gate: Gate, questions: Sequence[GateQuestion], understood: Sequence[Understood]) -> GateFigures:
    """Compare message by message; the two sequences go together.

    What danger takes never comes to a gate: it is left out here, and counted in the figures of danger.
    """
    pairs = [pair for pair in zip(questions, understood, strict=True) if pair[1].intent not in _DANGER]
    to_catch = [gate.caught(*pair) for pair in pairs if pair[0].must_catch]
    others = [gate.caught(*pair) for pair in pairs if not pair[0].must_catch]
    return GateFigures(
        recall=sum(to_catch) / max(1, len(to_catch)),
        false_alarms=sum(others) / max(1, len(others)),
        questions=(len(to_catch), len(others)),
    )
