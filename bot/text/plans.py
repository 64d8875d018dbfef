"""Whether a message says what its writer will do: "så spørger jeg forældrene på torsdag"."""

import re

from bot.text.questions import has_question_word
from bot.text.wording import is_question

# After "så" the verb comes first. Those left out ask or tell what is: "så må jeg godt", "så har vi et barn, der ...".
_WILL_DO = re.compile(
    r"(?:(?:nå|ok|okay|ja|jo|fint|godt|super|tak|perfekt|klart|det giver mening)[,.! ]+)*"
    r"så (?!(?:må|skal|kan|bør|vil|er|har|ved|synes|tror|mener|var|havde)\b)\w+[res] (?:jeg|vi)\b",
    re.IGNORECASE,
)


def says_what_she_will_do(text: str) -> bool:
    """Whether it begins so, and asks nothing."""
    return bool(_WILL_DO.match(text.strip())) and not is_question(text) and not has_question_word(text)
