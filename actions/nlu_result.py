"""What the understanding made of the latest message. The cards it found: found_cards.py."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Asked:
    """What is asked of an answer.

    Attributes:
        card: the card of that answer.
        keys: of its follow-ups that may be meant, the likeliest first.
        surely: whether the first is meant beyond doubt.
    """

    card: str
    keys: tuple[str, ...]
    surely: bool = True


@dataclass(frozen=True)
class Danger:
    """What the understanding made of danger in a message; the fields are bot/nlu/danger_classifier.py's."""

    kind: str
    voice: str = ""
    voice_confidence: float = 0.0
    language: str = ""


def danger(tracker: Tracker) -> Danger | None:
    """The danger in the latest message; ``None`` where there is none."""
    found = tracker.latest_message.get("danger")
    return Danger(**found) if found else None


def after_danger(tracker: Tracker) -> str:
    """What the latest message says after a reply to danger: ``done``, ``next``, ``joke`` or ``not_me``."""
    return str(tracker.latest_message.get("after_danger") or "next")


def intent(tracker: Tracker) -> str:
    """The intent after the gates; rasa_sdk's own way of asking reads the ranking before them."""
    return str(tracker.latest_message["intent"]["name"])


def for_parents(tracker: Tracker) -> str:
    """What a parent would be told: ``answer``, ``offer`` or ``not_known``."""
    return str(tracker.latest_message.get("for_parents") or "not_known")


def perhaps_parent(tracker: Tracker) -> bool:
    """Whether the latest message may be a parent's, whatever it asks."""
    return bool(tracker.latest_message.get("perhaps_parent"))


def surely_parent(tracker: Tracker) -> bool:
    """Whether the latest message is a parent's beyond doubt."""
    return bool(tracker.latest_message.get("surely_parent"))


def language(tracker: Tracker) -> str:
    """The code of the latest message's language; empty for Danish and for what can't be told."""
    return str(tracker.latest_message.get("language") or "")


def told_by_channel(tracker: Tracker, what: str) -> Any:
    """What the channel said of the latest message: ``masked``, ``site``, ``role``, ``probe``; else ``None``."""
    return (tracker.latest_message.get("metadata") or {}).get(what)


def staff_intent(tracker: Tracker) -> str:
    """The intent of the latest message if it is not a parent's."""
    return str(tracker.latest_message.get("staff_intent") or intent(tracker))


def is_in_a_thread(tracker: Tracker) -> bool:
    """Whether the latest message was ranked together with the last answer."""
    return bool(tracker.latest_message.get("in_thread"))


def is_about_the_last_answer(tracker: Tracker) -> bool:
    """Whether the latest message asks for something in the last answer."""
    return bool(tracker.latest_message.get("about_topic"))


def passage_asked_for(tracker: Tracker) -> str:
    """The paragraph of an answer given lately that the latest message asks for; empty where it asks another card."""
    return str(tracker.latest_message.get("passage") or "")


def follow_ups_asked(tracker: Tracker) -> Asked | None:
    """What the latest message asks of the last answer; ``None`` where it is nothing that is known to be asked."""
    found = tracker.latest_message.get("follow_ups")
    return Asked(found["card"], tuple(found["keys"]), found["surely"]) if found else None
