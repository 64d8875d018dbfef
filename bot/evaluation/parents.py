"""What parents who are learning Danish are told: the same figures as for staff, in the parents' voice."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.paths import EVALUATION_SETS
from bot.evaluation.metrics import Understood

DEVELOPMENT = EVALUATION_SETS / "foraeldre-udvikling.jsonl"
HELD_OUT = EVALUATION_SETS / "foraeldre-holdout.jsonl"

_HEARD = ("ask_parent", "ask_parent_legal", "parent_asks")
# What the understanding leaves to the voice; every other intent is a move, whoever makes it.
_LEFT_TO_THE_VOICE = (*_HEARD, "ask", "ask_unsure", "ask_legal", "ask_legal_unsure", "nlu_fallback", "out_of_scope")
_INTENTS = {"answer": "ask", "offer": "ask_unsure"}


def as_a_parent(understood: Understood) -> Understood:
    """What was understood, as it is told to somebody who said to be a parent."""
    intent = understood.intent
    if intent in _LEFT_TO_THE_VOICE:
        intent = _INTENTS.get(understood.for_parents, "nlu_fallback")
    return replace(understood, cards=understood.parents_cards, intent=intent)


def noticed(understood: Sequence[Understood]) -> float:
    """The share that is heard as a parent's where nobody has said so, 0-1."""
    return sum(result.intent in _HEARD for result in understood) / len(understood)
