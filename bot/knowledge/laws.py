"""Where the rules that cards name can be read: knowledge/laws.yml."""

import re
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml
from bot.knowledge.schema import Readable

LAWS = KNOWLEDGE / "laws.yml"


class Law(Readable):
    """A rule by the words cards name it with."""

    name: str = Field(min_length=3)

    class Config:
        """An unknown field is most often a misspelt one: refuse it."""

        extra = "forbid"


def load_laws(path: Path = LAWS) -> list[Law]:
    """Read and validate the file.

    Raises:
        ValueError: a rule has not the right form; Danish.
        OSError: the file can't be read.
    """
    return [Law(**law) for law in read_yaml(path) or []]


@lru_cache(maxsize=1)
def laws() -> list[Law]:
    """The rules in force; none where the file is away: an answer without links is better than none."""
    try:
        return load_laws()
    except (ValueError, OSError):
        return []


def linked(text: str, known: list[Law]) -> str:
    """``text``, what stands in a card's ``law``, with each known rule's name as a Markdown link the first time."""
    addresses = {law.name.lower(): law.url for law in known if law.url}
    if not addresses:
        return text
    # The longest first: "lov 469 af ..." before a shorter name that begins like it.
    names = "|".join(re.escape(name) for name in sorted(addresses, key=len, reverse=True))
    seen: set[str] = set()

    def link(found: re.Match[str]) -> str:
        name = found[0].lower()
        if name in seen:
            return found[0]
        seen.add(name)
        return f"[{found[0]}]({addresses[name]})"

    return re.sub(rf"\b(?:{names})", link, text, flags=re.IGNORECASE)


def is_known(text: str, known: list[Law]) -> bool:
    """Whether each rule that a card's ``law`` lists, with a semicolon between, is one of the known ones."""
    return all(any(law.name.lower() in part.lower() for law in known) for part in text.split(";"))
