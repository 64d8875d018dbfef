"""Mask personal data before anything stores, logs or forwards it."""

import re
from dataclasses import dataclass

from bot.text.names import find_names


@dataclass(frozen=True)
class Masked:
    """A text without the personal data found in it, and what kinds were found (Danish words)."""

    text: str
    kinds: tuple[str, ...]


# Years in a row are years, however they are divided: "2012/2013 2014", "skoleårene 2014-2015".
_NO_YEARS = r"(?!(?:19|20)\d\d[ ./\-‐-―−]+(?:19|20)\d\d)"
# People divide numbers as they like: spaces, dots, dashes of every kind, minus signs.
_GAP = r"[ ./\-‐-―−]{0,3}"
# CPR: a valid day and month, the year, then four digits. After a year of four digits only a dash or nothing may
# stand, or "den 20.10.2014 2500 kr" would be one.
_CPR = re.compile(
    rf"(?<!\d){_NO_YEARS}(?:0[1-9]|[12]\d|3[01]){_GAP}(?:0[1-9]|1[0-2]){_GAP}"
    rf"(?:\d{{2}}{_GAP}|(?:18|19|20)\d{{2}}[\-‐-―−]?)\d{{4}}(?!\d)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Danish telephone numbers: eight digits, in pairs or fours, with or without the country's 45. Never 3-6 digits:
# 112, 1888, 116 111, 43.000.
_PHONE = re.compile(
    rf"(?<![\d.,/-]){_NO_YEARS}(?:(?:\+|00)?45[ .-]?)?"
    r"(?:\d{2}([ .-])\d{2}\1\d{2}\1\d{2}|\d{4} \d{4}|\d{8})(?![\d.,]\d|\d)"
)

# The stand-ins must say nothing of their own: "[cpr]" would make any message one about CPR numbers.
_PATTERNS = (
    (_EMAIL, "[mail]", "en mailadresse"),
    (_CPR, "[nr]", "et CPR-nummer"),
    (_PHONE, "[telefon]", "et telefonnummer"),
)


def mask(text: str) -> Masked:
    """Replace CPR numbers, mail addresses, telephone numbers and names with a word in brackets."""
    kinds = []
    for pattern, stand_in, kind in _PATTERNS:
        text, count = pattern.subn(stand_in, text)
        if count:
            kinds.append(kind)
    if names := find_names(text):
        for start, end in reversed(names):
            text = f"{text[:start]}[NN]{text[end:]}"
        kinds.append("et navn")
    return Masked(text=text, kinds=tuple(kinds))
