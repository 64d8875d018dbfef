"""What the latest message says besides answering: what is to become of the last answer; an answer beside a question."""

from rasa_sdk import Tracker

from actions.guided.form import TELLS_OF_DANGER
from actions.message import has_replied, text_of, was_pressed
from actions.nlu_result import intent
from actions.reply import PENDING_CONFIRMATION
from bot.guided.corrections import Correction, correction_in
from bot.guided.two_in_one import answer_beside


def correction(tracker: Tracker) -> Correction | None:
    """What the latest message asks to be done with the last answer; what waits for a yes is about something else."""
    if was_pressed(tracker) or intent(tracker) in TELLS_OF_DANGER or tracker.get_slot(PENDING_CONFIRMATION):
        return None
    return correction_in(text_of(tracker))


def told_beside(tracker: Tracker, personal: bool = False) -> str:
    """What of the latest message answers the question that stands, once what it asked has been replied to."""
    if not has_replied(tracker) or was_pressed(tracker) or intent(tracker) in TELLS_OF_DANGER:
        return ""
    return answer_beside(text_of(tracker), personal)
