"""The guided conversations there are; where several are begun, the first is gone on with."""

from actions.guided.form import Guided
from actions.guided.meeting.form import PREPARATION
from actions.guided.plan.form import PLAN
from actions.guided.share.form import CONSENT, SHARE

CONVERSATIONS: tuple[Guided, ...] = (PLAN, SHARE, CONSENT, PREPARATION)
