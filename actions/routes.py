"""Guided routes on Rasa's forms: hear an answer, ask the next question, stop, go back and go on.

Which questions there are and what they end in is data: bot/knowledge/route.py.
"""

import json
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import Button, Event, Reply, ReplyingAction, fixed
from actions.understood import intent
from bot.knowledge.fixed_replies import fixed_reply
from bot.knowledge.route import CONSENT_FORM, SHARE_ROUTE, Answers, Option, Question, Route, route
from bot.knowledge.wording import folded, is_question
from bot.outcomes import Outcome

REQUESTED_SLOT = "requested_slot"
MISSES = "route_misses"

START_SHARE = Button("Må jeg dele det? Svar på fem spørgsmål", "/start_share_route")
MAKE_FORM = Button("Lav et udkast til samtykkeerklæring", "/make_consent_form")
STOP = Button("Stop her", "/stop_route")
RESUME = Button("Fortsæt, hvor vi slap", "/resume_route")

# What somebody says who did not understand a question; anything else that is no answer interrupts the route.
_NO_ANSWER = {
    "nlu_fallback", "out_of_scope", "ask_unsure", "ask_legal_unsure", "affirm", "deny", "choose_first",
    "choose_second", "choose_third", "not_helped", "unreadable_no_words", "unreadable_empty",
    "unreadable_too_long", "other_language",
}  # fmt: skip
_BUTTONS_AND_BEGINNINGS = {"answer_question", "start_share_route", "make_consent_form"}
# "hov, jeg mente kommunen"
_CORRECTS = re.compile(r"\b(?:mente|mener|hov|ups|rettelse|vent)\b")
# In a route a few words that ask nothing are meant as an answer, also where they would be a question elsewhere.
_MOST_WORDS_OF_AN_ANSWER = 5
# Moves keep their meaning in a route, whatever words they are made with.
_MOVES = {"stop_route", "go_back", "resume_route", "restart_route", "crisis", "show_card"}


@dataclass(frozen=True)
class RouteForm:
    """A route and the Rasa form that walks it.

    Attributes:
        form: the form's name in domain.yml.
        prefix: its slots are ``<prefix>_<question id>``.
        path: the route's file.
    """

    form: str
    prefix: str
    path: Path

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

    def empty(self) -> dict[str, None]:
        """Every slot of the route without a value."""
        return {self.slot(question.id): None for question in self.route.questions}


SHARE = RouteForm("share_route", "share", SHARE_ROUTE)
CONSENT = RouteForm("consent_form", "consent", CONSENT_FORM)
FORMS = (SHARE, CONSENT)
_WAYS_IN = ((SHARE, START_SHARE), (CONSENT, MAKE_FORM))


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
        if _has_replied(tracker):
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
        if _is_meant_as_an_answer(tracker):
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
    if intent(tracker) in _MOVES or is_question(_text(tracker)):
        return None
    if _CORRECTS.search(folded(_text(tracker))):
        for question in reversed(answered):
            if chosen := question.chosen(_text(tracker)):
                return question, chosen
    chosen = asked.chosen(_text(tracker))
    return (asked, chosen) if chosen else None


def _is_meant_as_an_answer(tracker: Tracker) -> bool:
    text = _text(tracker)
    few = intent(tracker) in ("ask", "ask_legal") and len(text.split()) <= _MOST_WORDS_OF_AN_ANSWER
    return (few or intent(tracker) in _NO_ANSWER) and not is_question(text)


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
        interrupted = _has_replied(tracker)
        buttons = [_choice(question, option) for option in question.options]
        paragraphs = []
        if interrupted and intent(tracker) not in _MOVES:
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
        if intent(tracker) in {*_MOVES, *_BUTTONS_AND_BEGINNINGS}:
            return None
        given = self.walked.answers(tracker)
        last = self.walked.route.question(list(given)[-1]) if given else None
        return last.option(given[last.id]) if last else None


class StopRoute(ReplyingAction):
    """Stop where it stands; nothing that was answered is lost."""

    action_name = "action_stop_route"

    def reply(self, tracker: Tracker) -> Reply:
        """Say how to go on later."""
        if under_way(tracker) is None:
            return _nothing_under_way(tracker)
        return fixed("rute-stoppet", buttons=[RESUME], events=stopped(), resumes=False)


class RouteMove(ReplyingAction):
    """A move in the route under way, else in the one that has answers; its question is asked afterwards."""

    reply_key: str

    @abstractmethod
    def changed(self, walked: RouteForm, tracker: Tracker) -> dict[str, None]:
        """The answers the move takes back."""

    def reply(self, tracker: Tracker) -> Reply:
        """Make the move, or say that nothing is under way."""
        walked = under_way(tracker) or begun(tracker)
        if walked is None:
            return _nothing_under_way(tracker)
        events = [SlotSet(MISSES, 0), FollowupAction(walked.form)]
        return fixed(self.reply_key, slots={**self.changed(walked, tracker)}, events=events, resumes=False)


class ResumeRoute(RouteMove):
    """Go on where it was stopped, today or tomorrow."""

    action_name, reply_key = "action_resume_route", "rute-fortsaet"

    def changed(self, walked: RouteForm, tracker: Tracker) -> dict[str, None]:
        """None of them."""
        return {}


class GoBack(RouteMove):
    """To the question before, so that its answer can be another."""

    action_name, reply_key = "action_go_back", "rute-tilbage-et"

    def changed(self, walked: RouteForm, tracker: Tracker) -> dict[str, None]:
        """The last one."""
        return {walked.slot(question_id): None for question_id in list(walked.answers(tracker))[-1:]}


class RestartRoute(RouteMove):
    """From the first question, with nothing answered."""

    action_name, reply_key = "action_restart_route", "rute-forfra"

    def changed(self, walked: RouteForm, tracker: Tracker) -> dict[str, None]:
        """All of them."""
        return walked.empty()


class TakeLateAnswer(ReplyingAction):
    """A button of a route that is no longer under way."""

    action_name = "action_take_late_answer"

    def reply(self, tracker: Tracker) -> Reply:
        """Offer to go on or to begin; a route under way just asks again."""
        return fixed("rute-gammel-knap") if under_way(tracker) else _nothing_under_way(tracker)


def _nothing_under_way(tracker: Tracker) -> Reply:
    return fixed("rute-ingen", buttons=[RESUME if begun(tracker) else START_SHARE])


def offers_after(card_id: str, tracker: Tracker) -> list[Button]:
    """The routes that are offered under a card; none while one is under way."""
    if under_way(tracker):
        return []
    return [button for walked, button in _WAYS_IN if card_id in walked.route.offered_after]


def stopped() -> list[Event]:
    """The events that stop a route and keep its answers."""
    return [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]


def under_way(tracker: Tracker) -> RouteForm | None:
    """The route that is waiting for an answer."""
    name = (tracker.active_loop or {}).get("name")
    return next((walked for walked in FORMS if walked.form == name), None)


def begun(tracker: Tracker) -> RouteForm | None:
    """A route with answers that was not brought to its end."""
    return next((walked for walked in FORMS if walked.answers(tracker)), None)


def _choice(question: Question, option: Option) -> Button:
    payload = json.dumps({"question": question.id, "option": option.id})
    return Button(option.title, f"/answer_question{payload}")


def _text(tracker: Tracker) -> str:
    return str(tracker.latest_message.get("text") or "")


def _has_replied(tracker: Tracker) -> bool:
    """Whether something was already said to the latest message: then it has been read, and is no answer."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot":
            return True
    return False
