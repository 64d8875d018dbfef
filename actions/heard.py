"""A line that says that somebody was heard, before what answers her."""

from rasa_sdk import Tracker

from actions.audience import to_parent, voiced
from actions.guided.form import form_under_way, was_pressed
from actions.reminder import denies_the_danger_talked_of
from bot.knowledge.responses import fixed_reply
from bot.text.corrections import corrects
from bot.text.strain import is_strained

# Words from which a parent's message is a story, and its writer likely worried.
_LONG_STORY = 40


def heard(tracker: Tracker, answered: bool = True) -> list[str]:
    """The paragraph; nothing where there is nothing to say, nor in a guided conversation.

    Args:
        answered: whether an answer follows it, and not that there is none.
    """
    if was_pressed(tracker) or form_under_way(tracker):
        return []
    text = str(tracker.latest_message.get("text") or "")
    if denies_the_danger_talked_of(tracker):
        return [fixed_reply("godt-ikke-fare" if answered else "ikke-fare").text]
    if corrects(text):
        return [fixed_reply("misforstod").text]
    tells_a_story = to_parent(tracker) and len(text.split()) >= _LONG_STORY
    is_heard = tells_a_story or is_strained(text)
    return [fixed_reply(voiced("hoerer-dig", tracker)).text] if is_heard else []
