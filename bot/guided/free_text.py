"""Tell an answer in somebody's own words from all else that is typed while an open question stands."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.guided.beginnings import BEGINNINGS
from bot.guided.command_words import is_nothing_but
from bot.text.sentences import sentences_of_lines
from bot.text.wording import folded

# Moves and politeness are short; these words in a longer message are part of an answer ("vi vil gerne videre med ...").
_MOST_WORDS_OF_A_MOVE = 8
# "..., et skridt tilbage" at the end of a sentence.
_MOST_WORDS_WITH_AN_ORDER = 12
# A word or two of law is a question about it ("tavshedspligt"); with more around them they are an answer.
_MOST_WORDS_OF_A_LEGAL_KEYWORD = 2
_MOST_WORDS_OF_A_YES_OR_NO = 2
# Nonsense is near to no wording anybody has thought of (cosine); a longer message is taken at its word.
_MOST_WORDS_OF_NONSENSE = 3
_LEAST_NEAR = 0.852

_MOVES = {
    *BEGINNINGS, "stop_route", "resume_route", "go_back", "restart_route", "get_plan", "next_step", "correct_answer",
    "ask_progress", "ask_example", "delete_plan", "make_family_notice", "greet", "thank", "goodbye",
    "ask_capabilities", "ask_is_bot", "ask_privacy", "ask_source", "ask_more", "ask_shorter", "ask_again", "ask_maker",
    "ask_person", "local_fact", "not_helped", "keep_talk", "delete_talk",
}  # fmt: skip
# What only the place itself knows can be asked of the school as well as of us: "hvad fylder mest hos jer lige nu?"
_MAY_BE_A_QUESTION_TO_NOTE = {"local_fact"}
_ALWAYS = {"crisis", "perhaps_danger", "unreadable_empty", "unreadable_too_long", "unreadable_no_words"}
_YES_OR_NO = {"affirm", "deny", "choose_first", "choose_second", "choose_third"}
_PERSONAL = {"parent_asks", "child_writes", "wrong_role"}
_PARENTS = {"ask_parent", "ask_parent_legal"}
_LEGAL = {"ask_legal", "ask_legal_unsure"}

_FIRST_PERSON = re.compile(r"\b(?:jeg|mig|min|mit|mine)\b")
_OWN = re.compile(r"\b(?:min|mit|mine)\b")
_YES_OR_NO_WORDS = re.compile(r"ja|nej|jo|ok|okay|ja tak|nej tak|fint|(?:ja )?det vil (?:jeg|vi)(?: gerne)?")
_NOT_KNOWN = re.compile(
    r"(?:(?:jeg |vi )?(?:ved|aner) (?:det )?ik(?:ke)?|det (?:ved|aner) (?:jeg|vi) (?:desvaerre |faktisk )?ik(?:ke)?|"
    r"(?:ingen|har ingen|jeg har ingen|vi har ingen) anelse)(?: endnu| lige nu| helt| rigtigt?)*"
)
# "2 gange" is near to "den anden".
_AMOUNT = re.compile(r"\d+ [a-z]")
# The question itself was not understood: it is explained, not answered.
_NOT_UNDERSTOOD = re.compile(
    r"(?:hva|hvad|hvabehar)|(?:hvad|hva) (?:mener|spoerger) du(?: med det| om)?|hvad betyder (?:det|spoergsmaalet)|"
    r"(?:det )?forstaar (?:jeg |vi )?ik(?:ke)?(?: det| spoergsmaalet)?|"
    r"(?:jeg|vi) forstaar (?:det |spoergsmaalet )?ik(?:ke)?(?: det| spoergsmaalet| hvad du (?:mener|spoerger om))?"
)

_GLADLY = r"(?: jeg| vi| egentlig| ogsaa| bare| lige| gerne| godt)*"
# Who says "kan du", asks Skolebro; and so does who says in so many words that there is something to know.
_WANTS_TO_KNOW = re.compile(
    r"\b(?:(?:kan|vil|ved|har|kender|synes|mener|tror|gider) du|(?:er|lidt|meget|helt) i tvivl om|i tvivl om hv\w*|"
    r"taenkte paa om|gad vide|"
    r"(?:jeg (?:vil|ville|kunne|skal|oensker)|(?:vil|ville|kunne|skal) jeg)" + _GLADLY + r" (?:hoere|spoerge|forstaa)|"
    r"(?:(?:jeg|vi) (?:vil|ville|kunne|skal|oensker)|(?:vil|ville|kunne|skal) (?:jeg|vi))"
    + _GLADLY
    + r" (?:vide|(?:hoere|spoerge|forstaa) (?:om|hv\w*))|"
    r"nogen der ved|aner ik(?:ke)? hv\w*|lige noget (?:helt )?andet|"
    r"har aldrig forstaaet|forstaar ikke|kan ikke finde ud af|diskuterer (?:lige )?om|usikker\w* paa|"
    r"du maa gerne|menes der|hvad med|eller hvad)\b|(?<!ved )(?<!jeg )(?<!vi )\b(?:ik|ikk|vel|ikke ogsaa)$"
)
_ASKS_FOR = re.compile(
    r"^(?:og |men |hej |ok |okay |undskyld )*(?:fortael|forklar|vis (?:mig|os|hv)|giv (?:mig|os)|"
    r"sig (?:mig|noget)|find |uddyb|beskriv|hjaelp (?:mig|os)|slaa op|goer rede|"
    r"kom (?:lige )?med|mon |noget om |forskel(?:len)? (?:paa|mellem)|"
    r"(?:nogle )?gode raad|lige et spoergsmaal|(?:jeg |vi )?ved ik(?:ke)? (?:hv\w*|om))\b"
)
_GREETING = re.compile(r"^(?:hej(?:sa|med dig)?|hey|goddag|davs) (?=\w)")
# One of these verbs before its subject turns a clause into a question: "..., kan jeg rette det", "gælder det også".
_TURNED_ROUND = re.compile(
    r"(?:(?:og|men) )?(?:"
    r"(?:kan|skal|maa|vil|boer|faar|behoever|gaelder|kraever|koster|taeller|betyder|plejer|kommer|bliver|findes|tager) "
    r"(?:jeg|vi|man|du|i|hun|han|de|det|der|en|et|nogen|min|mit|vores|foraeldre\w*|\w{3,}en|\w{3,}et)|"
    r"(?:er|har) (?:jeg|vi|man|du|i|det|der|nogen|de) |menes |\w+r du )(?!ikke\b|ik\b)"
)
_VERBS = (
    r"(?:er|var|har|havde|kan|kunne|skal|maa|goer|gjorde|faar|fik|fungerer|fandt|lavede|laver|betyder|sker|gaelder|"
    r"plejer|koster|tager|siger|mener|menes|boer|hedder|staar|haandterer|finder)"
)
_QUESTION_WORD = re.compile(
    r"^(?:og |men |saa )?(?:(?:hv(?:ad|em|or|ordan|ornaar|orfor)|hva|vad) (?:(?:i|paa|fra|af|hos) \w+ )?"
    r"(?:" + _VERBS + r"|(?!der\b)\w{3,}er)\b|"
    r"(?:hvor (?:mange|meget|tit|ofte|lang|langt|laenge|stor)|hvilke\w*) (?:\w+ )?(?:\w+ )?" + _VERBS + r"\b|"
    r"hvor (?:mange|meget|tit|ofte|lang|langt|laenge|stor) \w{3,}er (?:det|den|de|i|du|man)\b|"
    r"hvorfor(?:$| (?:det|ikke)$| " + _VERBS + r"\b))"
)
# "er der hver tirsdag", "har vi ikke talt om"
_BEGINS_AN_ANSWER = re.compile(
    r"^(?:er der (?:hver|fast|altid|tit|om|(?:en|et|to|tre) (?:dage?|gange?|timer?|aften|eftermiddage?|uger?))\b|"
    r"har (?:vi|jeg) ik)"
)
_SENTENCES = re.compile(r"[.;:!\n]")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_CLAUSES = re.compile(r",| så (?=hv)| men (?=hv)")
# After one of these the verb comes first though nothing is asked: "hvis læreren er syg, tager vi over".
_BEGINS_A_SUBORDINATE = re.compile(
    r"^(?:og |men )?(?:hv\w+|naar|da|efter|inden|foer|mens|om|selv om|fordi|siden|saa snart|"
    r"(?!ja\b|nej\b|jeg\b|vi\b|det\b|den\b|de\b|der\b)\w*r (?:en|et|vi|de|der|det|nogen|man|\w+e[nt]))\b"
)
_VERB_COMES_FIRST = re.compile(
    r"^(?:\w+er|\w*gaar|faar|staar|kan|skal|vil|maa|boer|har) (?:vi|jeg|de|det|man|den|\w+)\b"
)
# With a word of law, a verb at the beginning is a question ("gælder tavshedspligten også frivillige").
_VERB_FIRST = re.compile(
    r"^(?:behoever|gaelder|maa|skal|kan|vil|er|har|bliver|boer|kraever|daekker|betyder|faar|tager|staar|bryder)\b"
)
# Orders in a word or two, whatever the understanding made of them.
_ORDERS = re.compile(
    r"^(?:nej )?(?:slet|fjern|ryd|smid|annuller|afbryd|afslut|stop(?:pe)?|stopper (?:vi|jeg|nu|her|lige)|"
    r"luk|hop|spr?ing|skip|pas|hjaelp(?: mig| os)?$|vent|hold lige|pause|forfra|naeste|nae?st|next|nxt|"
    r"tilbag\w*|eks|eksempel|"
    r"gaa (?:et|tilbage|videre|til (?:naeste|forrige|punkt|spoergsmaal|start|\w*menu\w*|forside\w*))|orker ikke|"
    r"ret (?:det|den|mit|et|svar\w*)|(?:start|begynd) (?:helt )?forfra|lav (?:word|planen|den)|"
    r"jeg (?:maa|skal) (?:smutte|loebe|gaa))\b|"
    r"\b(?:lave det forrige om|tag den naeste|vi ses(?: senere| i morgen| igen)?)$"
)
_ORDER_AT_THE_END = re.compile(r"[,.] *(?:gå )?(?:videre|næste|naeste|spring over|(?:et skridt )?tilbage)\W*$")
_MOST_WORDS_OF_A_LAST_COMMAND = 5
# "Nej, jeg skal ikke skrive en mail."
_REFUSES = re.compile(
    r"^\W*(?:nej+|næ+h?)\b[\s,.!]*(?:jeg|vi) (?:skal|vil|ville|gider|har) (?:slet )?(?:ikke|ikk|ik)\b", re.IGNORECASE
)


class InputKind(Enum):
    """What a message is, to whoever waits for an answer."""

    ANSWER = "answer"
    INTERRUPTION = "interruption"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class UserInput:
    """A typed message as it was understood.

    Attributes:
        text: the words.
        intent: what the gates made of it.
        similarity: cosine to the nearest example wording; 1 where it is not known.
    """

    text: str
    intent: str
    similarity: float = 1.0


@dataclass(frozen=True)
class Heard:
    """A message while an open question stands.

    Attributes:
        said: the message.
        text: its words, folded.
        legal: the question is about law itself, so a legal word is no question.
        personal: the question is about the person's own child, so whoever speaks of it is answering,
            in whatever language.
        for_questions: what is asked for is a question.
    """

    said: UserInput
    text: str
    legal: bool
    personal: bool
    for_questions: bool

    @property
    def many(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True)
class Rule:
    """What a message is where the rule holds."""

    name: str
    kind: InputKind
    holds: Callable[[Heard], bool]


def hear(said: UserInput, legal: bool = False, personal: bool = False, for_questions: bool = False) -> InputKind:
    """Whether a message answers an open question; the arguments are told at ``Heard``."""
    return rule_for(said, legal, personal, for_questions).kind


def rule_for(said: UserInput, legal: bool = False, personal: bool = False, for_questions: bool = False) -> Rule:
    """The first rule that holds for a message; the arguments are told at ``Heard``."""
    heard = Heard(said, folded(said.text), legal, personal, for_questions)
    return next(rule for rule in RULES if rule.holds(heard))


def is_not_known(text: str) -> bool:
    """Whether a message says no more than that somebody does not know."""
    return _NOT_KNOWN.fullmatch(folded(text)) is not None


def _is_no_words_of_their_own(heard: Heard) -> bool:
    foreign = heard.said.intent == "other_language" and not heard.personal
    return heard.said.text.startswith("/") or heard.said.intent in _ALWAYS or foreign


def _is_not_understood_or_not_known(heard: Heard) -> bool:
    is_one = _NOT_UNDERSTOOD.fullmatch(heard.text) or _YES_OR_NO_WORDS.fullmatch(heard.text)
    return bool(is_one) or is_not_known(heard.said.text)


def _speaks_of_own(heard: Heard) -> bool:
    intent = heard.said.intent
    of_own = (intent in _PERSONAL and _FIRST_PERSON.search(heard.text)) or (
        intent in _PARENTS and _OWN.search(heard.text)
    )
    return bool(of_own) and not heard.personal


def _asks_about_law(heard: Heard) -> bool:
    if heard.for_questions or heard.said.intent not in _LEGAL:
        return False
    keyword = heard.many <= _MOST_WORDS_OF_A_LEGAL_KEYWORD and not heard.legal
    return keyword or _VERB_FIRST.match(heard.text) is not None


def asks(text: str) -> bool:
    """Whether a message asks something, as far as its form shows."""
    said = folded(text)
    # "Ro i timerne (måske?)" is an answer in doubt.
    if "?" in _IN_BRACKETS.sub("", text) or _WANTS_TO_KNOW.search(said) or _ASKS_FOR.match(said):
        return True
    return any(_is_a_question(sentence) for sentence in _SENTENCES.split(text))


def _is_a_question(sentence: str) -> bool:
    clauses = [_GREETING.sub("", folded(clause)) for clause in _CLAUSES.split(sentence)]
    if any(_QUESTION_WORD.match(clause) for clause in clauses):
        return True
    return any(
        _TURNED_ROUND.match(clause) and not _BEGINS_AN_ANSWER.match(clause) and not _is_told(before, clause, after)
        for before, clause, after in zip(["", *clauses], clauses, [*clauses[1:], ""], strict=False)
    )


def _is_told(before: str, clause: str, after: str) -> bool:
    """Whether a clause with its verb first tells something: it goes on, follows a condition, or is one itself."""
    return (
        bool(before and clause.startswith("og "))
        or _BEGINS_A_SUBORDINATE.match(before) is not None
        or _VERB_COMES_FIRST.match(after) is not None
    )


def _is_a_command(heard: Heard) -> bool:
    """Whether the whole message is a command: "stop", but not "stop mobning"."""
    said, many = heard.said, heard.many
    if many <= _MOST_WORDS_WITH_AN_ORDER and _ORDER_AT_THE_END.search(said.text.lower()):
        return True
    if heard.for_questions and said.intent in _MAY_BE_A_QUESTION_TO_NOTE:
        return False
    found = said.intent in _MOVES or _ORDERS.search(heard.text) is not None
    return found and many <= _MOST_WORDS_OF_A_MOVE and is_nothing_but(said.text, said.intent)


def _wants_out(heard: Heard) -> bool:
    """Whether a message refuses what is asked, or ends in a command: "det var slet ikke det. slet det og stop".

    It is nothing to note; that it is a command alone is not sure, so the question is explained and can be stopped.
    """
    if _REFUSES.match(heard.said.text):
        return True
    *before, last = sentences_of_lines(heard.said.text) or [""]
    short = len(last.split()) <= _MOST_WORDS_OF_A_LAST_COMMAND
    return bool(before) and short and _ORDERS.search(folded(last)) is not None and is_nothing_but(last, "stop_route")


def _is_yes_or_no(heard: Heard) -> bool:
    few = heard.many <= _MOST_WORDS_OF_A_YES_OR_NO
    return heard.said.intent in _YES_OR_NO and few and not _AMOUNT.match(heard.text)


def _is_nonsense(heard: Heard) -> bool:
    if not any(character.isalpha() for character in heard.said.text):
        return True
    return heard.many <= _MOST_WORDS_OF_NONSENSE and heard.said.similarity < _LEAST_NEAR


# The first that holds decides.
RULES = (
    Rule("a button, danger, nothing to read, another language", InputKind.INTERRUPTION, _is_no_words_of_their_own),
    Rule("not understood, not known, a bare yes or no", InputKind.UNCLEAR, _is_not_understood_or_not_known),
    Rule("asks", InputKind.INTERRUPTION, lambda heard: asks(heard.said.text) and not heard.for_questions),
    Rule("a command", InputKind.INTERRUPTION, _is_a_command),
    Rule("refuses what is asked, or ends in a command", InputKind.UNCLEAR, _wants_out),
    Rule("speaks of an own child", InputKind.INTERRUPTION, _speaks_of_own),
    Rule("asks about law", InputKind.INTERRUPTION, _asks_about_law),
    Rule("meant as a yes or a no", InputKind.UNCLEAR, _is_yes_or_no),
    Rule("nonsense", InputKind.UNCLEAR, _is_nonsense),
    Rule("own words", InputKind.ANSWER, lambda heard: True),
)
