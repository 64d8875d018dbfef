"""Who speaks on paper: the chat says "I" to those it asks, and their own paper says "vi"."""

import re

# "I" is also the preposition, but with a capital only at the beginning of a sentence, where a verb tells them apart.
_VERBS = "skal|har|kan|er|vil|må|bør|bruger|bygger|låner|arbejder|står|laver|mødes|ses"
_FROM_YOU = (
    (re.compile(rf"(?:(?<=^)|(?<=[.!?:»] ))I(?= (?:{_VERBS})\b)"), "Vi"),
    (re.compile(r"(?<!^)(?<![.!?:] )\bI\b"), "vi"),
    (re.compile(r"\bjeres\b"), "vores"),
    (re.compile(r"\bJeres\b"), "Vores"),
    (re.compile(r"\bjer\b"), "os"),
)
_FROM_ME = (
    (re.compile(r"\bjeg\b"), "vi"),
    (re.compile(r"\bJeg\b"), "Vi"),
    (re.compile(r"\bmig\b"), "os"),
    (re.compile(r"\b(?:min|mit|mine)\b"), "vores"),
    (re.compile(r"\b(?:Min|Mit|Mine)\b"), "Vores"),
)


def from_you(text: str) -> str:
    """What the content says to "jer", said by them."""
    return _replaced(text, _FROM_YOU)


def from_me(text: str) -> str:
    """What one of them wrote of himself, as the two parties would say it together."""
    return _replaced(text, _FROM_ME)


def _replaced(text: str, by: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, ours in by:
        text = pattern.sub(ours, text)
    return text
