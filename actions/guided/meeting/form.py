"""The hooks file of what prepares a meeting: all that the registry needs to know of it.

There are several with one machinery: each is a file of ``PREPARATIONS``, which says what begins it and for whom it is.
A conversation prepares one at a time. The answers are in the store.
"""

from typing import Any

from rasa_sdk import Tracker

from actions.guided.kept import KeptGuided
from actions.guided.meeting.state import STEP_SLOT, TALK_SLOT, content_of, talk_of
from actions.reply import Button
from bot.guided.meeting.content import PREPARATIONS, TalkContent, TalkStep, talk_content
from bot.guided.meeting.talk import Talk
from bot.store import talks

ANSWER_SLOT = "talk_answer"
# The intents that begin one, and which.
STARTS = {talk_content(name).begun_by: name for name in PREPARATIONS}


class TalkForm(KeptGuided[Talk, TalkStep]):
    """A preparation as a guided conversation."""

    form = "talk_preparation"
    answer_slots = (ANSWER_SLOT,)
    step_slot = STEP_SLOT
    for_staff = False

    def said_at_stop(self, tracker: Tracker) -> str:
        """In the voice of who prepares."""
        return content_of(tracker).reply_key("pause")

    def ways_in(self) -> list[tuple[list[str], Button]]:
        """One for each preparation."""
        return [(content.offered_after, begins(content)) for content in map(talk_content, PREPARATIONS)]

    def stands_at(self, tracker: Tracker) -> tuple[Talk, TalkStep | None] | None:
        """The preparation and its question; the first open one where the file no longer has it."""
        talk = talk_of(tracker)
        return (talk, talk.step(tracker.get_slot(STEP_SLOT)) or talk.next_open()) if talk else None

    def opened(self, question: str, tracker: Tracker) -> dict[str, Any]:
        """The question; its answers stay until there are others."""
        talk = talk_of(tracker)
        return {STEP_SLOT: question} if talk and talk.step(question) else {}

    def emptied(self, tracker: Tracker) -> dict[str, Any]:
        """The answers are deleted."""
        talks.forget(tracker.get_slot(TALK_SLOT))
        return {TALK_SLOT: None, STEP_SLOT: None}


PREPARATION = TalkForm()


def begins(content: TalkContent) -> Button:
    """The button that begins a preparation."""
    return Button(content.begin_button, f"/{content.begun_by}")


START_TALK = begins(talk_content())
