"""Whether the small things people say get the reply they are meant to: asked of a running server."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.outcomes import Outcome
from bot.core.paths import EVALUATION_SETS
from bot.evaluation.questions import read_json_lines
from bot.evaluation.running_server import Replies, replies_to_each
from bot.evaluation.shares import Share, share_of
from bot.knowledge.responses import fixed_reply

HALVES = ("development", "reporting")

# The fixed replies that meet a move; each has a plain one for parents where there is one.
_MEETS = {
    "ask_person": ("menneske", "menneske-foraelder"),
    "local_fact": ("lokalt", "lokalt-foraelder"),
    "ask_again": ("intet-at-vise",),
    "ask_maker": ("hvem-staar-bag", "hvem-staar-bag-foraelder"),
    "complain_about_bot": ("hjalp-ikke", "hjalp-ikke-foraelder"),
    "praise": ("tak",),
    "swears": ("hjalp-ikke", "hjalp-ikke-foraelder"),
}
_DECLINED = (Outcome.OUT_OF_SCOPE.value, Outcome.UNANSWERED.value)
_QUESTION, _TASK = "none", "small_task"
# What a question about its likes and feelings is told.
_A_MACHINE = "er-du-et-menneske"
# Up to the first name that is filled in.
_BEGINNING = 50


@dataclass(frozen=True)
class Move:
    """What somebody typed, and which move it makes; ``none`` where it only looks like one."""

    text: str
    move: str


def moves_path(half: str) -> Path:
    """The file of one half."""
    return EVALUATION_SETS / f"moves-{half}.jsonl"


def read_moves(path: Path) -> list[Move]:
    """The messages of one half."""
    return [Move(**row) for row in read_json_lines(path)]


def ask_moves(url: str, moves: Sequence[Move]) -> list[Replies]:
    """What a running server answers to each, said in a conversation of its own.

    Raises:
        requests.RequestException: the server does not answer.
    """
    return replies_to_each(url, [move.text for move in moves])


def measure_moves(moves: Sequence[Move], told: Sequence[Replies]) -> Iterator[Share]:
    """The figures of one half, all together and for each move; the two sequences go together."""
    pairs = list(zip(moves, told, strict=True))
    made = [pair for pair in pairs if pair[0].move != _QUESTION]
    yield share_of("småsnak og henvendelser: mødt som det, de er", made, is_met)
    for name in sorted({move.move for move in moves}):
        yield share_of(f"  {name}", [pair for pair in pairs if pair[0].move == name], is_met)


def is_met(move: Move, replies: Replies) -> bool:
    """Whether the first reply is the one the move asks for; a question must get none of them."""
    text, outcome = replies[0]["text"], replies[0]["custom"]["outcome"]
    if move.move == _TASK:
        return outcome in _DECLINED or _begins(text, _A_MACHINE)
    if move.move == _QUESTION:
        return not any(_begins(text, key) for keys in _MEETS.values() for key in keys)
    return any(_begins(text, key) for key in _MEETS[move.move])


def _begins(text: str, key: str) -> bool:
    return text.startswith(fixed_reply(key).text.split("{")[0][:_BEGINNING])
