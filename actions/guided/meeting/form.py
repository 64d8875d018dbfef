"""A parent's preparation for a talk at school as a guided conversation; its answers are in the store."""

from typing import Any

from rasa_sdk import Tracker

from actions.guided.form import Guided
from bot.guided.meeting.content import TalkStep, talk_content
from bot.guided.meeting.talk import Talk
from bot.store import talks

TALK_SLOT, STEP_SLOT, ANSWER_SLOT = "talk", "talk_step", "talk_answer"
SKIP, NO_MORE = "spring-over", "ikke-mere"


class TalkForm(Guided):
    """The preparation as a guided conversation; the answers are in the store, the slots say only where it stands."""

    form = "talk_preparation"
    stop_key = "samtale-pause-foraelder"

    @property
    def title(self) -> str:
        """Its title."""
        return talk_content().title

    def begun(self, tracker: Tracker) -> bool:
        """Whether there are questions left of it."""
        talk = talk_of(tracker)
        return bool(talk and talk.next_open())

    def back(self, tracker: Tracker) -> dict[str, Any]:
        """The step before; its answers stay until there is another."""
        talk = talk_of(tracker)
        step = talk and current_step(talk, tracker)
        return {STEP_SLOT: talk.before(step).id} if talk and step else {}

    def emptied(self, tracker: Tracker) -> dict[str, Any]:
        """The answers are deleted."""
        talks.forget(tracker.get_slot(TALK_SLOT))
        return {TALK_SLOT: None, STEP_SLOT: None}


TALK = TalkForm()


def talk_of(tracker: Tracker) -> Talk | None:
    """The preparation as far as this conversation has come; ``None`` if there is none, or its time is up."""
    stored = talks.find(tracker.get_slot(TALK_SLOT))
    return Talk.of(talk_content(), stored.answers) if stored else None


def current_step(talk: Talk, tracker: Tracker) -> TalkStep | None:
    """The step the conversation stands at; the first open one where the file no longer has it."""
    return talk.step(tracker.get_slot(STEP_SLOT)) or talk.next_open()


def stands_at(tracker: Tracker) -> tuple[Talk, TalkStep]:
    """The preparation and the step it stands at; its first where there is none."""
    talk = talk_of(tracker) or Talk(talk_content(), {})
    return talk, current_step(talk, tracker) or talk.content.steps[0]
