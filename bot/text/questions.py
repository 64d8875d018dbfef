"""Find the questions in a message that asks more than one."""

import re

_SENTENCES = re.compile(r"(?<=[?!.])\s+|\n+|\s+[-–]\s+|:\s+")
_ASKS = (
    r"(?:hvad|hva|hvem|hvordan|hvor|hvornår|hvorfor|hvilken|hvilket|hvilke|må|kan|skal|bør|findes|gælder|vil|nogen med|"
    r"(?:er|har|ved|om) (?:jeg|du|vi|i|man|de|det|den|der|han|hun|en|et|min|mit|mine|vores|nogen|ikke helt|\w+e[nt]))\b"
)
# "... og hvem betaler", "..., kan man få det rettet": a second question begins where a word that asks follows.
_AND_ASKS = re.compile(
    rf"(?:,?\s+(?:og|men|samt|plus|eller)|,)\s+(?=(?:(?:så|også|omvendt,?)\s+)?{_ASKS})", re.IGNORECASE
)
_BEGINS_A_QUESTION = re.compile(rf"(?:og|men|så|hej|ok|okay)?,?\s*(?:(?:så|også|omvendt,?)\s+)?{_ASKS}", re.IGNORECASE)
_QUESTION_WORD = re.compile(r"(?:^|[.,:;!?]\s*|\b(?:og|men|hej|så)\s+)hv(?:a|ad|em|or\w*|ilke\w*)\b", re.IGNORECASE)
_WHAT_TO_DO = re.compile(
    r"\bhvad (?:skal|kan|bør|må) (?:jeg|vi|man)\b(?: \w+){0,2}? (?:gøre|sige|svare|stille op)\b"
    r"|\bhvad gør (?:jeg|vi|man)\b|\bhvad (?:skal|kan|bør) (?:jeg|vi|man)(?: nu| så)?\s*(?:[?.!]|$)"
    r"|\bhvordan (?:skal|bør|kan) (?:jeg|vi|man)\b"
    r"|\bhvad (?:er|betyder) det\s*(?:[?.!]|$)",
    re.IGNORECASE,
)
# The first words may be thanks or a greeting; what follows a full stop or "men" is what is meant.
_POLITE = re.compile(
    r"\W*(?:ok|okay|nå|nåh|aha|hej|hejsa|hey|hallo|goddag|dav|fedt|super|perfekt|dejligt|fint|tak|tusind|mange)\b",
    re.IGNORECASE,
)
_AFTER_POLITENESS = re.compile(r"[.!]+\s+(?:(?:nå,?\s+)?men\s+)?|,?\s+(?:nå,?\s+)?men\s+", re.IGNORECASE)
_MOST_WORDS_OF_POLITENESS, _LEAST_WORDS_BEYOND = 7, 4
# Fewer words than this say nothing by themselves.
_LEAST_WORDS = 3
_MOST = 3


def questions_in(text: str) -> list[str]:
    """The questions of ``text``, each with what is told before it; at most three, and none where there is only one."""
    questions: list[str] = []
    told: list[str] = []
    for sentence in _SENTENCES.split(text):
        for part in _AND_ASKS.split(sentence):
            told.append(part.strip())
            if _is_a_question(part):
                questions.append(" ".join(told))
                told = []
    return questions[:_MOST] if len(questions) > 1 else []


def beyond_politeness(text: str) -> str:
    """What follows a greeting or thanks: "tak, det var godt. men må jeg sige det til læreren?"; or nothing."""
    polite, _, rest = _AFTER_POLITENESS.sub("\n", text, count=1).partition("\n")
    is_polite = _POLITE.match(polite) is not None and len(polite.split()) <= _MOST_WORDS_OF_POLITENESS
    return rest if is_polite and len(rest.split()) >= _LEAST_WORDS_BEYOND else ""


def has_question_word(text: str) -> bool:
    """Whether a clause of ``text`` begins with "hvad", "hvordan" and the like."""
    return _QUESTION_WORD.search(text) is not None


def asks_what_to_do(text: str) -> bool:
    """Whether ``text`` asks what to do or what something is, and not only for a name, a number or a time."""
    return _WHAT_TO_DO.search(text) is not None


def _is_a_question(part: str) -> bool:
    part = part.strip()
    asks = part.endswith("?") or _BEGINS_A_QUESTION.match(part) is not None
    return asks and len(part.split()) >= _LEAST_WORDS
