"""Where the preparation of this conversation stands, read from its slots and the store."""

from rasa_sdk import Tracker

from bot.guided.meeting.content import TALK, TalkContent, talk_content
from bot.guided.meeting.talk import Talk
from bot.store import talks

TALK_SLOT, STEP_SLOT = "talk", "talk_step"
# Which of the preparations it is, by its file's name; empty in conversations from before there were several.
PREPARATION_SLOT = "preparation"


def content_of(tracker: Tracker) -> TalkContent:
    """What is asked in it."""
    return talk_content(tracker.get_slot(PREPARATION_SLOT) or TALK.stem)


def talk_of(tracker: Tracker) -> Talk | None:
    """It as far as the conversation has come; ``None`` if there is none, or its time is up."""
    stored = talks.find(tracker.get_slot(TALK_SLOT))
    return Talk.of(content_of(tracker), stored.answers) if stored else None
