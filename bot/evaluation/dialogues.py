"""Whether a follow-up is understood, a new topic not drawn back, and both questions of one message answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.paths import EVALUATION_SETS
from bot.evaluation.questions import read_json_lines
from bot.evaluation.running_server import replies_in_conversations
from bot.evaluation.shares import Share, share_of
from bot.evaluation.strangers import Seen, seen_of

HALVES = ("development", "reporting")


@dataclass(frozen=True)
class Dialogue:
    """What one stranger typed, turn by turn.

    Attributes:
        turns: the messages, two or more.
        accept: for each turn the cards that answer it; empty where none does.
        new_topic: for each turn whether it is about something else than the one before; none where it never is.
    """

    turns: list[str]
    accept: list[list[str]]
    new_topic: Sequence[bool] = ()


@dataclass(frozen=True)
class TwoQuestions:
    """A message that asks two things, and for each the cards that answer it; empty where none does."""

    question: str
    accept: list[list[str]]


@dataclass(frozen=True)
class Turn:
    """One turn that some card answers."""

    accept: list[str]
    changes_topic: bool


def dialogues_path(half: str) -> Path:
    """The file of one half."""
    return EVALUATION_SETS / f"dialogues-{half}.jsonl"


def two_questions_path(half: str) -> Path:
    """The file of one half."""
    return EVALUATION_SETS / f"two-questions-{half}.jsonl"


def read_dialogues(path: Path) -> list[Dialogue]:
    """The dialogues of one half."""
    return [Dialogue(**row) for row in read_json_lines(path)]


def read_two_questions(path: Path) -> list[TwoQuestions]:
    """The messages of one half that ask two things."""
    return [TwoQuestions(**row) for row in read_json_lines(path)]


def ask_dialogues(url: str, dialogues: Sequence[Dialogue]) -> list[list[Seen]]:
    """What a running server answers to each turn.

    Raises:
        requests.RequestException: the server does not answer.
    """
    told = replies_in_conversations(url, [dialogue.turns for dialogue in dialogues])
    return [[seen_of(replies) for replies in turns] for turns in told]


def measure_dialogues(dialogues: Sequence[Dialogue], seen: Sequence[Sequence[Seen]]) -> Iterator[Share]:
    """The figures of one half; the two sequences go together."""
    later = [
        (Turn(accept, place < len(dialogue.new_topic) and dialogue.new_topic[place]), one)
        for dialogue, turns in zip(dialogues, seen, strict=True)
        for place, (accept, one) in enumerate(zip(dialogue.accept, turns, strict=True))
        if place > 0 and accept
    ]
    follow_ups = [pair for pair in later if not pair[0].changes_topic]
    yield share_of("opfølgning: rigtigt svar først", follow_ups, lambda turn, one: one.card in turn.accept)
    yield share_of("opfølgning: først eller blandt knapperne", follow_ups, lambda turn, one: _among(turn.accept, one))
    new = [pair for pair in later if pair[0].changes_topic]
    yield share_of("nyt emne: først eller blandt knapperne", new, lambda turn, one: _among(turn.accept, one))


def measure_two_questions(asked: Sequence[TwoQuestions], seen: Sequence[Seen]) -> Iterator[Share]:
    """The figures of one half; the two sequences go together."""
    pairs = [pair for pair in zip(asked, seen, strict=True) if all(pair[0].accept)]
    yield share_of(
        "to spørgsmål: begge har et svar eller en knap",
        pairs,
        lambda one, shown: all(_among(accept, shown) for accept in one.accept),
    )
    yield share_of(
        "to spørgsmål: mindst det ene", pairs, lambda one, shown: any(_among(accept, shown) for accept in one.accept)
    )


def _among(accept: Sequence[str], one: Seen) -> bool:
    return one.card in accept or any(card in accept for card in one.offered)
