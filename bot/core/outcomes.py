"""The named ends of a turn. What is counted afterwards is the outcome, never the words."""

from enum import Enum


class Outcome(str, Enum):
    """How one turn ended; travels in each reply's ``custom.outcome``."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    CONSENT_GUIDANCE = "consent_guidance"
    CRISIS = "crisis"
    WALKTHROUGH = "walkthrough"
    SMALLTALK = "smalltalk"
    HANDOVER = "handover"
    OUT_OF_SCOPE = "out_of_scope"
    UNANSWERED = "unanswered"
    ERROR = "error"


# A turn that ended so gave no answer: what was asked may be about something else than what was understood.
NO_ANSWERS = frozenset({Outcome.CLARIFY, Outcome.UNANSWERED, Outcome.OUT_OF_SCOPE})
