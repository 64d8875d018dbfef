"""Numbers that are somebody's: CPR, telephones, accounts, dates of birth."""

import re
from functools import lru_cache

from bot.text.forms import DASH, ENDS, GAP, NO_YEARS, NOT_COUNTED, STARTS, Form, digits_in, pattern
from bot.text.name_lists import name_lists


def _with_gaps(*digits: str) -> str:
    return GAP.join(digits)


# CPR: a day (60 more in a replacement number), a month, a year of two digits and four more, divided anyhow.
_DAY = "|".join(_with_gaps(*one) for one in (("0", "[1-9]"), ("[1278]", r"\d"), ("[39]", "[01]"), ("6", "[1-9]")))
_MONTH = f"{_with_gaps('0', '[1-9]')}|{_with_gaps('1', '[0-2]')}"
_CPR = pattern(
    r"(?<!\d)", NO_YEARS, f"(?:{_DAY})", GAP, f"(?:{_MONTH})", GAP, r"(?!(?:19|20)\d\d(?!\d))",
    _with_gaps(*[r"\d"] * 6), r"(?!\d)",
)  # fmt: skip
# After a year of four digits only a dash, a slash, a colon or nothing may stand ...
_CPR_YEAR = pattern(
    STARTS, NO_YEARS, r"(?:0[1-9]|[12]\d|3[01])", GAP, r"(?:0[1-9]|1[0-2])", GAP, r"(?:18|19|20)\d\d", DASH,
    r"?\d{4}(?!\d)",
)  # fmt: skip
# ... or a space, if neither an amount nor another year follows: "den 20.10.2014 2500 kr".
_SHORT_DAY, _SHORT_MONTH, _SIGN = r"(?:0?[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])", r"(?:0?[1-9]|1[0-2])", r"[./:\-‐-―−]"
_CPR_SHORT = pattern(
    STARTS, _SHORT_DAY, " ?", _SIGN, " ?", _SHORT_MONTH, f"(?: ?{_SIGN} ?| )",
    rf"(?:(?:18|19|20)\d\d(?: ?[/:\-‐-―−] ?| (?!\d\d00|(?:19|20)\d\d))|\d\d(?: ?{_SIGN} ?| (?!(?:19|20)\d\d)))",
    r"\d{4}(?!\d)", NOT_COUNTED,
)  # fmt: skip

# Eight digits as people group them, with the same sign between all. Never 3-6 digits: 112, 1888, 116 111, 43.000.
_GROUPS: dict[str, tuple[tuple[int, ...], ...]] = {
    r" ": (
        (2, 2, 2, 2), (4, 4), (3, 3, 2), (3, 2, 3), (2, 3, 3), (4, 2, 2), (2, 2, 4), (2, 4, 2), (2, 2, 1, 1, 1, 1),
        (2, 2, 2, 1, 1), (1, 1, 1, 1, 1, 1, 1, 1),
    ),
    DASH: ((2, 2, 2, 2), (4, 4), (3, 3, 2), (1, 1, 1, 1, 1, 1, 1, 1)),
    r"[._/]": ((2, 2, 2, 2), (1, 1, 1, 1, 1, 1, 1, 1)),
}  # fmt: skip
_EIGHT = "|".join(
    [r"\d{8}", *(sign.join(rf"\d{{{size}}}" for size in sizes) for sign, ways in _GROUPS.items() for sizes in ways)]
)
_PHONE = pattern(
    r"(?=[(+\d])(?<![\d.,/\-])", NO_YEARS, r"(?:[(](?:\+|00)? ?45[)] ?|(?:(?:\+|00) ?)?45[ .\-]?)?", f"(?:{_EIGHT})",
    r"(?!\d|[.,\-]\d)", NOT_COUNTED,
)  # fmt: skip
_FOREIGN_PHONE = pattern(
    r"(?<![\d.,:/\-])(?:[(](?:\+|00) ?[1-9]\d{0,2}[)]|(?:\+|00) ?[1-9])"
    r"(?:[ ./()\-‐-―−]{0,3}\d){6,14}(?!\d)", NOT_COUNTED,
)  # fmt: skip

_IBAN = pattern(r"\b[a-z]{2}\d{2}[ \-]?(?:[a-z]{4}[ \-]?)?\d{2,4}(?:[ \-]?\d{1,4}){2,7}(?!\d)")
_ACCOUNT_WORD = r"\b(?:reg(?:istrerings)?|\w{0,12}konto|kto)\.? ?\-?(?:nummeret|nummer|nr|en)?\.?"
_ACCOUNT_NUMBER = r"\d[\d \-.]{2,22}\d"
_ACCOUNT = pattern(
    _ACCOUNT_WORD, r"(?: er)?[ :=]{1,3}(?P<it>", _ACCOUNT_NUMBER, r"(?:[ ,]{1,2}", _ACCOUNT_WORD, r"[ :=]{1,3}",
    _ACCOUNT_NUMBER, ")?)", NOT_COUNTED,
)  # fmt: skip
_BANK = pattern(STARTS, NO_YEARS, r"\d{4}[ \-]{1,3}(?:\d{10}|\d{4} \d{3} \d{3})", ENDS)
_LONG_NUMBER = pattern(r"(?<![\d.,+])\d(?:[ \-]?\d){11,23}", ENDS, NOT_COUNTED)

_MONTH_NAME = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,7}\.?"
_ORDINAL = r"(?:første|anden|tredje|fjerde|femte|sjette|\w{1,16}(?:ende|ellevte|tolvte|tredivte))"
_DATE = (
    r"(?:\d{4}-\d{2}-\d{2}|\d{8}\b|\d{6}\b"
    r"|\d{1,2} ?[./\-] ?\d{1,2}(?: ?[./\-] ?| )(?:\d{4}|\d{2})(?!\d)|\d{1,2} ?[./\-] ?\d{1,2}(?!\d)"
    rf"|(?:\d{{1,2}}\.?|{_ORDINAL}) {_MONTH_NAME}(?: \d{{4}}| \d{{2}}\b)?)"
)
_BIRTH = pattern(
    r"\b(?:(?:født|f\.|f(?=\d))[^\d!?\n]{0,40}|fødselsd[a-zæøå]{2,8}[^!?\n]{0,50}?)(?P<it>",
    _DATE,
    rf"(?: \({_DATE}\))?)",
)
_PERSONS_DATE = pattern(
    r"\b(?:pigen?|dreng(?:en)?|barn(?:et)?|søn(?:nen)?|datter(?:en)?|elev(?:en)?|kvinde|mand)[,: (]{1,3}",
    r"(?P<it>\d{1,2}[./\-]\d{1,2}[./\-](?:\d{4}|\d{2})(?!\d))",
)  # fmt: skip


def _is_somebodys(match: re.Match[str]) -> bool:
    """Whether a telephone number is not one of those that help everybody."""
    return digits_in(match[0])[-8:] not in _public_numbers()


@lru_cache(maxsize=1)
def _public_numbers() -> frozenset[str]:
    return frozenset(digits_in(number) for number in name_lists().public_numbers)


def _has_no_year(match: re.Match[str]) -> bool:
    groups = re.findall(r"\d+", match[0])
    return max(map(len, groups)) > 2 and not any(re.fullmatch(r"(?:19|20)\d\d", group) for group in groups)


CPR_NUMBERS = tuple(Form("[nr]", "et CPR-nummer", one, digits=8) for one in (_CPR, _CPR_YEAR, _CPR_SHORT))
PHONES = (Form("[telefon]", "et telefonnummer", _PHONE, digits=8, is_one=_is_somebodys),)
FOREIGN_PHONES = (
    Form("[telefon]", "et telefonnummer", _FOREIGN_PHONE, ("+", "00"), digits=7, is_one=_is_somebodys),
)  # fmt: skip
ACCOUNTS = (
    Form("[nr]", "et kontonummer", _IBAN, digits=11, is_one=lambda match: len(digits_in(match[0])) >= 11),
    Form("[nr]", "et kontonummer", _ACCOUNT, ("reg", "konto", "kto"), digits=4),
    Form("[nr]", "et kontonummer", _BANK, digits=14),
)
LONG_NUMBERS = (Form("[nr]", "et kontonummer", _LONG_NUMBER, digits=12, is_one=_has_no_year),)
BIRTHS = (
    Form("[dato]", "en fødselsdato", _BIRTH, ("f",), digits=3),
    Form("[dato]", "en fødselsdato", _PERSONS_DATE, digits=4),
)
