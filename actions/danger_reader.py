"""Who a reply to danger is written for: a child, a parent or staff."""

from rasa_sdk import Tracker

from actions.audience import PARENT, STAFF, answered_as, is_settled, perhaps_to_parent, told, voice
from actions.nlu_result import Danger
from bot.knowledge.danger import VOICES, Voice
from bot.sites import danger_texts

_READER: dict[str | None, Voice] = {PARENT: "parent", STAFF: "staff"}


def reader(found: Danger, tracker: Tracker) -> Voice:
    """Who the reply is for: a child where a child writes, else who the conversation is with, else who writes.

    Who works there is no child: she quotes one ("han siger: min far slår mig"). A child may write on a parent's phone.
    """
    if settled := settled_reader(tracker):
        return settled
    known = known_reader(tracker)
    # Whoever was answered as staff tells of somebody else's child, and sounds like its mother.
    likely = known or _READER.get(answered_as(tracker))
    # "I min klasse" a pupil may write, too.
    only_hinted = likely is None or known == "staff"
    child_from = danger_texts.CHILD_FROM if only_hinted else danger_texts.CHILD_FROM_OF_A_GROWN_UPS
    if found.voice == "child" and found.voice_confidence >= child_from:
        return "child"
    if likely:
        return likely
    if found.voice in VOICES:
        return found.voice  # type: ignore[return-value]
    return "parent" if perhaps_to_parent(tracker) else "staff"


def known_reader(tracker: Tracker) -> Voice | None:
    """Who reads, as the conversation knows it; ``None`` where nobody said."""
    return _READER.get(voice(tracker))


def settled_reader(tracker: Tracker) -> Voice | None:
    """Who reads beyond doubt: who says it just now, and staff who said or chose it before."""
    known = known_reader(tracker)
    is_sure = is_settled(tracker) if known == "staff" else bool(told(tracker))
    return known if is_sure else None
