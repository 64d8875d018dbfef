"""A line that says that somebody was heard, before what answers her."""

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from actions.audience import to_parent, voiced
from actions.guided.form import form_under_way
from actions.message import was_pressed
from actions.nlu_result import told_by_channel
from actions.reminder import denies_the_danger_talked_of
from bot.knowledge.responses import fixed_reply
from bot.text.corrections import begins_anew, changes_topic, corrects
from bot.text.strain import is_strained

# Words from which a parent's message is a story, and its writer likely worried.
_LONG_STORY = 40
# That it was said how hard it sounds: twice is a phrase.
LISTENED = "listened"


@dataclass(frozen=True)
class Heard:
    """What is said before the answer, and what is remembered of it."""

    paragraphs: tuple[str, ...] = ()
    slots: dict[str, Any] = field(default_factory=dict)


_NOTHING = Heard()


def heard(tracker: Tracker, answered: bool = True) -> Heard:
    """The paragraph; nothing where there is nothing to say, nor in a guided conversation.

    Args:
        answered: whether an answer follows it, and not that there is none.
    """
    if was_pressed(tracker) or form_under_way(tracker):
        return _NOTHING
    text = str(tracker.latest_message.get("text") or "")
    if denies_the_danger_talked_of(tracker):
        return _said("godt-ikke-fare" if answered else "ikke-fare")
    begins_another_matter = changes_topic(text) or begins_anew(text)
    if not begins_another_matter and (told_by_channel(tracker, "misunderstood") or corrects(text)):
        return _said("misforstod")
    if tracker.get_slot(LISTENED):
        return _NOTHING
    tells_a_story = to_parent(tracker) and len(text.split()) >= _LONG_STORY
    if not (tells_a_story or is_strained(text)):
        return _NOTHING
    return _said(voiced("hoerer-dig", tracker), slots={LISTENED: True})


def _said(key: str, slots: dict[str, Any] | None = None) -> Heard:
    return Heard((fixed_reply(key).text,), slots or {})
