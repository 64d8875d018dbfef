"""Guided routes on Rasa's forms: hear an answer, ask the next question.

Which questions there are and what they end in is data: bot/guided/share/route.py.
"""

import json
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guided import (
    MISSES,
    MOVES,
    REQUESTED_SLOT,
    STOP,
    Guided,
    has_replied,
    is_meant_as_a_choice,
    text_of,
)
from actions.nlu_result import intent
from actions.reply import Button, Event, Reply, ReplyingAction, fixed
from bot.core.outcomes import Outcome
from bot.guided.choice import Option
from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE, Answers, Question, Route, route
from bot.knowledge.responses import fixed_reply
from bot.text.wording import folded, is_question

START_SHARE = Button("Må jeg dele det? Svar på fem spørgsmål", "/start_share_route")
MAKE_FORM = Button("Lav et udkast til samtykkeerklæring", "/make_consent_form")

_BUTTONS_AND_BEGINNINGS = {"answer_question", "start_share_route", "make_consent_form"}
# "hov, jeg mente kommunen"
_CORRECTS = re.compile(r"\b(?:mente|mener|hov|ups|rettelse|vent)\b")


@dataclass(frozen=True)
class RouteForm(Guided):
    """A route and the Rasa form that walks it.

    Attributes:
        form: the form's name in domain.yml.
        prefix: its slots are ``<prefix>_<question id>``.
        path: the route's file.
    """

    form: str
    prefix: str
    path: Path
    stop_key = "rute-stoppet"

    @property
    def title(self) -> str:
        """The route's title."""
        return self.route.title

    @property
    def route(self) -> Route:
        """The route as its file has it."""
        return route(self.path)

    def slot(self, question_id: str) -> str:
        """The slot that keeps the answer to a question."""
        return f"{self.prefix}_{question_id}"

    def answers(self, tracker: Tracker) -> Answers:
        """What has been answered so far; a choice that the file no longer has counts as not answered."""
        given = {question.id: tracker.get_slot(self.slot(question.id)) for question in self.route.questions}
        return {
            question.id: given[question.id]
            for question in self.route.questions
            if given[question.id] and question.option(given[question.id])
        }

    def requested(self, tracker: Tracker) -> Question | None:
        """The question the form is waiting for an answer to."""
        slot = tracker.get_slot(REQUESTED_SLOT) or ""
        return self.route.question(slot.removeprefix(f"{self.prefix}_"))

    def begun(self, tracker: Tracker) -> bool:
        """Whether anything was answered; the end of a route empties it."""
        return bool(self.answers(tracker))

    def back(self, tracker: Tracker) -> dict[str, Any]:
        """The last answer is taken back."""
        return {self.slot(question_id): None for question_id in list(self.answers(tracker))[-1:]}

    def emptied(self, tracker: Tracker) -> dict[str, Any]:
        """All answers are taken back."""
        return {**self.empty()}

    def empty(self) -> dict[str, None]:
        """Every slot of the route without a value."""
        return {self.slot(question.id): None for question in self.route.questions}


SHARE = RouteForm("share_route", "share", SHARE_ROUTE)
CONSENT = RouteForm("consent_form", "consent", CONSENT_FORM)


class HearAnswer(Action, ABC):
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
            return [SlotSet(MISSES, 0), self._next(answers)]
        if has_replied(tracker):
            return [self._next(answers)]
        answered = [question for question in walked.route.questions if question.id in answers]
        heard = heard_answer(tracker, walked.route, asked, answered)
        if heard:
            question, option = heard
            return [
                SlotSet(walked.slot(question.id), option.id),
                SlotSet(MISSES, 0),
                self._next({**answers, question.id: option.id}),
            ]
        if not is_question(text_of(tracker)) and is_meant_as_a_choice(intent(tracker), text_of(tracker)):
            misses = (tracker.get_slot(MISSES) or 0) + 1
            return [SlotSet(MISSES, misses), SlotSet(REQUESTED_SLOT, walked.slot(asked.id))]
        return []

    def _next(self, answers: Answers) -> Event:
        following = self.walked.route.next_question(answers)
        event: Event = SlotSet(REQUESTED_SLOT, self.walked.slot(following.id) if following else None)
        return event


def heard_answer(
    tracker: Tracker, walked: Route, asked: Question, answered: list[Question]
) -> tuple[Question, Option] | None:
    """The question that was answered and how: by a button, also an older one, or in words.

    ``answered`` are the questions before this one: "hov, jeg mente kommunen" is about the last of them it fits.
    """
    if intent(tracker) == "answer_question":
        question = walked.question(str(next(tracker.get_latest_entity_values("question"), "")))
        option = question.option(str(next(tracker.get_latest_entity_values("option"), ""))) if question else None
        return (question, option) if question and option else None
    if intent(tracker) in MOVES or is_question(text_of(tracker)):
        return None
    if _CORRECTS.search(folded(text_of(tracker))):
        for question in reversed(answered):
            if chosen := question.chosen(text_of(tracker)):
                return question, chosen
    chosen = asked.chosen(text_of(tracker))
    return (asked, chosen) if chosen else None


class AskQuestion(ReplyingAction):
    """Rasa's ``action_ask_<slot>``: one question with its choices as buttons. Subclasses say which."""

    @property
    @abstractmethod
    def walked(self) -> RouteForm:
        """The route."""

    @property
    @abstractmethod
    def question_id(self) -> str:
        """The question."""

    def name(self) -> str:
        """The name Rasa's form calls it by."""
        return f"action_ask_{self.walked.slot(self.question_id)}"

    def reply(self, tracker: Tracker) -> Reply:
        """The question: with the introduction at first, explained once when it was not understood."""
        walked = self.walked.route
        question = walked.question(self.question_id)
        if question is None:  # taken out of the file while somebody stood at it
            return fixed("trukket-tilbage", resumes=False)
        misses = tracker.get_slot(MISSES) or 0
        interrupted = has_replied(tracker)
        buttons = [_choice(question, option) for option in question.options]
        paragraphs = []
        if interrupted and intent(tracker) not in MOVES:
            paragraphs.append(fixed_reply("rute-tilbage").text.format(route=walked.title))
        elif not (interrupted or misses or self.walked.answers(tracker)) and question == walked.questions[0]:
            paragraphs.append(walked.intro)
        if misses == 1 and not interrupted:
            paragraphs.append(question.explain)
        if not (interrupted or misses) and (heard := self._typed(tracker)):
            paragraphs.append(fixed_reply("rute-noteret").text.format(title=heard.title))
        if misses > 1 and not interrupted:
            paragraphs.append(fixed_reply("rute-udvej").text)
            buttons.append(STOP)
        paragraphs.append(f"**{question.text}**")
        return Reply(
            text="\n\n".join(paragraphs),
            outcome=Outcome.WALKTHROUGH,
            buttons=buttons,
            resumes=False,
            counted=not interrupted,
        )

    def _typed(self, tracker: Tracker) -> Option | None:
        """The option just heard in somebody's own words: they are to see how they were understood."""
        if intent(tracker) in {*MOVES, *_BUTTONS_AND_BEGINNINGS}:
            return None
        given = self.walked.answers(tracker)
        last = self.walked.route.question(list(given)[-1]) if given else None
        return last.option(given[last.id]) if last else None


def _choice(question: Question, option: Option) -> Button:
    payload = json.dumps({"question": question.id, "option": option.id})
    return Button(option.title, f"/answer_question{payload}")
