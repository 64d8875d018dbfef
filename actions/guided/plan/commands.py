"""Commands of the walk alone: an example, how far, delete the plan. To correct an answer: correct.py."""

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.cards import card_reply
from actions.guided.commands import nothing_under_way
from actions.guided.form import ask_before_deleting, form_under_way, is_confirmed, stopped
from actions.guided.meeting.ask import explained, how_far
from actions.guided.meeting.form import PREPARATION
from actions.guided.meeting.list import list_deleted
from actions.guided.meeting.state import talk_of
from actions.guided.plan.form import PLAN
from actions.guided.plan.state import current_step, walk_of
from actions.reply import Button, Event, Reply, fixed
from bot.core.outcomes import Outcome
from bot.guided.plan.content import Point
from bot.store.answers import find_card

_REALLY_DELETE = Button("Ja, slet planen", "/delete_plan", "delete")
DELETE = "delete"
_EXAMPLES_ELSEWHERE = "cases-overblik"


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
