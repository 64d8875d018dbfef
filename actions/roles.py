"""The role somebody chose in the chat: how it is met, and what it is offered to begin with."""

from rasa_sdk import Tracker

from actions.audience import STAFF, place_told
from actions.guided.form import form_under_way
from actions.message import was_pressed
from actions.nlu_result import told_by_channel
from actions.reply import Button, site_of
from bot.sites.content import sites
from bot.sites.schema import Role

# The fixed reply to each role of somebody who works here.
_REPLY_TO: dict[Role, str] = {"medarbejder": "ansat-boligomraade", "skole": "ansat-skole"}


def chosen_by_staff(tracker: Tracker) -> Role | None:
    """Where somebody works: as she pressed, or as she says ("jeg er lærer"); ``None`` where she only works here."""
    told = told_by_channel(tracker, "role") if was_pressed(tracker) else place_told(tracker, STAFF)
    return next((role for role in _REPLY_TO if role == told), None)


def reply_to_staff(role: Role | None) -> str:
    """The key of the fixed reply."""
    return _REPLY_TO[role] if role else "medarbejder"


def first_questions(role: Role, tracker: Tracker) -> list[Button]:
    """What the chat's site offers this role; nothing where there is no site, nor while something is under way."""
    site = sites().get(site_of(tracker))
    if site is None or form_under_way(tracker):
        return []
    return [Button(question, question) for question in site.questions_for(role)]
