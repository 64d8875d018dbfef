"""What every guided conversation has in common: it waits for an answer, can be left, and is gone on with later."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.message import was_pressed
from actions.reply import PENDING_CONFIRMATION, Button, Event, Reply, fixed

REQUESTED_SLOT = "requested_slot"
# How many times in a row the question was not understood.
FAILED_ATTEMPTS = "route_misses"
# The form that was stopped last: the one "fortsæt" is about.
STOPPED = "stopped_route"
STOP = Button("Stop her", "/stop_route", "stop")
KEEP = Button("Behold", "/deny", "keep")
RESUME = Button("Fortsæt, hvor vi slap", "/resume_route")
# Intents of a message that tells, or may tell, that somebody is in danger.
TELLS_OF_DANGER = ("crisis", "perhaps_danger")
# Moves keep their meaning in a guided conversation, whatever words they are made with.
COMMANDS = {
    "stop_route", "go_back", "resume_route", "restart_route", "correct_answer", *TELLS_OF_DANGER,
    "confirm_danger", "deny_danger", "after_danger", "show_card", "show_follow_up",
}  # fmt: skip
# What somebody says who did not understand a question; anything else that is no answer interrupts.
_NO_ANSWER = {
    "nlu_fallback", "out_of_scope", "ask_unsure", "ask_legal_unsure", "affirm", "deny", "choose_first",
    "choose_second", "choose_third", "not_helped", "sigh", "tells_plan", "acknowledge", "never_mind",
    "unreadable_no_words", "unreadable_empty",
    "unreadable_too_long", "other_language",
}  # fmt: skip
# To a choice a few words that ask nothing are meant as an answer, also where they would be a question elsewhere.
_MOST_WORDS_OF_AN_ANSWER = 5
_ASKS = ("ask", "ask_legal", "ask_parent", "ask_parent_legal")


class Guided(ABC):
    """A Rasa form that asks one question after another."""

    form: str
    stop_key: str
    # Whether only staff are led through it.
    for_staff: bool

    @property
    @abstractmethod
    def answer_slots(self) -> Sequence[str]:
        """The slots the form asks for; one of them is requested while it waits for an answer."""

    def said_at_stop(self, tracker: Tracker) -> str:
        """The key of the fixed reply when it is stopped."""
        return self.stop_key

    @abstractmethod
    def ways_in(self) -> Sequence[tuple[Sequence[str], Button]]:
        """The buttons that begin it, each with the ids of the cards it is offered under."""

    @abstractmethod
    def begun(self, tracker: Tracker) -> bool:
        """Whether it has answers and was not brought to its end."""

    @abstractmethod
    def back(self, tracker: Tracker) -> dict[str, Any]:
        """The slots that bring it one question back."""

    def opened(self, question: str, tracker: Tracker) -> dict[str, Any]:
        """The slots that bring it back to a question that was answered; none where it has no such question."""
        return {}

    @abstractmethod
    def emptied(self, tracker: Tracker) -> dict[str, Any]:
        """The slots that bring it to its beginning, with nothing answered."""


def form_under_way(tracker: Tracker) -> str | None:
    """The form that is waiting for an answer."""
    return (tracker.active_loop or {}).get("name")


def stopped(tracker: Tracker) -> list[Event]:
    """The events that stop what is under way and keep its answers."""
    return [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None), SlotSet(STOPPED, form_under_way(tracker))]


def ask_confirmation(
    reply_key: str, what: str, buttons: Sequence[Button], words: Mapping[str, str] | None = None
) -> Reply:
    """A reply that waits for a yes to ``what``: the question under way is not asked again before that."""
    return fixed(
        reply_key,
        buttons=buttons,
        words=words,
        slots={PENDING_CONFIRMATION: what},
        events=[FollowupAction("action_listen")],
        resumes=False,
    )


def ask_before_deleting(reply_key: str, what: str, really: Button) -> Reply:
    """As ``ask_confirmation``; the way to keep it all stands first."""
    return ask_confirmation(reply_key, what, [KEEP, really])


def is_confirmed(tracker: Tracker, what: str) -> bool:
    """Whether ``what`` was meant: its button was pressed, or it was said again when asked."""
    return was_pressed(tracker) or tracker.get_slot(PENDING_CONFIRMATION) == what


def is_meant_as_a_choice(intent: str, text: str) -> bool:
    """Whether somebody meant to choose, though it is not clear what; ``text`` asks nothing."""
    few = intent in _ASKS and len(text.split()) <= _MOST_WORDS_OF_AN_ANSWER
    return few or intent in _NO_ANSWER
