"""Commands of the walk alone: an example, how far, correct an answer, delete the plan."""

import json
import re
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.base import ReplyingAction
from actions.cards import card_reply
from actions.guided.commands import GoBack, nothing_under_way, under_way
from actions.guided.form import (
    FAILED_ATTEMPTS,
    ask_before_deleting,
    ask_confirmation,
    form_under_way,
    is_confirmed,
    stopped,
    text_of,
    was_pressed,
)
from actions.guided.meeting.ask import explained, how_far
from actions.guided.meeting.form import PREPARATION, talk_of
from actions.guided.meeting.list import list_deleted
from actions.guided.plan.form import CORRECT, PLAN, PLAN_SLOT, STEP_SLOT, current_step, walk_of
from actions.guided.plan.words import numbered
from actions.nlu_result import intent
from actions.reply import Button, Event, Reply, fixed
from bot.core.outcomes import Outcome
from bot.core.settings import settings
from bot.guided.answers import as_json
from bot.guided.plan.content import Point, Step
from bot.guided.plan.walk import Walk
from bot.store import plans
from bot.store.answers import find_card

_NUMBER = re.compile(r"\b(\d{1,2})\b")
_REALLY_DELETE = Button("Ja, slet planen", "/delete_plan", "delete")
DELETE = "delete"
_EXAMPLES_ELSEWHERE = "cases-overblik"


class CorrectAnswer(ReplyingAction):
    """Change an answer: by its number in the summary, or by choosing the part and then the question."""

    action_name = "action_correct_answer"

    def reply(self, tracker: Tracker) -> Reply:
        """The question again, or the choice that leads to it."""
        walk = walk_of(tracker)
        guided = under_way(tracker)
        if guided and guided is not PLAN:
            return GoBack().reply(tracker)
        if walk is None or not (walk.answers or guided):
            return nothing_under_way(tracker)
        if step := _named(walk, tracker):
            return _opened(walk, step, tracker)
        which = ask_confirmation("plan-hvilket-svar", CORRECT, _to_choose_from(walk, tracker))
        # The form stepped aside for this; it shall hear what comes next, or a title that is typed would be a question.
        return replace(which, events=[ActiveLoop(PLAN.form), *which.events]) if guided else which


class TellProgress(ReplyingAction):
    """How far the walk has come."""

    action_name = "action_tell_progress"

    def reply(self, tracker: Tracker) -> Reply:
        """The point, and how many questions are answered of how many."""
        if form_under_way(tracker) == PREPARATION.form:
            return how_far(tracker)
        walk = walk_of(tracker)
        if walk is None or not PLAN.begun(tracker):
            return nothing_under_way(tracker)
        step = current_step(walk, tracker)
        point = walk.point_of(step) if step else None
        asked = [one for one in walk.steps() if (its := walk.point_of(one)) and one.id != its.more]
        done = sum(one.id in walk.answers for one in asked)
        return fixed("plan-hvor-langt", words={"where": _where(point), "done": str(done), "all": str(len(asked))})


class GiveExample(ReplyingAction):
    """What an answer to the question could look like."""

    action_name = "action_give_example"

    def reply(self, tracker: Tracker) -> Reply:
        """An example for the target group; outside the walk the cases are the examples."""
        if form_under_way(tracker) == PREPARATION.form:
            return explained(tracker)
        walk = walk_of(tracker) if form_under_way(tracker) == PLAN.form else None
        step = current_step(walk, tracker) if walk else None
        if walk is None or step is None:
            card = find_card(_EXAMPLES_ELSEWHERE)
            return card_reply(card, tracker) if card else fixed("intet-at-vise")
        if not step.examples:
            return Reply(text=step.explain, outcome=Outcome.WALKTHROUGH)
        return fixed("plan-eksempel", words={"example": step.examples[walk.group]})


class DeletePlan(ReplyingAction):
    """Delete the plan and everything answered for it, after a second word."""

    action_name = "action_delete_plan"

    def reply(self, tracker: Tracker) -> Reply:
        """Ask whether it is meant, or say that it is done."""
        if form_under_way(tracker) == PREPARATION.form:
            return list_deleted(tracker)
        if walk_of(tracker) is None:
            return list_deleted(tracker) if talk_of(tracker) else fixed("plan-ingen")
        if not is_confirmed(tracker, DELETE):
            return ask_before_deleting("plan-slet-sikker", DELETE, _REALLY_DELETE)
        return deleted(tracker)


def deleted(tracker: Tracker) -> Reply:
    """The plan is gone, and the walk with it."""
    events: list[Event] = stopped(tracker) if form_under_way(tracker) == PLAN.form else []
    return fixed("plan-slettet", slots=PLAN.emptied(tracker), events=events, resumes=False)


def _where(point: Point | None) -> str:
    if point is None:
        return "listen med alle svarene"
    return f"punkt {point.number} af 5, »{point.title}«" if point.number else "indledningen"


def _named(walk: Walk, tracker: Tracker) -> Step | None:
    """The question a button or a number names."""
    if intent(tracker) == "correct_this":
        return walk.step(str(next(tracker.get_latest_entity_values("question"), "")))
    number = _NUMBER.search(text_of(tracker)) if not was_pressed(tracker) else None
    steps = numbered(walk)
    return steps[int(number[1]) - 1] if number and 1 <= int(number[1]) <= len(steps) else None


def _opened(walk: Walk, step: Step, tracker: Tracker) -> Reply:
    """Back to a question; the plan is approved anew afterwards."""
    approval = walk.content.texts.approval.id
    if approval in walk.answers:
        kept = {step_id: answer for step_id, answer in walk.answers.items() if step_id != approval}
        plans.change(str(tracker.get_slot(PLAN_SLOT)), as_json(kept), settings().document_days, walk.version)
    events = [SlotSet(FAILED_ATTEMPTS, 0), FollowupAction(PLAN.form)]
    return fixed("plan-ret", slots={STEP_SLOT: step.id}, events=events, resumes=False)


def _to_choose_from(walk: Walk, tracker: Tracker) -> list[Button]:
    """The parts that have answers, or the questions of the part that was chosen."""
    steps = [step for step in numbered(walk) if step.id in walk.answers]
    if intent(tracker) == "correct_part":
        part = str(next(tracker.get_latest_entity_values("part"), ""))
        of_the_part = [step for step in steps if (point := walk.point_of(step)) and point.id == part]
        return [Button(step.title, "/correct_this" + json.dumps({"question": step.id})) for step in of_the_part]
    points = [point for point in walk.content.points if any(walk.point_of(step) is point for step in steps)]
    return [Button(point.title, "/correct_part" + json.dumps({"part": point.id})) for point in points]
