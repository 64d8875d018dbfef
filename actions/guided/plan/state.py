"""Where the walk of this conversation stands, read from its slots and the store."""

from rasa_sdk import Tracker

from bot.guided.answers import from_json
from bot.guided.plan.content import Step, plan_content
from bot.guided.plan.walk import Walk
from bot.store import plans

PLAN_SLOT, STEP_SLOT, NOTED_SLOT = "plan", "plan_step", "plan_noted"


def walk_of(tracker: Tracker) -> Walk | None:
    """It as far as the conversation has come; ``None`` if there is none, or its time is up."""
    plan = plans.find(tracker.get_slot(PLAN_SLOT))
    return Walk.of(plan_content(), from_json(plan.answers), plan.version) if plan else None


def current_step(walk: Walk, tracker: Tracker) -> Step | None:
    """The question it stands at; the first open one where the files no longer have it."""
    step = walk.step(tracker.get_slot(STEP_SLOT))
    return step if step and any(one.id == step.id for one in walk.steps()) else walk.next_open()
