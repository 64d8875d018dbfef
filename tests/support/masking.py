"""The sets of what people write with personal data in it and without, and what of it the channel takes out."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.channels.input_filter import read
from bot.core.paths import EVALUATION_SETS
from bot.evaluation.questions import read_json_lines

NAME_KINDS = ("danish-name", "resident-name", "full-name", "title-surname", "introduced")


@dataclass(frozen=True)
class Item:
    """What somebody writes.

    Attributes:
        text: the words.
        secret: the pieces that must go; empty where it is nobody's.
        kind: how the personal data is written.
    """

    text: str
    secret: tuple[str, ...] = ()
    kind: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether a piece of it gets past the channel."""
        handed_on = read(self.text).text
        return any(piece in handed_on for piece in self.secret)

    @property
    def is_touched(self) -> bool:
        """Whether anything of it is taken for personal data."""
        return bool(read(self.text).masked)


def personal_items(half: str) -> list[Item]:
    """The items with personal data of one half, ``development`` or ``reporting``."""
    return _items(EVALUATION_SETS / f"masking-{half}.jsonl")


def ordinary_items(half: str) -> list[Item]:
    """The sentences about nobody of one half."""
    return _items(EVALUATION_SETS / f"masking-ordinary-{half}.jsonl")


def found_by_kind(items: list[Item]) -> dict[str, tuple[int, int]]:
    """For each kind how many are masked, of how many."""
    all_of, found = Counter(item.kind for item in items), Counter(item.kind for item in items if not item.is_kept)
    return {kind: (found[kind], count) for kind, count in all_of.items()}


def _items(path: Path) -> list[Item]:
    return [Item(row["text"], tuple(row.get("secret", ())), row.get("kind", "")) for row in read_json_lines(path)]
