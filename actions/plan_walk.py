"""The walk through the five attention points on Rasa's form: hear an answer, ask the next question."""

import json
import logging
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.cards import source_line, sources
from actions.guided import (
    MISSES,
    MOVES,
    REQUESTED_SLOT,
    STOP,
    STOPPED,
    TELLS_OF_DANGER,
    Guided,
    has_replied,
    is_meant_as_a_choice,
    text_of,
    was_pressed,
)
from actions.nlu_result import intent, nearness
from actions.plan_words import (
    header,
    not_mentioned,
    numbered,
    place_in_words,
    place_shown,
    summary,
    to_read,
    what_was_said,
)
from actions.reply import ASKS_WHETHER, Button, Event, Reply, ReplyingAction
from bot.core.outcomes import Outcome
from bot.core.settings import settings
from bot.guided.answers import SKIPPED, Answer, as_json, from_json
from bot.guided.choice import Option, chosen
from bot.guided.free_text import Heard, Said, asks, hear
from bot.guided.plan.content import PLACE_SHOWN, PlanOption, Point, Step, plan_content
from bot.guided.plan.walk import Walk
from bot.knowledge.responses import fixed_reply
from bot.store import plans
from bot.store.answers import find_card

logger = logging.getLogger(__name__)

PLAN_SLOT, STEP_SLOT, NOTED_SLOT, ANSWER_SLOT = "plan", "plan_step", "plan_noted", "plan_answer"

SKIP, NEXT = "spring-over", "next_step"
# After these the walk just goes on: somebody who asked for an example has not been away.
_OWN_MOVES = {*MOVES, "ask_example", "ask_progress", "correct_this", "delete_plan", "get_plan"}
# And after these it comes to a question anew, with all that belongs to it.
_COME_TO = {*MOVES, "correct_this"}
# "Hvad vil du rette?" was the last thing said.
CORRECT = "correct"

_EXAMPLE = Button("Giv mig et eksempel", "/ask_example")
CORRECT_ONE = Button("Ret et svar", "/correct_answer")


class PlanForm(Guided):
    """The walk as a guided conversation; what was answered is in the store, the slots say only where it stands."""

    form = "plan_walk"
    stop_key = "plan-pause"

    @property
    def title(self) -> str:
        """The walk's title."""
        return plan_content().texts.title

    def begun(self, tracker: Tracker) -> bool:
        """Whether there is a plan that is not approved."""
        walk = walk_of(tracker)
        return bool(walk and walk.next_open())

    def back(self, tracker: Tracker) -> dict[str, Any]:
        """The step before; its answer stays until there is another."""
        walk = walk_of(tracker)
        step = walk and current_step(walk, tracker)
        return {STEP_SLOT: walk.before(step).id} if walk and step else {}

    def emptied(self, tracker: Tracker) -> dict[str, Any]:
        """The plan is deleted."""
        plans.forget(tracker.get_slot(PLAN_SLOT))
        return {PLAN_SLOT: None, STEP_SLOT: None, NOTED_SLOT: None}


PLAN = PlanForm()


def back_to_the_walk(tracker: Tracker) -> list[Event]:
    """The event that goes on with the walk after a route that was taken in the middle of it; none where it stopped."""
    waits = PLAN.begun(tracker) and tracker.get_slot(STOPPED) != PLAN.form
    return [FollowupAction(PLAN.form)] if waits else []


def walk_of(tracker: Tracker) -> Walk | None:
    """The walk as far as this conversation has come; ``None`` if there is none, or its time is up."""
    plan = plans.find(tracker.get_slot(PLAN_SLOT))
    return Walk.of(plan_content(), from_json(plan.answers)) if plan else None


def current_step(walk: Walk, tracker: Tracker) -> Step | None:
    """The step the conversation stands at; the first open one where the files no longer have it."""
    step = walk.step(tracker.get_slot(STEP_SLOT))
    return step if step and any(one.id == step.id for one in walk.steps()) else walk.next_open()


@dataclass(frozen=True)
class _Given:
    """An answer and the step it is to: the one asked, or an older one whose button was pressed."""

    step: Step
    answer: Answer


@dataclass(frozen=True)
class _Asked:
    """A question somebody wants to stand at."""

    step: Step


class HearPlanAnswer(Action):
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
            pressed = [SlotSet(MISSES, 0)] if intent(tracker) == "answer_question" else []
            return [*pressed, SlotSet(REQUESTED_SLOT, ANSWER_SLOT)]

    def _heard(self, tracker: Tracker) -> list[Event]:
        walk = walk_of(tracker)
        waits = tracker.get_slot(REQUESTED_SLOT) == ANSWER_SLOT and not has_replied(tracker)
        if walk is None:
            # Its time was up, or it was deleted in another tab: whoever says something else is heard all the same.
            return [] if waits and _interrupts(tracker) else _begun_anew()
        step = current_step(walk, tracker)
        if step is None or not waits:
            return [*_asking(walk, step), SlotSet(STOPPED, None)]
        given = _given(walk, step, tracker)
        if isinstance(given, _Given):
            return _kept(walk, step, given, tracker)
        if isinstance(given, _Asked):
            return _asking(walk, given.step)
        if given is Heard.UNCLEAR:
            misses = (tracker.get_slot(MISSES) or 0) + 1
            return [SlotSet(MISSES, misses), SlotSet(NOTED_SLOT, None), SlotSet(REQUESTED_SLOT, ANSWER_SLOT)]
        return []


def _begun_anew() -> list[Event]:
    token = plans.begin(settings().document_days)
    return [SlotSet(PLAN_SLOT, token), SlotSet(STOPPED, None), *_asking(Walk(plan_content(), {}))]


def _interrupts(tracker: Tracker) -> bool:
    if was_pressed(tracker):
        return intent(tracker) not in ("answer_question", "start_plan")
    return hear(_said(tracker)) is Heard.INTERRUPTION


def _said(tracker: Tracker) -> Said:
    return Said(text_of(tracker), intent(tracker), nearness(tracker))


def _given(walk: Walk, step: Step, tracker: Tracker) -> _Given | _Asked | Heard:
    """The answer in the latest message, or another question to ask, or why there is neither."""
    if intent(tracker) == "answer_question":
        return _pressed(walk, tracker)
    said = _said(tracker)
    heard = hear(said, legal=step.legal)
    if intent(tracker) in TELLS_OF_DANGER:
        return Heard.INTERRUPTION
    if intent(tracker) == "start_plan" and heard is Heard.INTERRUPTION and not walk.chosen_alone(step, said.text):
        return _Asked(step)
    if named := _named_to_correct(walk, tracker):
        return _Asked(named)
    if was_pressed(tracker) or (intent(tracker) in ("affirm", "deny") and tracker.get_slot(ASKS_WHETHER)):
        return Heard.INTERRUPTION
    if option := _chosen(walk, step, tracker):
        return _Given(step, Answer(option=option.id))
    if intent(tracker) == NEXT and heard is Heard.INTERRUPTION and step.id != walk.content.texts.approval.id:
        return _Given(step, walk.answers.get(step.id, SKIPPED))
    if step.open:
        return _Given(step, Answer(text=said.text)) if heard is Heard.ANSWER else heard
    if heard is Heard.UNCLEAR or (heard is Heard.ANSWER and is_meant_as_a_choice(intent(tracker), said.text)):
        return Heard.UNCLEAR
    return Heard.INTERRUPTION


def _named_to_correct(walk: Walk, tracker: Tracker) -> Step | None:
    """The question that a number or title names, typed where it was asked which one to correct."""
    if tracker.get_slot(ASKS_WHETHER) != CORRECT or was_pressed(tracker):
        return None
    found = chosen([Option(id=step.id, title=step.title) for step in numbered(walk)], text_of(tracker))
    return walk.step(found.id) if found else None


def _chosen(walk: Walk, step: Step, tracker: Tracker) -> PlanOption | None:
    """The option typed words mean; among choices neither a move nor a question is one, unless it is its very name."""
    if not step.open and intent(tracker) in {*MOVES, NEXT}:
        return None
    alone = walk.chosen_alone(step, text_of(tracker))
    if alone or step.open or asks(text_of(tracker)):
        return alone
    return walk.chosen(step, text_of(tracker))


def _pressed(walk: Walk, tracker: Tracker) -> _Given | Heard:
    step = walk.step(str(next(tracker.get_latest_entity_values("question"), "")))
    option = str(next(tracker.get_latest_entity_values("option"), ""))
    if step is None or not (option == SKIP or step.option(option)):
        return Heard.INTERRUPTION
    if option == SKIP:
        # Pressed twice, or late: what was answered stays answered.
        return _Given(step, walk.answers.get(step.id, SKIPPED))
    return _Given(step, Answer(option=option))


def _kept(walk: Walk, asked: Step, given: _Given, tracker: Tracker) -> list[Event]:
    after = walk.with_answer(given.step, given.answer)
    plans.change(str(tracker.get_slot(PLAN_SLOT)), as_json(after.answers), settings().document_days)
    # An older button corrects its answer; the question that stands is still the one to ask.
    following = asked if given.step.id != asked.id and asked.id not in after.answers else None
    return [*_asking(after, following), SlotSet(NOTED_SLOT, given.step.id)]


def _asking(walk: Walk, step: Step | None = None) -> list[Event]:
    following = step or walk.next_open()
    return [
        SlotSet(MISSES, 0),
        SlotSet(NOTED_SLOT, None),
        SlotSet(STEP_SLOT, following.id if following else None),
        SlotSet(REQUESTED_SLOT, ANSWER_SLOT if following else None),
    ]


class AskPlanStep(ReplyingAction):
    """Rasa's ``action_ask_plan_answer``: the question the walk stands at, with what belongs around it."""

    action_name = f"action_ask_{ANSWER_SLOT}"

    def reply(self, tracker: Tracker) -> Reply:
        """What was noted, what to think of, and the question with its suggestions."""
        walk = walk_of(tracker) or Walk(plan_content(), {})
        step = current_step(walk, tracker) or walk.content.texts.approval
        point = walk.point_of(step)
        interrupted = has_replied(tracker)
        whole = not interrupted or intent(tracker) in _COME_TO
        fresh = not (interrupted or tracker.get_slot(MISSES))
        begins = fresh and point is not None and step.id == point.steps[0].id and step.id not in walk.answers
        card = find_card(point.card) if begins and point and point.card else None
        token = str(tracker.get_slot(PLAN_SLOT))
        paragraphs = [
            *_before_the_question(walk, step, tracker),
            *([header(walk, point, source_line(card) if card else "")] if begins and point and point.number else ()),
            *(_with_the_question(walk, step, point) if whole else ()),
            f"**{walk.question(step)}**",
            *_own_answer(walk, step),
        ]
        return Reply(
            text="\n\n".join(part for part in paragraphs if part),
            outcome=Outcome.WALKTHROUGH,
            sources=sources(card) if card else (),
            reviewed=card.reviewed.isoformat() if card else None,
            attachments=place_shown(walk, token) if step.id == PLACE_SHOWN and whole else (),
            buttons=_buttons(walk, step, tracker),
            resumes=False,
            counted=not interrupted,
        )


def _before_the_question(walk: Walk, step: Step, tracker: Tracker) -> list[str]:
    misses = tracker.get_slot(MISSES) or 0
    if has_replied(tracker):
        return (
            []
            if intent(tracker) in _OWN_MOVES or not walk.answers
            else [fixed_reply("rute-tilbage").text.format(route=PLAN.title)]
        )
    if misses:
        return [fixed_reply("plan-udvej" if step.open else "rute-udvej").text if misses > 1 else step.explain]
    if not walk.answers and tracker.get_slot(NOTED_SLOT) is None:
        return [walk.content.texts.intro.format(days=settings().document_days)]
    noted = walk.step(tracker.get_slot(NOTED_SLOT))
    return [what_was_said(walk, noted, pressed=was_pressed(tracker))] if noted else []


def _with_the_question(walk: Walk, step: Step, point: Point | None) -> list[str]:
    if step.id == PLACE_SHOWN:
        return [place_in_words(walk)]
    if point and step.id == point.more:
        return [not_mentioned(walk, point)]
    if step.id == walk.content.texts.approval.id:
        return [summary(walk)]
    return []


def _own_answer(walk: Walk, step: Step) -> list[str]:
    """To a question that was answered before: what stands there now."""
    answer = walk.answers.get(step.id)
    if answer is None or answer.skipped:
        return []
    option = step.option(answer.option)
    return [fixed_reply("plan-dit-svar").text.format(answer=option.title if option else answer.text)]


def _buttons(walk: Walk, step: Step, tracker: Tracker) -> list[Button]:
    choices = [_choice(step, option.id, option.title) for option in walk.offered(step)]
    way_out = [STOP] if (tracker.get_slot(MISSES) or 0) > 1 and not has_replied(tracker) else []
    if step.id == walk.content.texts.approval.id:
        return [*choices, CORRECT_ONE, *way_out]
    point = walk.point_of(step)
    is_addition = point is not None and step.id == point.more
    if point and is_addition:
        choices += to_read(walk, point)
    skip = [] if is_addition or step.id == PLACE_SHOWN else [_choice(step, SKIP, "Spring over")]
    return [*choices, *([_EXAMPLE] if step.examples else []), *skip, *way_out]


def _choice(step: Step, option: str, title: str) -> Button:
    return Button(title, f"/answer_question{json.dumps({'question': step.id, 'option': option})}")
