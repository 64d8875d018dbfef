"""Rasa's ``validate_<form>``: keep the answer to the question that stands, and say which comes next."""

import logging
from abc import ABC, abstractmethod
from typing import Any, Generic, TypeVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guided.besides import correction, told_beside
from actions.guided.form import FAILED_ATTEMPTS, REQUESTED_SLOT, Guided
from actions.message import has_replied
from actions.nlu_result import intent
from actions.reply import Event
from bot.guided.corrections import Correction
from bot.guided.free_text import InputKind

logger = logging.getLogger(__name__)
# What was answered so far, and the question that stands.
State = TypeVar("State")
Step = TypeVar("Step")


class ValidateAnswer(Action, ABC, Generic[State, Step]):
    """The way of every message while a guided conversation is under way. Subclasses say what an answer is and does."""

    # Besides the question that stands, what an unclear answer empties.
    emptied_when_unclear: tuple[str, ...] = ()

    @property
    @abstractmethod
    def guided(self) -> Guided:
        """The guided conversation."""

    @abstractmethod
    def stands_at(self, tracker: Tracker) -> tuple[State, Step | None] | None:
        """Where it stands; no step at its end, ``None`` where it begins with this message."""

    @abstractmethod
    def begun(self, tracker: Tracker) -> list[Event]:
        """The events that begin it."""

    @abstractmethod
    def going_on(self, state: State, step: Step | None) -> list[Event]:
        """The events that ask where it stands: after a stop, and after what came in between."""

    @abstractmethod
    def answered(self, state: State, step: Step, tracker: Tracker) -> list[Event] | InputKind:
        """The events of the answer in the latest message, or what else the message was."""

    @abstractmethod
    def answered_beside(self, state: State, step: Step, told: str, tracker: Tracker) -> list[Event]:
        """The events of an answer that stood beside a question; none where it answers something else."""

    @abstractmethod
    def corrected(self, state: State, step: Step, wanted: Correction, tracker: Tracker) -> list[Event]:
        """The events that take the last answer back, or move it to the question before; none where there is none."""

    def taken_as_it_is(self, state: State, step: Step, tracker: Tracker) -> list[Event]:
        """The events of what is not clear, once the question was explained; none where it must be answered."""
        return []

    def is_personal(self, state: State) -> bool:
        """Whether whoever speaks of a child speaks of their own."""
        return False

    def name(self) -> str:
        """The name Rasa's form calls it by."""
        return f"validate_{self.guided.form}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """The events of an answer; none at all makes the form step aside for whatever else was said."""
        try:
            return self._heard(tracker)
        except Exception as error:
            # The question stands: it is asked again when the store is back. Only the kind is logged, no words.
            logger.error("An answer in %s was not kept: %s", self.guided.form, type(error).__name__)
            # Without another slot the form would step aside and call a pressed button an old one.
            pressed = [SlotSet(FAILED_ATTEMPTS, 0)] if intent(tracker) == "answer_question" else []
            return [*pressed, self._same_question(tracker)]

    def waits(self, tracker: Tracker) -> bool:
        """Whether the latest message may be an answer: a question stands, and nothing has been replied yet."""
        return tracker.get_slot(REQUESTED_SLOT) in self.guided.answer_slots and not has_replied(tracker)

    def _heard(self, tracker: Tracker) -> list[Event]:
        stands = self.stands_at(tracker)
        if stands is None:
            return self.begun(tracker)
        state, step = stands
        if step is None or not self.waits(tracker):
            return self._answered_beside(state, step, tracker) or self.going_on(state, step)
        if wanted := correction(tracker):
            return self.corrected(state, step, wanted, tracker)
        heard = self.answered(state, step, tracker)
        if heard is InputKind.UNCLEAR:
            explained = tracker.get_slot(FAILED_ATTEMPTS)
            return (self.taken_as_it_is(state, step, tracker) if explained else []) or self._unclear(tracker)
        return heard if isinstance(heard, list) else []

    def _answered_beside(self, state: State, step: Step | None, tracker: Tracker) -> list[Event]:
        """What the message answered besides asking something, which has been replied to by now."""
        asked = tracker.get_slot(REQUESTED_SLOT) in self.guided.answer_slots
        told = told_beside(tracker, self.is_personal(state)) if asked else ""
        return self.answered_beside(state, step, told, tracker) if step is not None and told else []

    def _unclear(self, tracker: Tracker) -> list[Event]:
        return [
            SlotSet(FAILED_ATTEMPTS, (tracker.get_slot(FAILED_ATTEMPTS) or 0) + 1),
            *(SlotSet(slot, None) for slot in self.emptied_when_unclear),
            self._same_question(tracker),
        ]

    def _same_question(self, tracker: Tracker) -> Event:
        asked, slots = tracker.get_slot(REQUESTED_SLOT), self.guided.answer_slots
        event: Event = SlotSet(REQUESTED_SLOT, asked if asked in slots else slots[0])
        return event
