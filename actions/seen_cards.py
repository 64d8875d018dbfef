"""What this conversation has been shown and told already."""

from rasa_sdk import Tracker

# Between a card and the key of what is asked of it, where both are remembered as one offer.
FOLLOW_UP_MARK = "#"


def remembered_as(card_id: str, key: str) -> str:
    """How what is asked of a card is remembered, as offered or as told."""
    return f"{card_id}{FOLLOW_UP_MARK}{key}"


def seen_cards(tracker: Tracker) -> list[str]:
    """Cards this conversation has been shown, the newest last."""
    return [one for one in seen(tracker) if FOLLOW_UP_MARK not in one]


def told_of_cards(tracker: Tracker) -> list[str]:
    """What was told of what is asked after cards, the newest last."""
    return [one for one in seen(tracker) if FOLLOW_UP_MARK in one]


def seen(tracker: Tracker) -> list[str]:
    """Both, as they are remembered, the newest last."""
    return list(tracker.get_slot("seen_cards") or [])
