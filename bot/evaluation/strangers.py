"""How often people who know nothing of ours read the right answer first: asked of a running server."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.core.outcomes import Outcome
from bot.core.paths import EVALUATION_SETS
from bot.core.payloads import card_shown_by, follow_up_shown_by
from bot.evaluation.questions import read_json_lines
from bot.evaluation.running_server import replies_in_conversations
from bot.evaluation.shares import Share, share_of
from bot.knowledge.follow_ups import asked_after

GROUPS = ("staff", "parents", "law")
DEVELOPMENT, REPORTING = "development", "reporting"
PARENT = "foraelder"

_DECLINED = (Outcome.OUT_OF_SCOPE.value, Outcome.UNANSWERED.value)


@dataclass(frozen=True)
class Question:
    """One message of a set.

    Attributes:
        question: as somebody typed it.
        accept: the cards that answer it; empty where none does.
        legal: whether it is a matter of sharing, consent or reporting; only in the set of law.
        situation: whether it is a described situation or a sigh, without the field's terms.
        learning: whether the writer is learning Danish.
        role: whom the writer writes as: ``medarbejder``, ``skole`` or ``foraelder``.
        danger: whether somebody is in danger, so that the crisis reply is a right answer too.
    """

    question: str
    accept: list[str]
    legal: bool = False
    situation: bool = False
    learning: bool = False
    role: str = "medarbejder"
    danger: bool = False

    @property
    def role_pressed(self) -> str:
        """The button that tells the writer's role."""
        return "/parent_asks" if self.role == PARENT else "/staff_asks"


@dataclass(frozen=True)
class Seen:
    """What a person sees of a reply.

    Attributes:
        outcome: its outcome.
        card: the card it gives, if any.
        offered: the cards on its buttons.
        sureness: ``likely`` or ``nearest`` where the card is said to be only that.
    """

    outcome: str
    card: str | None
    offered: tuple[str, ...]
    sureness: str | None = None


def set_path(group: str, half: str) -> Path:
    """The file of one set."""
    return EVALUATION_SETS / f"strangers-{group}-{half}.jsonl"


def read_questions(path: Path) -> list[Question]:
    """The messages of one set."""
    return [Question(**row) for row in read_json_lines(path)]


def ask_server(url: str, questions: Sequence[Question], role_told: bool = False) -> list[Seen]:
    """What a running server answers to each message, each in a conversation of its own.

    Args:
        role_told: the writer's role is chosen first, as the chat offers it.

    Raises:
        requests.RequestException: the server does not answer.
    """
    turns = [[asked.role_pressed, asked.question] if role_told else [asked.question] for asked in questions]
    return [seen_of(replies[-1]) for replies in replies_in_conversations(url, turns)]


def seen_of(replies: Sequence[dict[str, Any]]) -> Seen:
    """What stands in the first reply."""
    first = replies[0] if replies else {}
    custom = first.get("custom", {})
    offered = tuple(card for button in first.get("buttons", []) if (card := _card_behind(button["payload"])))
    return Seen(str(custom.get("outcome")), custom.get("card"), offered, custom.get("sureness"))


def _card_behind(payload: str) -> str | None:
    """The card that a button leads to, at once or as what is asked after an answer."""
    if asked := follow_up_shown_by(payload):
        card, key = asked
        return next((one.card for one in asked_after(card, [key]) if one.card), card)
    return card_shown_by(payload)


def measure(questions: Sequence[Question], seen: Sequence[Seen]) -> Iterator[Share]:
    """The figures of one set; the two sequences go together."""
    pairs = list(zip(questions, seen, strict=True))
    answerable = [pair for pair in pairs if _has_an_answer(pair[0])]
    yield share_of("rigtigt svar først", answerable, _right_first)
    yield share_of("rigtigt svar først eller blandt knapperne", answerable, _among)
    for name, of_it in (
        ("beskrevne situationer", [pair for pair in answerable if pair[0].situation]),
        ("på vej med dansk", [pair for pair in answerable if pair[0].learning]),
    ):
        if of_it:
            yield share_of(f"{name}: rigtigt svar først", of_it, _right_first)
            yield share_of(f"{name}: først eller blandt knapperne", of_it, _among)
    yield share_of("afvist, selv om der er et svar", answerable, _declined)
    without = [pair for pair in pairs if not _has_an_answer(pair[0])]
    yield share_of("uden svar hos os: sagt, at vi ikke ved det", without, _declined)
    yield share_of("uden svar hos os: sagt det, eller kun vist det nærmeste", without, _gave_no_answer)
    yield share_of("uden svar hos os: svaret uden forbehold", without, _gave_an_answer_outright)
    if any(asked.legal for asked in questions):
        legal = [pair for pair in pairs if pair[0].legal]
        near = [pair for pair in pairs if not pair[0].legal]
        yield share_of("jura: mødt med vejledning eller valg af den", legal, _guided)
        yield share_of("ligner jura: taget for jura", near, _taken_for_law)


def _has_an_answer(asked: Question) -> bool:
    return bool(asked.accept) or asked.danger


def _right_first(asked: Question, one: Seen) -> bool:
    return one.card in asked.accept or (asked.danger and one.outcome == Outcome.CRISIS.value)


def _among(asked: Question, one: Seen) -> bool:
    return _right_first(asked, one) or any(card in asked.accept for card in one.offered)


def _declined(asked: Question, one: Seen) -> bool:
    return one.outcome in _DECLINED


def _gave_no_answer(asked: Question, one: Seen) -> bool:
    return one.card is None or one.sureness == "nearest"


def _gave_an_answer_outright(asked: Question, one: Seen) -> bool:
    return one.card is not None and one.sureness is None


def _taken_for_law(asked: Question, one: Seen) -> bool:
    return one.outcome == Outcome.CONSENT_GUIDANCE.value


def _guided(asked: Question, one: Seen) -> bool:
    return one.outcome in (Outcome.CONSENT_GUIDANCE.value, Outcome.CRISIS.value, Outcome.WALKTHROUGH.value)
