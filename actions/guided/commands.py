"""Commands in whatever is under way: stop, go on, one back, from the beginning, and buttons that come too late."""

from abc import abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet

from actions.audience import to_parent
from actions.base import ReplyingAction
from actions.guided.conversations import begun, under_way
from actions.guided.form import FAILED_ATTEMPTS, RESUME, Guided, ask_before_deleting, is_confirmed, stopped
from actions.guided.meeting.form import START_TALK
from actions.guided.plan.form import PLAN, START_PLAN, back_to_the_walk
from actions.guided.plan.papers import HandOverPlan
from actions.guided.plan.state import walk_of
from actions.guided.share.form import START_SHARE
from actions.message import named
from actions.reply import Button, Reply, fixed

RESTART = "restart"
_REALLY_RESTART = Button("Ja, begynd forfra", "/restart_route", "delete")


class StopRoute(ReplyingAction):
    """Stop where it stands; nothing that was answered is lost."""

    action_name = "action_stop_route"

    def reply(self, tracker: Tracker) -> Reply:
        """Say how to go on later."""
        guided = under_way(tracker)
        if guided is None:
            return nothing_under_way(tracker)
        back = [] if guided is PLAN else back_to_the_walk(tracker)
        return fixed(guided.said_at_stop(tracker), buttons=[RESUME], events=[*stopped(tracker), *back], resumes=False)


class Move(ReplyingAction):
    """A move in what is under way, else in what was stopped; its question is asked afterwards."""

    reply_key: str

    @abstractmethod
    def changed(self, guided: Guided, tracker: Tracker) -> dict[str, Any]:
        """The slots the move changes."""

    def reply(self, tracker: Tracker) -> Reply:
        """Make the move, or say that nothing is under way."""
        guided = under_way(tracker) or begun(tracker) or self.of_the_finished(tracker)
        if guided is None:
            return nothing_under_way(tracker)
        return self.made(guided, tracker)

    def of_the_finished(self, tracker: Tracker) -> Guided | None:
        """What is at its end and can still be moved in."""
        return None

    def made(self, guided: Guided, tracker: Tracker) -> Reply:
        """The reply to the move; the form then asks where it has come to."""
        events = [SlotSet(FAILED_ATTEMPTS, 0), FollowupAction(guided.form)]
        return fixed(self.reply_key, slots=self.changed(guided, tracker), events=events, resumes=False)


class ResumeRoute(Move):
    """Go on where it was stopped, today or tomorrow."""

    action_name, reply_key = "action_resume_route", "rute-fortsaet"

    def changed(self, guided: Guided, tracker: Tracker) -> dict[str, Any]:
        """Nothing."""
        return {}


class NextStep(ResumeRoute):
    """ "Næste" where no question can be left for later."""

    action_name = "action_next_step"


class GoBack(Move):
    """To the question before, so that its answer can be another."""

    action_name, reply_key = "action_go_back", "rute-tilbage-et"

    def changed(self, guided: Guided, tracker: Tracker) -> dict[str, Any]:
        """What the form says brings it back."""
        return guided.back(tracker)


class RestartRoute(Move):
    """From the first question, with nothing answered."""

    action_name, reply_key = "action_restart_route", "rute-forfra"

    def of_the_finished(self, tracker: Tracker) -> Guided | None:
        """A finished plan gives way to another."""
        return PLAN if walk_of(tracker) else None

    def changed(self, guided: Guided, tracker: Tracker) -> dict[str, Any]:
        """All answers are gone."""
        return guided.emptied(tracker)

    def made(self, guided: Guided, tracker: Tracker) -> Reply:
        """A plan may be ten minutes' work: a second word before it is gone."""
        if guided is PLAN and not is_confirmed(tracker, RESTART):
            return ask_before_deleting("plan-forfra-sikker", RESTART, _REALLY_RESTART)
        return super().made(guided, tracker)


def restarted(tracker: Tracker) -> Reply:
    """The walk from the first question, after somebody said yes to that."""
    return Move.made(RestartRoute(), PLAN, tracker)


class TakeLateAnswer(ReplyingAction):
    """A button of something that is no longer under way."""

    action_name = "action_take_late_answer"

    def reply(self, tracker: Tracker) -> Reply:
        """Offer to go on or to begin; what is under way just asks again, and a finished plan is there to be fetched."""
        walk = walk_of(tracker)
        question = named("question", tracker)
        if walk and question == walk.content.texts.approval.id and question in walk.answers:
            return HandOverPlan().reply(tracker)
        return fixed("rute-gammel-knap") if under_way(tracker) else nothing_under_way(tracker)


def nothing_under_way(tracker: Tracker) -> Reply:
    """Say so, and offer to go on or to begin."""
    beginnings = [START_TALK] if to_parent(tracker) else [START_PLAN, START_SHARE]
    return fixed("rute-ingen", buttons=[RESUME] if begun(tracker) else beginnings)
