"""Somebody was answered as somebody else: "jeg er ikke et barn, jeg er lærer"."""

from rasa_sdk import Tracker

from actions.audience import PARENT, VOICE, told
from actions.base import ReplyingAction
from actions.other_audience import I_AM_STAFF
from actions.parents import I_AM_PARENT, SpeakToParent, SpeakToStaff
from actions.reply import Reply, fixed


class CorrectRole(ReplyingAction):
    """ "Jeg er ikke et barn", "du svarer mig som forælder"."""

    action_name = "action_correct_role"

    def reply(self, tracker: Tracker) -> Reply:
        """Speak to who she says she is; where she says only who she is not, ask, and forget what was believed."""
        who = told(tracker).get(VOICE)
        if who:
            return (SpeakToParent() if who == PARENT else SpeakToStaff()).reply(tracker)
        return fixed("forkert-rolle", buttons=[I_AM_STAFF, I_AM_PARENT], slots={VOICE: None})
