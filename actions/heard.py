"""A line that says that somebody was heard, before what answers her."""

from rasa_sdk import Tracker

from actions.audience import to_parent, voiced
from actions.guided.form import form_under_way, was_pressed
from bot.knowledge.responses import fixed_reply
from bot.text.strain import is_strained

# Words from which a parent's message is a story, and its writer likely worried.
_LONG_STORY = 40


def heard(tracker: Tracker) -> list[str]:
    """The paragraph, once in a conversation; nothing where no strain is told, nor in a guided conversation."""
    if was_pressed(tracker) or form_under_way(tracker):
        return []
    text = str(tracker.latest_message.get("text") or "")
    tells_a_story = to_parent(tracker) and len(text.split()) >= _LONG_STORY
    said = fixed_reply(voiced("hoerer-dig", tracker)).text
    return [said] if (tells_a_story or is_strained(text)) and not _was_said(said, tracker) else []


def _was_said(paragraph: str, tracker: Tracker) -> bool:
    """Whether an earlier reply began with it: said every time it means nothing."""
    return any(str(event.get("text") or "").startswith(paragraph) for event in tracker.events if event["event"] == "bot")
