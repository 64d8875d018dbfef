"""First names in what people write, from lists: so that they can be masked before anything stores them.

Lists and no language model, because it must happen in the channel, before Rasa sees the message, and must find
"fatima" without a capital letter as well as "Fatima".
"""

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml

NAMES = KNOWLEDGE / "navne.yml"

# Faker's lists in Latin letters of the countries whose names are common in the areas.
_LISTS = (
    "da_DK", "sv_SE", "no_NO", "de_DE", "en_US", "pl_PL", "ro_RO", "hr_HR", "tr_TR", "az_AZ", "uz_UZ", "en_PK",
    "en_IN", "sw", "ha_NG",
)  # fmt: skip

_KEYS = ("flere_navne", "ogsaa_ord", "aldrig_navne", "aldrig_udtryk")

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;\n])\s*$")
# "hun hedder Xyz Abc", whatever the name is.
_INTRODUCED = re.compile(r"\b(?:hedder|ved navn|navnet er|navn er)\s+((?:[A-ZÆØÅ][^\W\d_]+[ -]?)+)")


def find_names(text: str) -> list[tuple[int, int]]:
    """Start and end of each name in ``text``, in order, a first name with its surnames as one."""
    found = sorted({*_listed(text), *(match.span(1) for match in _INTRODUCED.finditer(text))})
    phrases = [match.span() for match in _lists().phrases.finditer(text)]
    return [
        (start, end)
        for start, end in _joined(text, found)
        if not any(start < phrase_end and phrase_start < end for phrase_start, phrase_end in phrases)
    ]


def _listed(text: str) -> Iterator[tuple[int, int]]:
    lists = _lists()
    for match in _WORD.finditer(text):
        word = match[0].lower().split("-")[0]
        forms = {word, word.removesuffix("s")}  # "fatimas mor"
        if not forms & lists.names or forms & lists.never:
            continue
        if forms & lists.words_too and not _is_capital_inside_sentence(text, match.start()):
            continue
        yield match.span()


def _is_capital_inside_sentence(text: str, start: int) -> bool:
    return text[start].isupper() and not text[start + 1].isupper() and not _SENTENCE_ENDS.search(text[:start])


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names next to each other, and the words with capitals after them, are one person."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        end = _with_surnames(text, end) if text[start].isupper() else end
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [(start, len(text[:end].rstrip(" -"))) for start, end in joined]


def _with_surnames(text: str, end: int) -> int:
    following = re.compile(r"(?: [A-ZÆØÅÖÜ][^\W\d_]+(?:-[^\W\d_]+)*)+").match(text, end)
    return following.end() if following else end


@dataclass(frozen=True)
class _Lists:
    """All names, those that are Danish words too, words that are never names, and phrases with no person in them."""

    names: frozenset[str]
    words_too: frozenset[str]
    never: frozenset[str]
    phrases: re.Pattern[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    return load_lists(NAMES)


def load_lists(path: Path) -> _Lists:
    """Read the lists.

    Raises:
        ValueError: the file has not the right form; Danish.
        OSError: the file can't be read.
    """
    try:
        own: dict[str, list[str]] = read_yaml(path)
        if wrong := [key for key in _KEYS if not all(isinstance(name, str) and name for name in own[key])]:
            raise ValueError(f"{', '.join(wrong)} skal være lister af ord; sæt ord som 'no' i anførselstegn")
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise ValueError(f"filen har ikke den rette form: {error}") from error
    listed = {name.lower() for country in _LISTS for name in _of_country(country) if _WORD.fullmatch(name)}
    return _Lists(
        names=frozenset({*listed, *own["flere_navne"]}),
        words_too=frozenset(own["ogsaa_ord"]),
        never=frozenset(own["aldrig_navne"]),
        phrases=re.compile("|".join(map(re.escape, own["aldrig_udtryk"])) or r"(?!)", re.IGNORECASE),
    )


def _of_country(country: str) -> Iterator[str]:
    provider: Any = importlib.import_module(f"faker.providers.person.{country}").Provider
    for attribute in dir(provider):
        if attribute.startswith("first_names"):
            yield from (name for name in getattr(provider, attribute) if len(name) > 1)
