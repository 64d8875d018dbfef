"""The short replies that move a conversation: greeting, thanks, what Skolebro is."""

from rasa_sdk import Tracker

from actions.a_person import A_PERSON
from actions.audience import to_parent, voiced
from actions.base import ReplyingAction
from actions.found_cards import near_cards
from actions.guided.commands import RESTART
from actions.guided.plan.commands import DELETE
from actions.leave_question import SEND
from actions.nearest import with_nearest
from actions.nlu_result import intent
from actions.parents import I_AM_PARENT
from actions.reply import PENDING_CONFIRMATION, Button, Reply, fixed, site_of
from bot.core.settings import settings
from bot.knowledge.responses import fixed_reply
from bot.sites.contacts import contacts, numbers
from bot.sites.content import site_named

# The reply for each intent that always gets the same one.
REPLY_OF_INTENT = {
    "greet": "hilsen",
    "thank": "tak",
    "goodbye": "farvel",
    "ask_capabilities": "hvad-kan-du",
    "ask_is_bot": "er-du-et-menneske",
    "ask_privacy": "gemmer-du",
    "ask_maker": "hvem-staar-bag",
    "not_helped": "hjalp-ikke",
    "sigh": "suk",
    "tells_plan": "fortaeller-sin-plan",
    "acknowledge": "tager-til-sig",
    "never_mind": "lad-det-ligge",
    "deny": "nej",
    "child_writes": "barn",
    "unreadable_empty": "tom",
    "unreadable_too_long": "for-lang",
    "unreadable_no_words": "ingen-ord",
}

# The reply to a no, by what was asked.
_AFTER_NO = {DELETE: "beholdt", RESTART: "beholdt", SEND: "spoergsmaal-ikke-sendt"}

CAPABILITIES = Button("Hvad kan du hjælpe med?", "/ask_capabilities")

_BUTTONS = {
    "hilsen": [CAPABILITIES, I_AM_PARENT],
    "hjalp-ikke": [CAPABILITIES, A_PERSON],
    "suk": [A_PERSON],
    "hvad-kan-du": [I_AM_PARENT],
}


class GiveFixedReply(ReplyingAction):
    """The fixed reply of the latest intent."""

    action_name = "action_give_fixed_reply"

    def reply(self, tracker: Tracker) -> Reply:
        """Look the intent up."""
        key = REPLY_OF_INTENT[intent(tracker)]
        buttons = _BUTTONS.get(key, [])
        # A "nej" turns down what was offered: a later "ja" must not bring it back.
        slots = {"offered_cards": None} if key == "nej" else {}
        asked = tracker.get_slot(PENDING_CONFIRMATION)
        if key == "nej" and asked in _AFTER_NO:
            return fixed(_AFTER_NO[asked], slots=slots)
        words = numbers(site_of(tracker)) if key == "barn" else None
        reply = fixed(voiced(key, tracker), buttons=buttons, slots=slots, words=words)
        if key == "gemmer-du" and site_named(site_of(tracker)).questions_to_editor:
            days = settings().question_days
            return reply.with_more(fixed_reply("gemmer-du-spoergsmaal").text.format(days=days), buttons=[], slots={})
        return reply


class NameAPerson(ReplyingAction):
    """ "Jeg vil hellere tale med et menneske"."""

    action_name = "action_name_a_person"

    def reply(self, tracker: Tracker) -> Reply:
        """Whom there is to talk with: the site's own contact, else the usual place."""
        key = voiced("menneske", tracker)
        who = contacts(site_of(tracker))["menneske"]
        return fixed(key, words={"contact": (who.plain or who.value) if key != "menneske" else who.value})


class SayWhereToLook(ReplyingAction):
    """ "Hvornår er min samtale", "hvad hedder skolelederen": what only the place itself knows."""

    action_name = "action_say_where_to_look"

    def reply(self, tracker: Tracker) -> Reply:
        """Where it may stand, and who knows; something we know may be meant: "hvad skal jeg have med på torsdag"."""
        reply = fixed(voiced("lokalt", tracker), slots={"offered_cards": None})
        return with_nearest(reply, near_cards(tracker, to_parent(tracker)))


assert all(fixed_reply(key) for key in REPLY_OF_INTENT.values())
