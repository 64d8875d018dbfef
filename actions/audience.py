"""Whom the conversation is with: as they said, as the page says, or as it sounds."""

from typing import Any

from rasa_sdk import Tracker

from actions.guided.conversations import CONVERSATIONS
from actions.guided.form import form_under_way
from actions.message import was_pressed
from actions.nlu_result import for_parents, intent, perhaps_parent, surely_parent, told_by_channel
from bot.knowledge.responses import FOR_PARENTS, has_fixed_reply
from bot.knowledge.schema import PARENTS_CARDS, PARENTS_THEME
from bot.store.models import CardVersion
from bot.text.told_role import ToldRole, tells_whether_she_leads, told_role

VOICE, PARENT, STAFF = "voice", "foraelder", "medarbejder"
# That whoever writes leads a school or a project.
LEADS = "leads"
_SCHOOL = "skole"
_VOICE_OF_ROLE = {"foraelder": PARENT, "medarbejder": STAFF, _SCHOOL: STAFF}
# Whoever is led through these works in the area or at the school.
STAFFS_FORMS = tuple(guided.form for guided in CONVERSATIONS if guided.for_staff)
ASK_PARENT = ("ask_parent", "ask_parent_legal")


def voice(tracker: Tracker) -> str | None:
    """Whom the conversation is with: as they say or said, else as the page they write from says, else ``None``."""
    told = _told_now(tracker)
    said = tracker.get_slot(VOICE)
    if said and not (told and told.outright):
        return str(said)
    return _VOICE_OF_ROLE[told.role] if told else _VOICE_OF_ROLE.get(str(told_by_channel(tracker, "role")))


def place_told(tracker: Tracker, spoken_to: str | None) -> str | None:
    """``skole`` where the latest message says that its writer works at the school and she is spoken to as staff.

    "Jeg arbejder her", "jeg er leder" tell no place.
    """
    told_now = _told_now(tracker)
    at_school = told_now is not None and told_now.outright and told_now.role == _SCHOOL
    return _SCHOOL if at_school and spoken_to == STAFF else None


def is_settled(tracker: Tracker) -> bool:
    """Whether somebody said or chose who she is, or the page says it: "i min klasse" a pupil may write, too."""
    now = _told_now(tracker)
    return bool(tracker.get_slot(VOICE) or (now and now.outright) or told_by_channel(tracker, "role"))


def told(tracker: Tracker) -> dict[str, Any]:
    """What the latest message settles by what it tells of its writer: she need not say it again."""
    now = tells_whether_she_leads(_own_words(tracker))
    return {
        **({VOICE: str(voice(tracker))} if _told_now(tracker) else {}),
        **({LEADS: now} if now is not None else {}),
    }


def leads(tracker: Tracker) -> bool:
    """Whether whoever writes has said that she leads a school or a project."""
    now = tells_whether_she_leads(_own_words(tracker))
    return bool(tracker.get_slot(LEADS) if now is None else now)


def _told_now(tracker: Tracker) -> ToldRole | None:
    return told_role(_own_words(tracker))


def _own_words(tracker: Tracker) -> str:
    # What is answered in a guided conversation is about others as often as about oneself.
    if form_under_way(tracker) or was_pressed(tracker):
        return ""
    return str(tracker.latest_message.get("text") or "")


def to_parent(tracker: Tracker) -> bool:
    """Whether the reply to the latest message is for a parent: chosen, or noticed while nobody said otherwise."""
    known = voice(tracker)
    if known is not None or intent(tracker) not in ASK_PARENT:
        return known == PARENT
    # A worker in the middle of a walk, or after staff's answers, may write of her own child, but rarely does.
    return surely_parent(tracker) or not _is_taken_for_staff(tracker)


def leans_to_parent(tracker: Tracker) -> bool:
    """Whether a parent may be asking whom a card surely answers: better than what is only likely for staff."""
    # A single word tells nothing of who typed it.
    words = str(tracker.latest_message.get("text") or "").split()
    answered = perhaps_parent(tracker) and for_parents(tracker) == "answer"
    return voice(tracker) is None and answered and len(words) > 1 and not _is_taken_for_staff(tracker)


def perhaps_to_parent(tracker: Tracker) -> bool:
    """Whether it is for a parent, or for somebody who may be one: whoever is told of help is to understand it."""
    return to_parent(tracker) or (voice(tracker) is None and perhaps_parent(tracker))


def answered_as(tracker: Tracker) -> str | None:
    """Whom the last answer was written for, where nobody said who asks: a guess settles nothing but the tone."""
    last_card = str(tracker.get_slot("last_card") or "")
    if voice(tracker) is not None or not last_card:
        return None
    # By its id, not its theme: a fixed reply must be given without the store, too.
    return PARENT if last_card.startswith(PARENTS_CARDS) else STAFF


def _is_taken_for_staff(tracker: Tracker) -> bool:
    return form_under_way(tracker) in STAFFS_FORMS or answered_as(tracker) == STAFF


def voiced(key: str, tracker: Tracker) -> str:
    """The key of a fixed reply in the voice of this conversation: the plainer one for parents, where there is one."""
    plain = f"{key}{FOR_PARENTS}"
    is_for_parents = to_parent(tracker) or answered_as(tracker) == PARENT
    return plain if is_for_parents and has_fixed_reply(plain) else key


def voice_of(card: CardVersion, tracker: Tracker) -> dict[str, str]:
    """The voice a card chosen with a button settles, where nobody has said who asks."""
    return {VOICE: PARENT} if card.theme == PARENTS_THEME and voice(tracker) is None else {}
