"""Change an answer of the walk."""

import json
import re
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.base import ReplyingAction
from actions.guided.ask import correct
from actions.guided.commands import GoBack, nothing_under_way
from actions.guided.conversations import under_way
from actions.guided.form import FAILED_ATTEMPTS, Guided, ask_confirmation
from actions.guided.plan.form import CORRECT, PLAN
from actions.guided.plan.state import PLAN_SLOT, STEP_SLOT, walk_of
from actions.guided.plan.words import numbered
from actions.message import named, text_of, was_pressed
from actions.nlu_result import intent
from actions.reply import Button, Reply, fixed
from bot.core.settings import settings
from bot.guided.answers import as_json
from bot.guided.plan.content import Step
from bot.guided.plan.walk import Walk
from bot.store import plans

_NUMBER = re.compile(r"\b(\d{1,2})\b")


class CorrectAnswer(ReplyingAction):
    """Change an answer: by its number in the summary, or by choosing the part and then the question."""

    action_name = "action_correct_answer"

    def reply(self, tracker: Tracker) -> Reply:
        """The question again, or the choice that leads to it."""
        walk = walk_of(tracker)
        guided = under_way(tracker)
        if guided and guided is not PLAN:
            return _opened_in(guided, tracker) or GoBack().reply(tracker)
        if walk is None or not (walk.answers or guided):
            return nothing_under_way(tracker)
        if step := _named(walk, tracker):
            return _opened(walk, step, tracker)
        which = ask_confirmation("plan-hvilket-svar", CORRECT, _to_choose_from(walk, tracker))
        # The form stepped aside for this; it shall hear what comes next, or a title that is typed would be a question.
        return replace(which, events=[ActiveLoop(PLAN.form), *which.events]) if guided else which


def _opened_in(guided: Guided, tracker: Tracker) -> Reply | None:
    """Back to a question of what is under way; ``None`` where none is named."""
    slots = guided.opened(_question(tracker), tracker)
    events = [SlotSet(FAILED_ATTEMPTS, 0), FollowupAction(guided.form)]
    return fixed("plan-ret", slots=slots, events=events, resumes=False) if slots else None


def _question(tracker: Tracker) -> str:
    """The id of the question that a button names; empty where none does."""
    return named("question", tracker) if intent(tracker) == "correct_this" else ""


def _named(walk: Walk, tracker: Tracker) -> Step | None:
    """The question a button or a number names."""
    if question := _question(tracker):
        return walk.step(question)
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
        part = named("part", tracker)
        of_the_part = [step for step in steps if (point := walk.point_of(step)) and point.id == part]
        return [Button(step.title, correct(step.id)) for step in of_the_part]
    points = [point for point in walk.content.points if any(walk.point_of(step) is point for step in steps)]
    return [Button(point.title, "/correct_part" + json.dumps({"part": point.id})) for point in points]
