"""The walk through the five attention points as a guided conversation; its answers are in the store."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction

from actions.guided.form import STOPPED, Guided
from actions.reply import Button, Event
from bot.guided.answers import from_json
from bot.guided.plan.content import Step, plan_content
from bot.guided.plan.walk import Walk
from bot.store import plans

PLAN_SLOT, STEP_SLOT, NOTED_SLOT, ANSWER_SLOT = "plan", "plan_step", "plan_noted", "plan_answer"
NEXT = "next_step"
# "Hvad vil du rette?" was the last thing said.
CORRECT = "correct"
CORRECT_ONE = Button("Ret et svar", "/correct_answer")
START_PLAN = Button("Lav en samarbejdsplan, trin for trin", "/start_plan")


class PlanForm(Guided):
    """The walk as a guided conversation; what was answered is in the store, the slots say only where it stands."""

    form = "plan_walk"
    answer_slots = (ANSWER_SLOT,)
    stop_key = "plan-pause"
    for_staff = True

    @property
    def title(self) -> str:
        """The walk's title."""
        return plan_content().texts.title

    def ways_in(self) -> list[tuple[list[str], Button]]:
        """The plan."""
        return [(plan_content().texts.offered_after, START_PLAN)]

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
    return Walk.of(plan_content(), from_json(plan.answers), plan.version) if plan else None


def current_step(walk: Walk, tracker: Tracker) -> Step | None:
    """The step the conversation stands at; the first open one where the files no longer have it."""
    step = walk.step(tracker.get_slot(STEP_SLOT))
    return step if step and any(one.id == step.id for one in walk.steps()) else walk.next_open()
