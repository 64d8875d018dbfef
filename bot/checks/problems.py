"""Problems in content files, with file and line."""

from pathlib import Path

from bot.knowledge.schema import Card, Problem
from bot.text.wording import words


def card_problem(folder: Path, card: Card, near: str | tuple[str, ...], message: str) -> Problem:
    """A problem at the line that holds ``near``: a text, or a run of words that may go on over lines."""
    path = folder / card.theme / f"{card.id}.md"
    if isinstance(near, str):
        return Problem(file=path, line=line_with(path, near), message=message)
    lines = path.read_text(encoding="utf-8").splitlines()
    for number in range(1, len(lines) + 1):
        if _begins(near, lines[number - 1 :]):
            return Problem(file=path, line=number, message=message)
    return Problem(file=path, line=1, message=message)


def unusable(path: Path, reason: object) -> Problem:
    """A file that could not be read."""
    return Problem(file=path, line=1, message=f"kan ikke bruges: {reason}")


def line_with(path: Path, near: str) -> int:
    """The first line of a file that holds ``near``; 1 if none does."""
    wanted = near.lower()
    lines = path.read_text(encoding="utf-8").lower().splitlines()
    return next((number for number, line in enumerate(lines, start=1) if wanted in line), 1)


def _begins(run: tuple[str, ...], lines: list[str]) -> bool:
    """Whether a run of words begins in the first of these lines."""
    following = words("\n".join(lines))
    return any(tuple(following[start : start + len(run)]) == run for start in range(len(words(lines[0]))))
