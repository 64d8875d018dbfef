"""Mask personal data before anything stores, logs or forwards it."""

from dataclasses import dataclass

from bot.text.addresses import MAIL, PLATES, STREETS, USER_NAMES
from bot.text.names import find_names
from bot.text.numbers import ACCOUNTS, BIRTHS, CPR_NUMBERS, FOREIGN_PHONES, LONG_NUMBERS, PHONES

# In this order: what says itself what it is comes before what is told by its digits alone.
_FORMS = (
    *MAIL, *USER_NAMES, *ACCOUNTS, *FOREIGN_PHONES, *CPR_NUMBERS, *BIRTHS, *PHONES, *LONG_NUMBERS, *PLATES, *STREETS,
)  # fmt: skip


@dataclass(frozen=True)
class Masked:
    """A text without the personal data found in it, and what kinds were found (Danish words)."""

    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """Replace numbers, addresses, dates of birth and names that are somebody's with a word in brackets."""
    kinds: dict[str, None] = {}
    # A stand-in ends what stood before it, so that what follows can be a number of its own now.
    while (masked := _without_forms(text, kinds)) != text:
        text = masked
    if names := find_names(text):
        for start, end in reversed(names):
            text = f"{text[:start]}[NN]{text[end:]}"
        kinds["et navn"] = None
    return Masked(text=text, kinds=tuple(kinds))


def _without_forms(text: str, kinds: dict[str, None]) -> str:
    lowered, digits = text.lower(), sum(map(str.isdigit, text))
    for form in _FORMS:
        if form.may_be_in(lowered, digits) and (replaced := form.replace(text)) != text:
            text = replaced
            kinds[form.kind] = None
    return text
