"""Mask personal data before anything stores, logs or forwards it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Masked:
    """A text without the personal data found in it, and what kinds were found (Danish words)."""

    text: str
    kinds: tuple[str, ...]


# CPR: a valid day and month, then four digits, however it is divided.
_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[ \-–]?\d{4}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Danish telephone numbers: eight digits, in pairs or fours, with or without +45. Never 3-6 digits: 112, 1888, 43.000.
_PHONE = re.compile(r"(?<![\d.,])(?:\+45 ?)?(?:\d{2} \d{2} \d{2} \d{2}|\d{4} \d{4}|\d{8})(?![\d.,]\d|\d)")

_PATTERNS = (
    (_EMAIL, "[mail]", "en mailadresse"),
    (_CPR, "[cpr]", "et CPR-nummer"),
    (_PHONE, "[telefon]", "et telefonnummer"),
)


def mask(text: str) -> Masked:
    """Replace CPR numbers, mail addresses and telephone numbers with a word in brackets."""
    kinds = []
    for pattern, stand_in, kind in _PATTERNS:
        text, count = pattern.subn(stand_in, text)
        if count:
            kinds.append(kind)
    return Masked(text=text, kinds=tuple(kinds))
