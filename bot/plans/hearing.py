"""Tell an answer in somebody's own words from all else that is typed while an open question stands."""

import re
from dataclasses import dataclass
from enum import Enum

from bot.knowledge.wording import folded, is_question

# Moves and politeness are short; these words in a longer message are part of an answer ("vi vil gerne videre med ...").
_MOST_WORDS_OF_A_MOVE = 8
# A word or two of law is a question about it ("tavshedspligt"); with more around them they are an answer.
_MOST_WORDS_OF_A_LEGAL_KEYWORD = 2
_MOST_WORDS_OF_A_YES_OR_NO = 2
# Nonsense is near to no wording anybody has thought of (cosine); a longer message is taken at its word.
_MOST_WORDS_OF_NONSENSE = 3
_LEAST_NEAR = 0.852

_MOVES = {
    "stop_route", "resume_route", "go_back", "restart_route", "start_plan", "next_step", "correct_answer",
    "ask_progress", "ask_example", "delete_plan", "start_share_route", "make_consent_form", "make_family_notice",
    "greet", "thank", "goodbye", "ask_capabilities", "ask_is_bot", "ask_privacy", "ask_source", "ask_more",
    "ask_shorter", "not_helped",
}  # fmt: skip
_ALWAYS = {"crisis", "unreadable_empty", "unreadable_too_long", "unreadable_no_words", "other_language"}
_YES_OR_NO = {"affirm", "deny", "choose_first", "choose_second", "choose_third"}
_PERSONAL = {"parent_asks", "child_writes"}
_LEGAL = {"ask_legal", "ask_legal_unsure"}

_FIRST_PERSON = re.compile(r"\b(?:jeg|mig|min|mit|mine)\b")
_YES_OR_NO_WORDS = re.compile(
    r"(?:ja|nej|jo|ok|okay|ja tak|nej tak|fint|ved (?:det )?ik(?:ke)?|det ved (?:jeg|vi) ikke)"
)

# "fortæl om Vollsmose", "jeg er i tvivl om ...", "gad vide ...", "du må gerne forklare ..."
_ASKS = re.compile(
    r"^(?:og |men |hej |ok |okay |undskyld )*(?:"
    r"fortael|forklar|vis|giv (?:mig|os)|sig (?:mig|noget)|find |uddyb|beskriv|hjaelp (?:mig|os)|slaa op|goer rede|"
    r"kom (?:lige )?med|next|"
    r"(?:jeg|vi) (?:vil|ville|kunne|skal|oensker)(?: ogsaa| bare| lige)? ?(?:gerne|godt|lige)? ?(?:at )?"
    r"(?:vide|hoere|spoerge|forstaa|laese|se|have at vide)|"
    r"(?:jeg |vi )?(?:er )?(?:i tvivl|usikker\w*) (?:om|paa) (?:hv|om)|(?:jeg |vi )?(?:forstaar|ved) ikke (?:hv|om)|"
    r"(?:jeg |vi )?kan ikke finde ud af|(?:jeg |vi )?diskuterer (?:lige )?om|"
    r"(?:jeg )?gad vide|(?:jeg )?har aldrig forstaaet|mon |noget om |lige et spoergsmaal|"
    r"ved du|du maa gerne|kan du|kan i|maa (?:jeg|vi|man|en|laereren|skolen)|skal (?:jeg|vi|man)|er det|er der|"
    r"findes der|har (?:du|i) (?:noget|et|en|nogen)|gaelder det)\b"
)
# With a word of law, a verb at the beginning is a question ("gælder tavshedspligten også frivillige").
_VERB_FIRST = re.compile(
    r"^(?:behoever|gaelder|maa|skal|kan|vil|er|har|bliver|boer|kraever|daekker|betyder|faar|tager|staar|bryder)\b"
)
# "hver tirsdag", "hvis skolen vil", "er der hver tirsdag"; and a clause: "hvad vi kan bruge hinanden til".
_BEGINS_AN_ANSWER = re.compile(
    r"^(?:hver|hvert|hvis|er der (?:hver|fast|altid|tit|om|en|to)|"
    r"(?:hvad|hvem|hvor|hvordan|hvornaar) (?:vi|jeg|de|skolen|helhedsplanen|der|i))\b"
)


class Heard(Enum):
    """What a message is, to whoever waits for an answer."""

    ANSWER = "answer"
    INTERRUPTION = "interruption"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Said:
    """A typed message as it was understood.

    Attributes:
        text: the words.
        intent: what the gates made of it.
        nearness: cosine to the nearest example wording; 1 where it is not known.
    """

    text: str
    intent: str
    nearness: float = 1.0


def hear(said: Said, legal: bool = False) -> Heard:
    """Whether a message answers an open question.

    Args:
        said: the message.
        legal: the question is about law itself, so a legal word is no question.
    """
    text = folded(said.text)
    many = len(text.split())
    if said.text.startswith("/") or said.intent in _ALWAYS:
        return Heard.INTERRUPTION
    if asks(said.text):
        return Heard.INTERRUPTION
    if said.intent in _MOVES and many <= _MOST_WORDS_OF_A_MOVE:
        return Heard.INTERRUPTION
    if said.intent in _PERSONAL and _FIRST_PERSON.search(text):
        return Heard.INTERRUPTION
    if said.intent in _LEGAL and (_VERB_FIRST.match(text) or (many <= _MOST_WORDS_OF_A_LEGAL_KEYWORD and not legal)):
        return Heard.INTERRUPTION
    if _is_yes_or_no(said.intent, text, many) or _is_nonsense(said, many):
        return Heard.UNCLEAR
    return Heard.ANSWER


def asks(text: str) -> bool:
    """Whether a message asks or orders something, as far as its form shows."""
    said = folded(text)
    if "?" in text:
        return True
    return (_ASKS.match(said) is not None or is_question(text)) and not _BEGINS_AN_ANSWER.match(said)


def _is_yes_or_no(intent: str, text: str, many: int) -> bool:
    return many <= _MOST_WORDS_OF_A_YES_OR_NO and (intent in _YES_OR_NO or _YES_OR_NO_WORDS.fullmatch(text) is not None)


def _is_nonsense(said: Said, many: int) -> bool:
    if not any(character.isalpha() for character in said.text):
        return True
    return many <= _MOST_WORDS_OF_NONSENSE and said.nearness < _LEAST_NEAR
