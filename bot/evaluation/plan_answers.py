"""What becomes of messages typed while an open question of the walk stands: kept as answers, or not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.paths import EVALUATION_SETS
from bot.evaluation.metrics import Understood
from bot.evaluation.questions import trained_wordings
from bot.guided.free_text import InputKind, UserInput, hear
from bot.guided.plan.content import plan_content
from bot.text.wording import normalised

DEVELOPMENT = EVALUATION_SETS / "forloeb-udvikling.jsonl"
HELD_OUT = EVALUATION_SETS / "forloeb-holdout.jsonl"

_ANSWER = "answer"
_NEVER_KEPT = ("question", "command", "danger")


@dataclass(frozen=True)
class Message:
    """One message: to which point of the walk it was typed, and what it truly is."""

    text: str
    part: str
    kind: str


@dataclass(frozen=True)
class AnswerFigures:
    """Shares from 0 to 1.

    Attributes:
        kept: of the answers, the share that is kept.
        slipped_in: of questions, commands and danger, the share that is taken for an answer.
        messages: how many there are of both kinds.
    """

    kept: float
    slipped_in: float
    messages: tuple[int, int]


def read_messages(path: Path) -> list[Message]:
    """Read one set.

    Raises:
        ValueError: a message is also an example wording: the set would prove nothing.
    """
    trained = trained_wordings()
    messages = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        if normalised(row["text"]) in trained:
            raise ValueError(f"{path}:{number}: the message is an example wording too")
        messages.append(Message(row["text"], row["part"], row["kind"]))
    return messages


def heard(message: Message, understood: Understood) -> InputKind:
    """What the walk takes a message for."""
    legal = any(step.legal for point in plan_content().points if point.id == message.part for step in point.steps)
    return hear(UserInput(message.text, understood.intent, understood.similarity), legal=legal)


def measure_answers(messages: Sequence[Message], understood: Sequence[Understood]) -> AnswerFigures:
    """The figures of one set."""
    taken = [
        (message.kind, heard(message, result) is InputKind.ANSWER)
        for message, result in zip(messages, understood, strict=True)
    ]
    answers = [kept for kind, kept in taken if kind == _ANSWER]
    others = [kept for kind, kept in taken if kind in _NEVER_KEPT]
    return AnswerFigures(sum(answers) / len(answers), sum(others) / len(others), (len(answers), len(others)))
