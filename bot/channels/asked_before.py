"""Who tells who she is wants what she just asked answered for her, and not to type it again."""

from bot.channels.input_filter import Intake
from bot.channels.recent_words import Recent
from bot.knowledge.schema import PARENTS_CARDS

_PARENT, _STAFF = "/parent_asks", "/staff_asks"


def to_answer_again(intake: Intake, recent: Recent | None) -> Intake | None:
    """The last question, where a role was pressed and the answer was for somebody else, or there was none.

    Args:
        intake: what is handed to Rasa now.
        recent: what was said before it.

    Returns:
        ``None`` where no role was pressed, nothing was asked, or its answer stands: also in a guided conversation, and
        while it is asked whether somebody is in danger.
    """
    if intake.text not in (_PARENT, _STAFF) or recent is None or recent.confirm or not recent.said.text:
        return None
    was_parents = recent.topic.startswith(PARENTS_CARDS)
    for_another = bool(recent.topic) and was_parents != (intake.text == _PARENT)
    return recent.said if for_another or recent.got_no_answer else None
