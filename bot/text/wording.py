"""Compare texts word by word, so that differences in case and punctuation don't hide a copy."""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[0-9a-zæøåéüö]+")
_HYPHENATED_LINE_END = re.compile(r"-\s*\n\s*")
_NOT_A_WORD = re.compile(r"[^0-9a-z%]+")
_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e"})


def words(text: str) -> list[str]:
    """Lower-case words of ``text``, words divided over a line end put together again."""
    return _WORD.findall(_HYPHENATED_LINE_END.sub("", text.lower()))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of ``length`` successive words."""
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def normalised(text: str) -> str:
    """The form in which two example wordings count as the same."""
    return " ".join(words(text))


def folded(text: str) -> str:
    """Lower case, æøå as many type them without a Danish keyboard, punctuation gone."""
    return _NOT_A_WORD.sub(" ", text.lower().translate(_FOLDED)).strip()


@lru_cache(maxsize=4096)  # the content's wordings come again with every message
def as_pattern(wording: str) -> str:
    """A regular expression for a wording as redaktører write it: whole words, ``*`` for the rest of a word."""
    rest = r"\w*" if wording.endswith("*") else ""
    return rf"\b{re.escape(folded(wording))}{rest}\b"


def any_of(wordings: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the wordings in a folded text; finds nothing if there are none."""
    return re.compile("|".join(map(as_pattern, wordings)) or r"(?!)")


# How a Danish question begins; "har" and "er" begin answers too ("er lærer").
_QUESTION_BEGINS = re.compile(
    r"^(?:og |men )?(?:hv(?!er\b|ert\b|is\b|erken\b|erdag)\w+|"
    r"maa (?:jeg|vi|man|du|de|han|hun|skolen)|kan (?:jeg|vi|man|du|i)|skal (?:jeg|vi|man|du)|"
    r"(?:er|har|gaelder|findes|bliver|boer) (?:det|der|den|jeg|vi|man|du|i)|vil du|fortael|forklar)\b"
)


def is_question(text: str) -> bool:
    """Whether ``text`` asks something, as far as its form shows."""
    return "?" in text or _QUESTION_BEGINS.match(folded(text)) is not None
