"""Guided conversations whose answers are in the store; the slots say only where they stand."""

from abc import abstractmethod
from typing import Any, Generic, Protocol, TypeVar

from rasa_sdk import Tracker

from actions.guided.form import Guided
from bot.guided.choice import Option
from bot.guided.corrections import Correction


class KeptStep(Protocol):
    """A question; ``open`` is one that takes own words."""

    id: str
    open: bool


Step = TypeVar("Step", bound=KeptStep)


class Kept(Protocol[Step]):
    """The answers so far; each change gives others."""

    def chosen(self, step: Step, text: str) -> Option | None:
        """The option that words mean."""

    def corrected(self, step: Step, wanted: Correction) -> Any:
        """Without the last answer to the step, or with it under the one before; ``None`` where that can't be."""

    def next_open(self) -> Step | None:
        """The next question."""

    def before(self, step: Step) -> Step:
        """The question before another; the first is before itself."""


State = TypeVar("State", bound=Kept[Any])


class KeptGuided(Guided, Generic[State, Step]):
    """One of them; ``step_slot`` has the question it stands at."""

    step_slot: str

    @abstractmethod
    def stands_at(self, tracker: Tracker) -> tuple[State, Step | None] | None:
        """The answers and the question; no question at its end, ``None`` where nothing is kept or its time is up."""

    def begun(self, tracker: Tracker) -> bool:
        """Whether there are questions left of it."""
        stands = self.stands_at(tracker)
        return stands is not None and stands[0].next_open() is not None

    def back(self, tracker: Tracker) -> dict[str, Any]:
        """The question before; its answers stay until there are others."""
        state, step = self.stands_at(tracker) or (None, None)
        return {self.step_slot: state.before(step).id} if state and step else {}
