"""A choice between a few options, and which of them somebody's own words mean."""

import re
from collections.abc import Sequence
from functools import cache

from pydantic import Field

from bot.core.content_files import PLAIN_ID, Part
from bot.text.wording import as_pattern, folded

_ANY_NO = re.compile(r"\b(?:ikke|ik|nej|ingen|aldrig)\b")
# "ikke kun lederne" speaks of them.
_NO = re.compile(r"\b(?:(?:ikke|ik)(?! (?:kun|bare|alene|blot)\b)|ingen|aldrig)\b")
_CLAUSES = re.compile(r"(?<!\d)\.|[!?;:,\n]")


class Option(Part):
    """One choice; ``words`` are what also counts as it when typed, ``in_document`` is its name on paper."""

    id: str = Field(regex=PLAIN_ID)
    title: str = Field(max_length=60)
    words: list[str] = []
    in_document: str | None = None


def chosen(options: Sequence[Option], text: str, careful: Sequence[str] = ()) -> Option | None:
    """The option that a typed ``text`` means: its number, its title or one of its words; ``None`` if unclear.

    Args:
        options: in the order they are shown.
        text: what was typed.
        careful: the options' ids, the one on the safe side first; it is taken when somebody names several.
    """
    said = folded(text)
    if said.isdigit() and len(said) < 3:
        return options[int(said) - 1] if 1 <= int(said) <= len(options) else None
    named = _named(options, said)
    if len(named) > 1:
        return _by_id(options, next((one for one in careful if one in named), ""))
    only = _by_id(options, named.pop()) if named else None
    # "ja, men ikke til det her": the answer with the fewest cares must be said without a no.
    return None if only and [only.id] == list(careful[-1:]) and _says_no_besides(only, said) else only


def mentions(wordings: Sequence[str], text: str) -> bool:
    """Whether a text speaks of something by one of its wordings, and not to say that there is none of it."""
    clauses = [folded(clause) for clause in _CLAUSES.split(text)]
    patterns = [_pattern(wording) for wording in wordings]
    return any(not _denied(match) for clause in clauses for pattern in patterns for match in pattern.finditer(clause))


@cache
def _pattern(wording: str) -> re.Pattern[str]:
    """Of a wording of the content. There are more of them than ``re`` keeps: it would compile them again and again."""
    return re.compile(as_pattern(wording))


def _by_id(options: Sequence[Option], option_id: str) -> Option | None:
    return next((option for option in options if option.id == option_id), None)


def _named(options: Sequence[Option], said: str) -> set[str]:
    """The ids of the options whose wordings a text holds."""
    spans = {
        (match.span(), option.id)
        for option in options
        for wording in (*option.words, option.title)
        for match in _pattern(wording).finditer(said)
        if not _denied(match)
    }
    # "sagt nej" says more than the "nej" in it.
    return {named for span, named in spans if not any(_inside(span, other) for other, _ in spans)}


def _says_no_besides(option: Option, said: str) -> bool:
    said_by_it = [wording for wording in (*option.words, option.title) if _pattern(wording).search(said)]
    return _ANY_NO.search(said) is not None and not any(_ANY_NO.search(folded(wording)) for wording in said_by_it)


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _denied(match: re.Match[str]) -> bool:
    """Whether a no around a wording that has none itself turns it round: "det har de ikke"."""
    if _NO.search(match[0]):
        return False
    before, after = match.string[: match.start()].split()[-2:], match.string[match.end() :].split()[:1]
    return _NO.search(" ".join((*before, "|", *after))) is not None
