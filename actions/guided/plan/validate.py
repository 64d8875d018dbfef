"""Keep an answer of the walk and say which question comes next."""

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guided.form import FAILED_ATTEMPTS, REQUESTED_SLOT, STOPPED, has_replied
from actions.guided.plan.form import ANSWER_SLOT, NOTED_SLOT, PLAN, PLAN_SLOT, STEP_SLOT, current_step, walk_of
from actions.guided.plan.interpret import Asked, Given, interpret, interrupts
from actions.nlu_result import intent
from actions.reply import Event
from bot.core.settings import settings
from bot.guided.answers import as_json
from bot.guided.free_text import InputKind
from bot.guided.plan.content import Step, plan_content
from bot.guided.plan.walk import Walk
from bot.store import plans

logger = logging.getLogger(__name__)


class ValidatePlanAnswer(Action):
    """``validate_plan_walk``: keep the answer and say which question comes next."""

    def name(self) -> str:
        """The name Rasa's form calls it by."""
        return f"validate_{PLAN.form}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """The events of an answer; none at all makes the form step aside for whatever else was said."""
        try:
            return self._heard(tracker)
        except Exception as error:
            # The question stands: it is asked again when the store is back. Only the kind is logged, no words.
            logger.error("An answer in the walk was not kept: %s", type(error).__name__)
            # Without another slot the form would step aside and call a pressed button an old one.
            pressed = [SlotSet(FAILED_ATTEMPTS, 0)] if intent(tracker) == "answer_question" else []
            return [*pressed, SlotSet(REQUESTED_SLOT, ANSWER_SLOT)]

    def _heard(self, tracker: Tracker) -> list[Event]:
        walk = walk_of(tracker)
        waits = tracker.get_slot(REQUESTED_SLOT) == ANSWER_SLOT and not has_replied(tracker)
        if walk is None:
            # Its time was up, or it was deleted in another tab: any other intent keeps its meaning.
            return [] if waits and interrupts(tracker) else _begun_anew()
        step = current_step(walk, tracker)
        if step is None or not waits:
            return [*_asking(walk, step), SlotSet(STOPPED, None)]
        given = interpret(walk, step, tracker)
        if isinstance(given, Given):
            return _kept(walk, step, given, tracker)
        if isinstance(given, Asked):
            return _asking(walk, given.step)
        if given is InputKind.UNCLEAR:
            failed_attempts = (tracker.get_slot(FAILED_ATTEMPTS) or 0) + 1
            return [
                SlotSet(FAILED_ATTEMPTS, failed_attempts),
                SlotSet(NOTED_SLOT, None),
                SlotSet(REQUESTED_SLOT, ANSWER_SLOT),
            ]
        return []


def _begun_anew() -> list[Event]:
    token = plans.begin(settings().document_days)
    return [SlotSet(PLAN_SLOT, token), SlotSet(STOPPED, None), *_asking(Walk(plan_content(), {}))]


def _kept(walk: Walk, asked: Step, given: Given, tracker: Tracker) -> list[Event]:
    after = walk.with_answer(given.step, given.answer)
    plans.change(str(tracker.get_slot(PLAN_SLOT)), as_json(after.answers), settings().document_days, walk.version)
    # An older button corrects its answer; the question that stands is still the one to ask.
    following = asked if given.step.id != asked.id and asked.id not in after.answers else None
    return [*_asking(after, following), SlotSet(NOTED_SLOT, given.step.id)]


def _asking(walk: Walk, step: Step | None = None) -> list[Event]:
    following = step or walk.next_open()
    return [
        SlotSet(FAILED_ATTEMPTS, 0),
        SlotSet(NOTED_SLOT, None),
        SlotSet(STEP_SLOT, following.id if following else None),
        SlotSet(REQUESTED_SLOT, ANSWER_SLOT if following else None),
    ]
