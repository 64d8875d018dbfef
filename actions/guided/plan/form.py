"""The hooks file of the walk through the five attention points: all that the registry needs to know of it.

The answers are in the store.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction

from actions.guided.form import STOPPED
from actions.guided.kept import KeptGuided
from actions.guided.plan.state import NOTED_SLOT, PLAN_SLOT, STEP_SLOT, current_step, walk_of
from actions.reply import Button, Event
from bot.guided.plan.content import Step, plan_content
from bot.guided.plan.walk import Walk
from bot.store import plans

ANSWER_SLOT = "plan_answer"
NEXT = "next_step"
# "Hvad vil du rette?" was the last thing said.
CORRECT = "correct"
CORRECT_ONE = Button("Ret et svar", "/correct_answer")
START_PLAN = Button("Lav en samarbejdsplan, trin for trin", "/start_plan")


class PlanForm(KeptGuided[Walk, Step]):
    """The walk as a guided conversation."""

    form = "plan_walk"
    answer_slots = (ANSWER_SLOT,)
    step_slot = STEP_SLOT
    stop_key = "plan-pause"
    for_staff = True

    @property
    def title(self) -> str:
        """The walk's title."""
        return plan_content().texts.title

    def ways_in(self) -> list[tuple[list[str], Button]]:
        """The plan."""
        return [(plan_content().texts.offered_after, START_PLAN)]

    def stands_at(self, tracker: Tracker) -> tuple[Walk, Step | None] | None:
        """The walk and its question."""
        walk = walk_of(tracker)
        return (walk, current_step(walk, tracker)) if walk else None

    def emptied(self, tracker: Tracker) -> dict[str, Any]:
        """The plan is deleted."""
        plans.forget(tracker.get_slot(PLAN_SLOT))
        return {PLAN_SLOT: None, STEP_SLOT: None, NOTED_SLOT: None}


PLAN = PlanForm()


def back_to_the_walk(tracker: Tracker) -> list[Event]:
    """The event that goes on with the walk after a route that was taken in the middle of it; none where it stopped."""
    waits = PLAN.begun(tracker) and tracker.get_slot(STOPPED) != PLAN.form
    return [FollowupAction(PLAN.form)] if waits else []
