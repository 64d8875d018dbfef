"""What prepares a meeting as a guided conversation; its answers are in the store.

There are two of them with one machinery: a parent before a talk at school, a worker before the first meeting with the
school. A conversation prepares one at a time.
"""

from typing import Any

from rasa_sdk import Tracker

from actions.guided.form import Guided
from actions.reply import Button
from bot.guided.meeting.content import PREPARATIONS, TALK, TalkContent, TalkStep, talk_content
from bot.guided.meeting.talk import Talk
from bot.store import talks

TALK_SLOT, STEP_SLOT, ANSWER_SLOT = "talk", "talk_step", "talk_answer"
# Which of them it is, by its file's name; empty in conversations from before there were two.
PREPARATION_SLOT = "preparation"
NO_MORE = "ikke-mere"
# The intents that begin one, and which.
STARTS = {talk_content(name).begun_by: name for name in PREPARATIONS}


class TalkForm(Guided):
    """A preparation as a guided conversation; the answers are in the store, the slots say only where it stands."""

    form = "talk_preparation"
    answer_slots = (ANSWER_SLOT,)
    for_staff = False

    def said_at_stop(self, tracker: Tracker) -> str:
        """In the voice of who prepares."""
        return reply_key("pause", content_of(tracker))

    def ways_in(self) -> list[tuple[list[str], Button]]:
        """One for each preparation."""
        return [(content.offered_after, begins(content)) for content in map(talk_content, PREPARATIONS)]

    def begun(self, tracker: Tracker) -> bool:
        """Whether there are questions left of it."""
        talk = talk_of(tracker)
        return bool(talk and talk.next_open())

    def back(self, tracker: Tracker) -> dict[str, Any]:
        """The step before; its answers stay until there is another."""
        talk = talk_of(tracker)
        step = talk and current_step(talk, tracker)
        return {STEP_SLOT: talk.before(step).id} if talk and step else {}

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


def content_of(tracker: Tracker) -> TalkContent:
    """What is asked in the preparation of this conversation."""
    return talk_content(tracker.get_slot(PREPARATION_SLOT) or TALK.stem)


def reply_key(name: str, content: TalkContent) -> str:
    """The key of a fixed reply in the voice of who prepares."""
    return f"samtale-{name}-foraelder" if content.for_parents else f"moede-{name}"


def talk_of(tracker: Tracker) -> Talk | None:
    """The preparation as far as this conversation has come; ``None`` if there is none, or its time is up."""
    stored = talks.find(tracker.get_slot(TALK_SLOT))
    return Talk.of(content_of(tracker), stored.answers) if stored else None


def current_step(talk: Talk, tracker: Tracker) -> TalkStep | None:
    """The step the conversation stands at; the first open one where the file no longer has it."""
    return talk.step(tracker.get_slot(STEP_SLOT)) or talk.next_open()


def stands_at(tracker: Tracker) -> tuple[Talk, TalkStep]:
    """The preparation and the step it stands at; its first where there is none."""
    talk = talk_of(tracker) or Talk(content_of(tracker), {})
    return talk, current_step(talk, tracker) or talk.content.steps[0]
