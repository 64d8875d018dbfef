"""Whom the conversation is with, and what a parent is told: plain Danish, from the parents' cards alone."""

from rasa_sdk import Tracker

from actions.cards import buttons, card_reply, offer_slot, offered
from actions.guided import form_under_way
from actions.reply import Button, Reply, ReplyingAction, fixed
from actions.understood import for_parents, intent, parents_cards
from bot.store.answers import find_cards

VOICE, PARENT, STAFF = "voice", "foraelder", "medarbejder"

I_AM_PARENT = Button("Jeg er forælder", "/parent_asks")
I_AM_STAFF = Button("Jeg arbejder her i området", "/staff_asks")
NONE_OF_THEM = Button("Ingen af dem", "/none_of_them")

_ASK_PARENT = ("ask_parent", "ask_parent_legal")
# Where the best card was withdrawn, the next must be this probable to take its place.
_STANDS_IN_FROM = 0.1
_OFFERED_FROM = 0.03

# To show what there is to ask: the talk at school, what one may ask there, and somebody to come along.
_BEGIN_WITH = ("foraelder-samtale-hvad", "foraelder-samtale-spoergsmaal", "foraelder-bisidder")


def to_parent(tracker: Tracker) -> bool:
    """Whether the reply to the latest message is for a parent: chosen, or noticed while nobody said otherwise."""
    voice = tracker.get_slot(VOICE)
    return bool(voice == PARENT or (voice is None and intent(tracker) in _ASK_PARENT))


def voiced(key: str, tracker: Tracker) -> str:
    """The key of a fixed reply in the voice of this conversation; each has a plain one for parents."""
    return f"{key}-foraelder" if to_parent(tracker) else key


def parents_reply(tracker: Tracker) -> Reply:
    """The best parents' card, a choice of a few, or whom to ask instead."""
    return _as_a_parent(_answer(tracker), tracker)


def _answer(tracker: Tracker) -> Reply:
    if for_parents(tracker) == "answer":
        for card in find_cards(parents_cards(tracker, least=_STANDS_IN_FROM)).values():
            return card_reply(card, tracker)
    if for_parents(tracker) != "not_known" and (cards := offered(parents_cards(tracker, least=_OFFERED_FROM))):
        return fixed("mente-du-foraelder", buttons=[*buttons(cards), NONE_OF_THEM], slots=offer_slot(cards))
    return fixed("ved-ikke-foraelder", buttons=buttons(offered(_BEGIN_WITH)), slots={"offered_cards": None})


def _as_a_parent(reply: Reply, tracker: Tracker) -> Reply:
    """The reply, and the first time what it takes the person for, and how to say that it is wrong."""
    # A worker in the middle of a walk may write of her own child; that makes the walk no parent's.
    if tracker.get_slot(VOICE) == PARENT or form_under_way(tracker):
        return reply
    return reply.with_more(fixed("stemme-foraelder").text, buttons=[I_AM_STAFF], slots={VOICE: PARENT})


class SpeakToParent(ReplyingAction):
    """ "Jeg er forælder"."""

    action_name = "action_speak_to_parent"

    def reply(self, tracker: Tracker) -> Reply:
        """Say so, and what there is to ask; what was already asked is answered."""
        if for_parents(tracker) == "answer":
            return parents_reply(tracker)
        cards = offered(_BEGIN_WITH)
        voice = {} if form_under_way(tracker) else {VOICE: PARENT}
        return fixed("foraelder", buttons=[*buttons(cards), I_AM_STAFF], slots={**voice, **offer_slot(cards)})


class SpeakToStaff(ReplyingAction):
    """ "Jeg er lærer", "jeg arbejder i helhedsplanen"."""

    action_name = "action_speak_to_staff"

    def reply(self, tracker: Tracker) -> Reply:
        """Say so."""
        return fixed("medarbejder", slots={VOICE: STAFF}, buttons=[I_AM_PARENT])
