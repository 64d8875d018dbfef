"""The latest message: as it was typed, or what the button says that was pressed."""

from rasa_sdk import Tracker


def text_of(tracker: Tracker) -> str:
    """The latest message as typed, or a button's payload."""
    return str(tracker.latest_message.get("text") or "")


def was_pressed(tracker: Tracker) -> bool:
    """Whether the latest message came from a button."""
    return text_of(tracker).startswith("/")


def named(what: str, tracker: Tracker) -> str:
    """What a button names: a question, an option, a card; empty where none was pressed, or it names no such thing."""
    return str(next(tracker.get_latest_entity_values(what), ""))


def has_replied(tracker: Tracker) -> bool:
    """Whether something was already said to the latest message: then it has been read, and is no answer."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot":
            return True
    return False
