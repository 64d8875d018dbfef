"""Compare texts word by word, so that differences in case and punctuation don't hide a copy."""

import re

_WORD = re.compile(r"[0-9a-zæøåéüö]+")
_HYPHENATED_LINE_END = re.compile(r"-\s*\n\s*")


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
