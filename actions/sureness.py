"""How sure it is that a found card answers: whether it leads, and whether it is given as the answer."""

from enum import Enum

from rasa_sdk import Tracker

from actions.found_cards import found_by_card
from actions.nlu_result import is_in_a_thread

# A card leads when it is so many times as probable as the next.
_LEADS_BY = 1.1
# ... and at least this certain (docs/decisions/0015-certainty.md).
_LEADS_FROM = 0.25
# So certain a card of the other audience is worth more than to know nothing: of the development's six below, none was.
_OF_THE_OTHERS_FROM = 0.75
# So certain an answer is given as the answer: it answers three in four of such messages of strangers, a less certain
# one a third (docs/decisions/0028-what-nobody-answers.md).
_SURE_FROM = 0.8
# So certain an answer is still a likely one; below it is only the nearest there is
# (docs/decisions/0029-the-nearest-is-no-answer.md).
_LIKELY_FROM = 0.65
# How certain an answer is to what goes on from another is told more truly: from here it is as often right as a first
# one from the bounds above, three in four and every other (docs/decisions/0030-one-ranking-after-a-reply.md).
_SURE_IN_A_THREAD_FROM, _LIKELY_IN_A_THREAD_FROM = 0.65, 0.4

# So certain what is asked for stands in the last answer: 16 of 18 such turns of strangers, below it 3 in 5.
_STANDS_IN_IT_FROM = 0.9


def is_a_tie(tracker: Tracker, first: str, second: str | None) -> bool:
    """Whether neither of the two best cards leads: they fit the message as good as equally, or hardly at all."""
    # A single word may ask anything about it.
    if len(str(tracker.latest_message.get("text") or "").split()) < 2:
        return True
    found = found_by_card(tracker)
    if first not in found or found[first]["certainty"] < _LEADS_FROM:
        return True
    return second in found and found[first]["confidence"] < _LEADS_BY * found[second]["confidence"]


def answers_whoever_asks(tracker: Tracker, card: str) -> bool:
    """Whether a found card answers so surely that it does for whom it was not written."""
    found = found_by_card(tracker)
    return card in found and float(found[card]["certainty"]) >= _OF_THE_OTHERS_FROM


def stands_in_it(tracker: Tracker, card: str) -> bool:
    """Whether a paragraph of the last answer surely answers, so that no doubt need be told."""
    found = found_by_card(tracker)
    return card in found and float(found[card]["certainty"]) >= _STANDS_IN_IT_FROM


class Sureness(Enum):
    """How a found card is given: as the answer, as a likely one, or as the nearest there is."""

    SURE = "sure"
    LIKELY = "likely"
    NEAREST = "nearest"


def how_sure(tracker: Tracker, card: str) -> Sureness:
    """How certain it is that a card answers; one that was not found by the ranking is sure."""
    found = found_by_card(tracker)
    certain = float(found[card]["certainty"]) if card in found else 1.0
    goes_on = is_in_a_thread(tracker)
    if certain >= (_SURE_IN_A_THREAD_FROM if goes_on else _SURE_FROM):
        return Sureness.SURE
    likely_from = _LIKELY_IN_A_THREAD_FROM if goes_on else _LIKELY_FROM
    return Sureness.LIKELY if certain >= likely_from else Sureness.NEAREST
