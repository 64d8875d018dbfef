"""Read an answer to a question of a route and say which comes next."""

import re
from abc import abstractmethod

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.guided.form import COMMANDS, FAILED_ATTEMPTS, REQUESTED_SLOT, is_meant_as_a_choice
from actions.guided.share.form import RouteForm
from actions.guided.validate import ValidateAnswer
from actions.message import named, text_of, was_pressed
from actions.nlu_result import intent
from actions.reply import Event
from bot.guided.choice import Option
from bot.guided.corrections import Correction
from bot.guided.free_text import InputKind
from bot.guided.share.route import Answers, Question, Route
from bot.text.wording import folded, is_question

# "hov, jeg mente kommunen"
_CORRECTS = re.compile(r"\b(?:mente|mener|hov|ups|rettelse|vent)\b")


class ValidateRouteAnswer(ValidateAnswer[Answers, Question]):
    """Read the answer and say which question comes next. Subclasses say of which route."""

    @property
    @abstractmethod
    def guided(self) -> RouteForm:
        """The route."""

    def stands_at(self, tracker: Tracker) -> tuple[Answers, Question] | None:
        """The answers and the question; ``None`` where the route begins, or goes on after a stop."""
        slot = tracker.get_slot(REQUESTED_SLOT) or ""
        asked = self.guided.route.question(slot.removeprefix(f"{self.guided.prefix}_"))
        return (self.guided.answers(tracker), asked) if asked else None

    def begun(self, tracker: Tracker) -> list[Event]:
        """The first question that is not answered."""
        return [SlotSet(FAILED_ATTEMPTS, 0), self._next(self.guided.answers(tracker))]

    def going_on(self, state: Answers, step: Question | None) -> list[Event]:
        """The question that stands, explained as often as before."""
        return [self._next(state)]

    def answered(self, state: Answers, step: Question, tracker: Tracker) -> list[Event] | InputKind:
        """Keep the choice."""
        route = self.guided.route
        heard = answer_given(tracker, route, step, [question for question in route.questions if question.id in state])
        if heard:
            question, option = heard
            return self._chosen(state, question, option)
        meant = not is_question(text_of(tracker)) and is_meant_as_a_choice(intent(tracker), text_of(tracker))
        return InputKind.UNCLEAR if meant else InputKind.INTERRUPTION

    def answered_beside(self, state: Answers, step: Question, told: str, tracker: Tracker) -> list[Event]:
        """Keep the choice it means."""
        option = step.chosen(told)
        return self._chosen(state, step, option) if option else []

    def corrected(self, state: Answers, step: Question, wanted: Correction, tracker: Tracker) -> list[Event]:
        """Take the last choice back: one can't be moved to another question."""
        if wanted is not Correction.TAKE_BACK or not state:
            return []
        *kept, last = state
        taken_back = SlotSet(self.guided.slot(last), None)
        return [taken_back, SlotSet(FAILED_ATTEMPTS, 0), self._next({one: state[one] for one in kept})]

    def _chosen(self, state: Answers, question: Question, option: Option) -> list[Event]:
        chosen = SlotSet(self.guided.slot(question.id), option.id)
        return [chosen, SlotSet(FAILED_ATTEMPTS, 0), self._next({**state, question.id: option.id})]

    def _next(self, answers: Answers) -> Event:
        following = self.guided.route.next_question(answers)
        event: Event = SlotSet(REQUESTED_SLOT, self.guided.slot(following.id) if following else None)
        return event


def answer_given(
    tracker: Tracker, walked: Route, asked: Question, answered: list[Question]
) -> tuple[Question, Option] | None:
    """The question that was answered and how: by a button, also an older one, or in words.

    ``answered`` are the questions before this one: "hov, jeg mente kommunen" is about the last of them it fits.
    """
    if intent(tracker) == "answer_question":
        question = walked.question(named("question", tracker))
        option = question.option(named("option", tracker)) if question else None
        return (question, option) if question and option else None
    if was_pressed(tracker) or intent(tracker) in COMMANDS or is_question(text_of(tracker)):
        return None
    if _CORRECTS.search(folded(text_of(tracker))):
        for question in reversed(answered):
            if chosen := question.chosen(text_of(tracker)):
                return question, chosen
    chosen = asked.chosen(text_of(tracker))
    return (asked, chosen) if chosen else None
