"""Words into lines, without dividing one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.documents.looks import Run

# A word with the spaces behind it, spaces alone, or the end of a line.
_PARTS = re.compile(r"\n|[^\s]+[^\S\n]*|[^\S\n]+")


def lines_of(runs: Sequence[Run], width: float, width_of: Callable[[Run], float]) -> list[list[Run]]:
    """The runs in lines no wider than ``width``; one, empty, where there are no words.

    Only a word that is wider than a whole line is divided, where the line ends and without a sign.
    """
    lines: list[list[Run]] = [[]]
    used = 0.0
    for part in _in_parts(runs, width, width_of):
        if part.text == "\n" or (used and used + width_of(replace(part, text=part.text.rstrip())) > width):
            lines.append([])
            used = 0.0
        if part.text != "\n":
            _add(lines[-1], part)
            used += width_of(part)
    return lines


def _in_parts(runs: Sequence[Run], width: float, width_of: Callable[[Run], float]) -> list[Run]:
    words = [replace(run, text=part) for run in runs for part in _PARTS.findall(run.text)]
    return [part for word in words for part in ([word] if width_of(word) <= width else _letters(word))]


def _letters(word: Run) -> list[Run]:
    return [replace(word, text=letter) for letter in word.text]


def _add(line: list[Run], part: Run) -> None:
    """One piece for all that looks the same: only whole words are shaped right."""
    if line and replace(line[-1], text="") == replace(part, text=""):
        line[-1] = replace(line[-1], text=line[-1].text + part.text)
    else:
        line.append(part)
