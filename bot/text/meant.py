"""What is asked in a message that also tells us that we were wrong: the rest would draw what is refused.

"Nu svarer du som om jeg er ansat i helhedsplanen. Jeg er læreren. Har jeg pligt til at tage med?" asks the last.
"""

import re

from bot.text.corrections import beyond_refusal
from bot.text.danger_denied import beyond_denial
from bot.text.questions import has_question_word
from bot.text.sentences import sentences_of_lines
from bot.text.told_role import told_role

# "Men hvis hun siger nej?" goes on from the answer.
_BUT = re.compile(r",?\s+men\s+(?!hvis\b)", re.IGNORECASE)
_NO = r"\W*(?:(?:nej+|næ+h?|hm+|øh|nå+h?|jo|altså|men|og|hov)\b[\s,.!]*)*"
_NOT = r"(?:ikke|ikk|ik|ike)"
_WELL = r"(?:jo |altså |lige |allerede |slet |nu |sgu )*"
# What asks nothing and is only of the answer before, a whole sentence each.
_ABOUT_THE_ANSWER = tuple(
    re.compile(rf"{_NO}(?:{rule})\W*", re.IGNORECASE)
    for rule in (
        # "nej", "nå"
        r"",
        # "det var ikke det, jeg spurgte om", "det er ikke det"
        rf"(?:det|dette) (?:var|er) {_WELL}{_NOT} det(?:,? (?:jeg|vi) \w+(?: \w+)?)?",
        # "det har du jo sagt", "det skrev du lige"
        rf"det (?:har|skrev|sagde|svarede) du {_WELL}(?:sagt|skrevet|svaret)?(?: \w+){{0,2}}",
        # "nu svarer du som om jeg er ansat"
        r"(?:nu )?(?:du svarer|svarer du)\b.*",
        # "hvorfor skriver du om vold"
        r"hvorfor (?:skriver|siger|svarer|spørger|snakker|taler) du\b.*",
        r"du (?:forstår|misforstår|læser|lytter|hører)\b.*",
        # "ikke tavshedspligt", "og ingen venner", "ikke hvor mange der kommer"
        rf"(?:det er |det handler )?(?:{_NOT}|ingen) (?!(?:at|så|fordi|engang|altid|har|kan|vil|alle)\b)"
        r"\w+(?: \w+){0,2}",
        rf"{_NOT} (?:hv\w+|om)\b[^?,]*",
        # "glem det med ferien"
        r"glem\b[^?]*",
    )
)
# "Nej de svarer jo fint nok": the answer was about something else.
_SAYS_NO = re.compile(r"\W*(?:nej+|næ+h?)\b[^?]*", re.IGNORECASE)
_ONLY_NO = re.compile(rf"^{_NO}", re.IGNORECASE)
# "Tolk?? Jeg taler dansk.": the answer's own word.
_ASKS_BACK = re.compile(r"\W*(?!hv)\w+(?: \w+)?\s*\?+\W*", re.IGNORECASE)
_SAYS_WHAT_IS_MEANT = re.compile(
    rf"^{_NO}(?:(?:det )?jeg (?:mener|mente|spørger|spurgte|spurte)(?: om)?|spørgsmålet er|"
    r"det (?:handler|drejer sig) om)\b(?: bare| kun)?,?\s*",
    re.IGNORECASE,
)
# "Kommunen tage mit barn?? Det har jeg da ikke spurgt om."
_DID_NOT_ASK = re.compile(
    rf"\bdet (?:har|havde) jeg (?:da |jo |aldrig )*{_NOT}? ?(?:spurgt|skrevet) om[\s.!,?]*", re.IGNORECASE
)
_SOMETHING_ELSE = re.compile(
    r"\b(?:noget (?:helt )?andet|nyt emne|(?:en )?anden (?:ting|sag))\b\s*[,.:!-]\s*", re.IGNORECASE
)
# "Jeg er jo ikke forælder"
_NOT_WHO = re.compile(rf"{_NO}jeg er {_WELL}{_NOT} (?:en )?\w+\W*", re.IGNORECASE)
# "Det er læreren, ikke en familie": what is refused at the end.
_NOT_AT_THE_END = re.compile(
    rf",\s*{_NOT} (?!sandt|også|så)(?:en |et |min |mit |på |om |til |for )?\w+(?=\W*(?:$|[.!]\s))", re.IGNORECASE
)
_MOST_WORDS_OF_WHO = 6
_LEAST_WORDS = 3
_LEAST_WORDS_ALONE = 6


def what_is_meant(text: str, goes_on: bool) -> str | None:
    """What is asked, without what is refused or denied; empty where only that is said, ``None`` where nothing is.

    Args:
        goes_on: something was said before, so that part of it may be about the answer.
    """
    meant = beyond_refusal(text)
    if meant is None and goes_on:
        meant = meant_in(text)
    return beyond_denial(text) if meant is None else meant


def meant_in(text: str) -> str | None:
    """What is asked, without what is said of the answer before; ``None`` where nothing is, or nothing else is said."""
    for begins_anew in (_SOMETHING_ELSE, _DID_NOT_ASK):
        if found := begins_anew.search(text):
            return _asked_in(text[found.end() :])
    said = _NOT_AT_THE_END.sub("", text)
    parts = [part for sentence in sentences_of_lines(said) for part in _BUT.split(sentence) if part]
    kept = _not_of_the_answer(parts)
    return None if kept == parts and said == text else _asked_in(" ".join(kept))


def _asked_in(text: str) -> str | None:
    asked = _SAYS_WHAT_IS_MEANT.sub("", text).strip()
    return asked if len(asked.split()) >= _LEAST_WORDS else None


def _not_of_the_answer(parts: list[str]) -> list[str]:
    """The parts that are not about the answer before."""
    kept = [part for place, part in enumerate(parts) if not _is_of_the_answer(part, first=place == 0)]
    if len(parts) > 1 and _SAYS_NO.fullmatch(parts[0]) and _says_little(kept):
        # "Nej nej det er MOREN der ikke svarer. Jeg er selv på skolen": what is said in place of it.
        return [_ONLY_NO.sub("", parts[0]), *kept]
    return kept


def _says_little(kept: list[str]) -> bool:
    """Whether what is left tells nothing by itself."""
    text = " ".join(kept)
    return "?" not in text and not has_question_word(text) and len(text.split()) < _LEAST_WORDS_ALONE


def _is_of_the_answer(part: str, first: bool) -> bool:
    if first and (_SAYS_NO.fullmatch(part) or _ASKS_BACK.fullmatch(part)):
        return True
    return any(rule.fullmatch(part) for rule in _ABOUT_THE_ANSWER) or _tells_only_who(part)


def _tells_only_who(part: str) -> bool:
    """ "Jeg er LÆRER, ansat på skolen.\""""
    if "?" in part or len(part.split()) > _MOST_WORDS_OF_WHO:
        return False
    told = told_role(part)
    return bool(told and told.outright) or _NOT_WHO.fullmatch(part) is not None
