"""Read an answer to a question of a route and say which comes next."""

import re
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guided.form import COMMANDS, FAILED_ATTEMPTS, REQUESTED_SLOT, has_replied, is_meant_as_a_choice, text_of
from actions.guided.share.form import RouteForm
from actions.nlu_result import intent
from actions.reply import Event
from bot.guided.choice import Option
from bot.guided.share.route import Answers, Question, Route
from bot.text.wording import folded, is_question

# "hov, jeg mente kommunen"
_CORRECTS = re.compile(r"\b(?:mente|mener|hov|ups|rettelse|vent)\b")


class ValidateAnswer(Action, ABC):
    """Rasa's ``validate_<form>``: read the answer and say which question comes next. Subclasses say of which route."""

    @property
    @abstractmethod
    def walked(self) -> RouteForm:
        """The route."""

    def name(self) -> str:
        """The name Rasa's form calls it by."""
        return f"validate_{self.walked.form}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """The events of an answer; none at all makes the form step aside for whatever else was said."""
        walked = self.walked
        answers = walked.answers(tracker)
        asked = walked.requested(tracker)
        if asked is None:  # the route begins, or goes on after a stop
            return [SlotSet(FAILED_ATTEMPTS, 0), self._next(answers)]
        if has_replied(tracker):
            return [self._next(answers)]
        answered = [question for question in walked.route.questions if question.id in answers]
        heard = answer_given(tracker, walked.route, asked, answered)
        if heard:
            question, option = heard
            return [
                SlotSet(walked.slot(question.id), option.id),
                SlotSet(FAILED_ATTEMPTS, 0),
                self._next({**answers, question.id: option.id}),
            ]
        if not is_question(text_of(tracker)) and is_meant_as_a_choice(intent(tracker), text_of(tracker)):
            failed_attempts = (tracker.get_slot(FAILED_ATTEMPTS) or 0) + 1
            return [SlotSet(FAILED_ATTEMPTS, failed_attempts), SlotSet(REQUESTED_SLOT, walked.slot(asked.id))]
        return []

    def _next(self, answers: Answers) -> Event:
        following = self.walked.route.next_question(answers)
        event: Event = SlotSet(REQUESTED_SLOT, self.walked.slot(following.id) if following else None)
        return event


def answer_given(
    tracker: Tracker, walked: Route, asked: Question, answered: list[Question]
) -> tuple[Question, Option] | None:
    """The question that was answered and how: by a button, also an older one, or in words.

    ``answered`` are the questions before this one: "hov, jeg mente kommunen" is about the last of them it fits.
    """
    if intent(tracker) == "answer_question":
        question = walked.question(str(next(tracker.get_latest_entity_values("question"), "")))
        option = question.option(str(next(tracker.get_latest_entity_values("option"), ""))) if question else None
        return (question, option) if question and option else None
    if intent(tracker) in COMMANDS or is_question(text_of(tracker)):
        return None
    if _CORRECTS.search(folded(text_of(tracker))):
        for question in reversed(answered):
            if chosen := question.chosen(text_of(tracker)):
                return question, chosen
    chosen = asked.chosen(text_of(tracker))
    return (asked, chosen) if chosen else None
