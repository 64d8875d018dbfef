"""The guided conversations there are; where several are begun, the first is gone on with."""

from rasa_sdk import Tracker

from actions.guided.form import STOPPED, Guided, form_under_way
from actions.guided.meeting.form import PREPARATION
from actions.guided.plan.form import PLAN
from actions.guided.share.form import CONSENT, SHARE

CONVERSATIONS: tuple[Guided, ...] = (PLAN, SHARE, CONSENT, PREPARATION)


def under_way(tracker: Tracker) -> Guided | None:
    """What is waiting for an answer."""
    return next((guided for guided in CONVERSATIONS if guided.form == form_under_way(tracker)), None)


def begun(tracker: Tracker) -> Guided | None:
    """What has answers and was not brought to its end: the one stopped last, if that is one of them."""
    open_ones = [guided for guided in CONVERSATIONS if guided.begun(tracker)]
    last = tracker.get_slot(STOPPED)
    return next((guided for guided in open_ones if guided.form == last), next(iter(open_ones), None))
