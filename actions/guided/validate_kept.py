"""``validate_<form>`` where the answers are in the store: what is kept, and which question is asked then."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.guided.form import FAILED_ATTEMPTS, REQUESTED_SLOT, STOPPED
from actions.guided.kept import KeptGuided, State, Step
from actions.guided.validate import ValidateAnswer
from actions.reply import Event
from bot.guided.answers import Answer
from bot.guided.corrections import Correction


class ValidateKeptAnswer(ValidateAnswer[State, Step]):
    """Subclasses say where the answers are, and what an answer is."""

    # What else is emptied when a question is asked.
    emptied_when_asked: tuple[str, ...] = ()

    @property
    @abstractmethod
    def guided(self) -> KeptGuided[State, Step]:
        """The guided conversation."""

    @abstractmethod
    def keep(self, state: State, tracker: Tracker) -> None:
        """Put the answers into the store."""

    @abstractmethod
    def with_answer(self, state: State, step: Step, answer: Answer, tracker: Tracker) -> list[Event]:
        """Keep an answer; the events that ask what comes next."""

    @abstractmethod
    def last_answered(self, state: State, step: Step, tracker: Tracker) -> Step | None:
        """The question that was answered last by whoever stands at ``step``."""

    def stands_at(self, tracker: Tracker) -> tuple[State, Step | None] | None:
        """Where it stands; ``None`` where nothing is kept: its time was up, or another tab deleted it."""
        return self.guided.stands_at(tracker)

    def going_on(self, state: State, step: Step | None) -> list[Event]:
        """The step it stands at."""
        return [*self.asking(step), SlotSet(STOPPED, None)]

    def answered_beside(self, state: State, step: Step, told: str, tracker: Tracker) -> list[Event]:
        """Keep it as the choice it means, or as own words."""
        option = state.chosen(step, told)
        if option is None and not step.open:
            return []
        return self.with_answer(state, step, Answer(option=option.id) if option else Answer(text=told), tracker)

    def corrected(self, state: State, step: Step, wanted: Correction, tracker: Tracker) -> list[Event]:
        """Ask the question again whose answer is gone."""
        last = self.last_answered(state, step, tracker)
        after = state.corrected(last, wanted) if last else None
        if after is None:
            return []
        self.keep(after, tracker)
        return self.asking(last)

    def asking(self, step: Step | None) -> list[Event]:
        """The events that ask a question; at the end there is none."""
        slots: Mapping[str, Any] = {
            FAILED_ATTEMPTS: 0,
            **dict.fromkeys(self.emptied_when_asked),
            self.guided.step_slot: step.id if step else None,
            REQUESTED_SLOT: self.guided.answer_slots[0] if step else None,
        }
        return [SlotSet(name, value) for name, value in slots.items()]
