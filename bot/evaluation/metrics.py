"""The figures, from what the understanding said to each question."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.danger import Met
from bot.evaluation.questions import Question

# Intents after the gates that show a card outright.
ANSWERED = ("ask", "ask_legal")
_OFFERED = ("ask_unsure", "ask_legal_unsure")


@dataclass(frozen=True)
class Understood:
    """What the understanding made of one question.

    Attributes:
        intent: after the gates.
        cards: best first.
        danger: how danger in it was met, as bot/evaluation/danger.py names it.
        similarity: cosine to the nearest example wording; 1 where nothing was compared.
        parents_cards: what a parent would be told of, best first.
        for_parents: what a parent would be told: an answer, an offer or that it is not known.
    """

    intent: str
    cards: Sequence[str]
    danger: Met = Met("nothing")
    similarity: float = 1.0
    parents_cards: Sequence[str] = ()
    for_parents: str = ""


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1.

    Attributes:
        first: answerable questions whose first card is right, whatever the gate did.
        among_three: answerable questions with a right card among the first three.
        answered: answerable questions that were answered outright.
        answered_right: of those, the share with the right card.
        reached: answerable questions answered right or offered the right card as a button.
        unanswerable_answered: unanswerable questions that got an answer all the same.
        questions: how many questions, answerable and not.
    """

    first: float
    among_three: float
    answered: float
    answered_right: float
    reached: float
    unanswerable_answered: float
    questions: int


def measure(questions: Sequence[Question], understood: Sequence[Understood]) -> Figures:
    """Compare question by question; the two sequences go together."""
    pairs = list(zip(questions, understood, strict=True))
    answerable = [(question, result) for question, result in pairs if question.accept]
    unanswerable = [result for question, result in pairs if not question.accept]
    answered = [pair for pair in answerable if pair[1].intent in ANSWERED]
    return Figures(
        first=_share(_first_right(*pair) for pair in answerable),
        among_three=_share(_offered_right(*pair) for pair in answerable),
        answered=len(answered) / max(1, len(answerable)),
        answered_right=_share(_first_right(*pair) for pair in answered),
        reached=_share(_reached(*pair) for pair in answerable),
        unanswerable_answered=_share(result.intent in ANSWERED for result in unanswerable),
        questions=len(pairs),
    )


def _first_right(question: Question, result: Understood) -> bool:
    return bool(result.cards) and result.cards[0] in question.accept


def _offered_right(question: Question, result: Understood) -> bool:
    return bool(question.accept.intersection(result.cards[:3]))


def _reached(question: Question, result: Understood) -> bool:
    if result.intent in ANSWERED:
        return _first_right(question, result)
    return result.intent in _OFFERED and _offered_right(question, result)


def _share(hits: object) -> float:
    found = [bool(hit) for hit in hits]  # type: ignore[attr-defined]
    return sum(found) / len(found) if found else 0.0
