"""A tracker store whose conversations stay small, however long they get, and hold no words."""

from asyncio import to_thread
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, SESSION_START_METADATA_SLOT
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.core.threads import to_its_end
from bot.store import conversations

# Rules look a few steps back; slots and the active loop are kept besides.
KEPT_EVENTS = 30


class BoundedTrackerStore(TrackerStore):
    """Keeps each conversation as one row: its slots, its active loop and its last few events.

    Rasa's SQLTrackerStore loads and replays every event of the session on every turn, so a
    conversation gets slower as it grows; and it stores every word. This one does neither.

    A tracker knows which state of the conversation it goes on from, and takes the place of no other: that of a turn
    which began while the database was away knows nothing of what was said before, and that of a process which stood
    still for long nothing of what another has said meanwhile.
    """

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was saved, or ``None`` if it is new.

        Raises:
            SQLAlchemyError: the database is not to be had; Rasa then goes on in memory.
        """
        stored = await to_thread(conversations.read, sender_id)
        if stored is None:
            return None
        events = deserialise_events(stored.state)
        tracker = DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)
        tracker.stored_at = stored.at
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Put the conversation in the place of what it goes on from.

        Raises:
            Overtaken: something else is stored by now.
            SQLAlchemyError: the database is not to be had.
        """
        goes_on_from = getattr(tracker, "stored_at", None)
        written = to_thread(conversations.write_state, tracker.sender_id, bounded_state(tracker), goes_on_from)
        # A turn whose time is up in the midst of it has been heard: told that it failed, it would be sent again.
        tracker.stored_at = await to_its_end(written)

    async def keys(self) -> Iterable[str]:
        """All conversations there are."""
        return await to_thread(conversations.sender_ids)


def bounded_state(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    """The events that bring a new tracker to where ``tracker`` is, without what anybody said."""
    events = [event for event in tracker.applied_events() if not _holds_words(event)]
    start = max(0, len(events) - KEPT_EVENTS)
    # Begin at a turn's start: an action without the message that called for it would confuse the rules.
    while start and start < len(events) and not _begins_turn(events[start]):
        start += 1
    snapshot: list[Event] = []
    if start:
        snapshot = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            *_slots(tracker),
            *_loop(events[:start]),
        ]
    return [_without_words(event) for event in [*snapshot, *events[start:]]]


def _holds_words(event: Event) -> bool:
    """Whether it is nothing but words: a reply, or what came with the first message (Rasa keeps that in a slot)."""
    return isinstance(event, BotUttered) or (isinstance(event, SlotSet) and event.key == SESSION_START_METADATA_SLOT)


def _begins_turn(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME


def _slots(tracker: DialogueStateTracker) -> list[Event]:
    kept = {name: slot for name, slot in tracker.slots.items() if name != SESSION_START_METADATA_SLOT}
    return [SlotSet(name, slot.value) for name, slot in kept.items() if slot.value != slot.initial_value]


def _loop(earlier: list[Event]) -> list[Event]:
    loops = [event for event in earlier if isinstance(event, ActiveLoop)]
    return loops[-1:] if loops and loops[-1].name else []


def _without_words(event: Event) -> dict[str, Any]:
    kept: dict[str, Any] = event.as_dict()
    kept.pop("metadata", None)
    if isinstance(event, UserUttered):
        data = {"intent": event.intent, "entities": event.entities, "text": ""}
        kept.update(text="", parse_data=data, metadata={})
    return kept
