"""Moves among the ranked labels: which are one matter in other words, and how probable that makes the best one.

A move (greeting, yes, "fortæl mere") stands in one ranking with the cards; a mark keeps their labels apart.
"""

from collections.abc import Sequence

from bot.nlu.ranking_model import Ranked
from bot.text.questions import speaks_of_others, speaks_to_us

MARK = "#"

# What asks nothing and is said of what was just talked about: "så skriver jeg til lederen", "det vidste jeg ikke".
TELLS_PLAN = "tells_plan"
REMARKS = (TELLS_PLAN, "acknowledge", "never_mind")
# Moves that are near to each other: "det giver god mening, så prøver jeg det" is two remarks, each half as probable;
# "det hjalp ikke" and "det hjalp" are verdicts on the last answer; "er du chatgpt" asks what Skolebro is.
_FAMILIES: tuple[tuple[str, ...], ...] = ((*REMARKS, "thank"), ("not_helped", "thank"), ("ask_maker", "ask_is_bot"))
# Moves that may stand before what is asked: "tak, det var godt. men må jeg sige det til læreren?"
_OPENINGS = ("greet", "thank", "goodbye", "parent_asks", "staff_asks", "wrong_role", "sigh")
# "Hvor lang tid varede det" is near to "hvor langt er vi", "et eksempel på det" to "vis mig et eksempel", "hvem har
# skrevet det" to "hvem har lavet dig".
# "Kan de skrive på somali" is about the school.
_ASK_MAKER, _OTHER_LANGUAGE = "ask_maker", "other_language"
_NEAR_TO_FOLLOW_UPS = (
    "ask_progress", "next_step", "go_back", "ask_example", "correct_answer", "restart_route", "get_plan", "delete_plan",
    "keep_talk", "delete_talk",
)  # fmt: skip
# "Hvor søger jeg" and "også fredag aften?" ask nothing else, but too little.
_SAYS_TOO_LITTLE, _TOO_FEW_WORDS = ("out_of_scope", "local_fact"), 3
# So probable a card, or a move, is what a single word means: "forældre" tells nobody's role, "samtyke" (0.54) asks for
# no form.
_MEANT_BY_ONE_WORD = 0.55


def move_in(ranked: Ranked) -> str:
    """The move's intent; empty where the label is a card."""
    return ranked.label[len(MARK) :] if ranked.label.startswith(MARK) else ""


def may_open(move: str) -> bool:
    """Whether the move may stand before what is asked."""
    return move in _OPENINGS


def may_be_a_follow_up(move: str, text: str) -> bool:
    """Whether what sounds like a move may be about the last answer: "hvem har skrevet det", not "... lavet dig"."""
    says_too_little = move in _SAYS_TOO_LITTLE and len(text.split()) <= _TOO_FEW_WORDS
    of_others = (move == _ASK_MAKER and not speaks_to_us(text)) or (move == _OTHER_LANGUAGE and speaks_of_others(text))
    return says_too_little or move in _NEAR_TO_FOLLOW_UPS or of_others


def is_one_word(text: str) -> bool:
    """Whether it says one word alone."""
    return len(text.split()) == 1


def hardly_meant(text: str, probability: float) -> bool:
    """Whether a card or a move is too improbable to be what a single word means."""
    return is_one_word(text) and probability < _MEANT_BY_ONE_WORD


def with_its_family(intents: Sequence[tuple[str, float]]) -> float:
    """How probable the best intent is, with those that are the same matter in other words.

    Args:
        intents: names and probabilities, best first; at least one.
    """
    best = intents[0][0]
    families = [family for family in _FAMILIES if best in family] or [(best,)]
    return max(sum(share for name, share in intents if name in family) for family in families)
