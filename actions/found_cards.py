"""The cards the understanding found for the latest message: which there are, and whether one leads."""

from typing import Any

from rasa_sdk import Tracker

# Where the best card was withdrawn, the next must be this probable to take its place.
_STANDS_IN_FROM = 0.1
# So certain a card is near enough to be named under "det ved jeg ikke".
_NEAR_FROM = 0.03
# So certain a card may answer one of several questions.
_ASKED_FROM = 0.15


def ranked_cards(tracker: Tracker, least: float = 0.0) -> list[str]:
    """Ids of the cards the understanding found, best first; those at least as probable as ``least``."""
    return [answer["card"] for answer in _answers(tracker) if answer["confidence"] >= least]


def answering_cards(tracker: Tracker) -> list[str]:
    """Ids of the best card, and of those that may take its place where it was withdrawn."""
    return _best_and_stand_ins(_answers(tracker))


def answering_parents_cards(tracker: Tracker) -> list[str]:
    """As ``answering_cards``, of the parents' cards."""
    return _best_and_stand_ins(_for_parents(tracker))


def found_by_card(tracker: Tracker) -> dict[str, dict[str, Any]]:
    """What was found for either audience."""
    return {answer["card"]: answer for answer in [*_answers(tracker), *_for_parents(tracker)]}


def parents_cards(tracker: Tracker, least: float = 0.0) -> list[str]:
    """Ids of the parents' cards the understanding found, best first; those at least as probable as ``least``."""
    return [answer["card"] for answer in _for_parents(tracker) if answer["confidence"] >= least]


def near_cards(tracker: Tracker, to_parent: bool) -> list[str]:
    """Ids of the cards that are near enough to be named where none is known to answer, the nearest first."""
    found = _for_parents(tracker) if to_parent else _answers(tracker)
    return [answer["card"] for answer in found if answer["certainty"] >= _NEAR_FROM]


def similarity(tracker: Tracker) -> float:
    """Cosine to the nearest example wording there is, 0-1; 1 where nothing was compared."""
    return max((float(answer["similarity"]) for answer in _answers(tracker)), default=1.0)


def something_unknown(tracker: Tracker, to_parent: bool) -> bool:
    """Whether one of several questions is near to no card at all."""
    return any(all(answer["certainty"] < _NEAR_FROM for answer in found) for found in _of_each(tracker, to_parent))


def also_asked(tracker: Tracker, to_parent: bool) -> list[list[str]]:
    """Of a message that asks several things: for each the ids of the few cards that may answer it, best first."""
    return [
        [answer["card"] for answer in found if answer["certainty"] >= _ASKED_FROM]
        for found in _of_each(tracker, to_parent)
    ]


def _of_each(tracker: Tracker, to_parent: bool) -> list[list[dict[str, Any]]]:
    """What was found for each question of a message that asks several things."""
    key = "parents_answers" if to_parent else "answers"
    return [asked[key] for asked in tracker.latest_message.get("also_asked") or []]


def _best_and_stand_ins(answers: list[dict[str, Any]]) -> list[str]:
    # The best one answers however many cards share the probability: how certain it is was decided by the gates.
    return [
        answer["card"] for place, answer in enumerate(answers) if not place or answer["confidence"] >= _STANDS_IN_FROM
    ]


def _answers(tracker: Tracker) -> list[dict[str, Any]]:
    return tracker.latest_message.get("answers") or []


def _for_parents(tracker: Tracker) -> list[dict[str, Any]]:
    return tracker.latest_message.get("parents_answers") or []
