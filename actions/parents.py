"""What a parent is told: plain Danish, from the parents' cards alone."""

from dataclasses import replace

from rasa_sdk import Tracker

from actions.audience import PARENT, STAFF, VOICE, voice, voice_of
from actions.base import ReplyingAction
from actions.cards import MOST_CONSIDERED, buttons, card_reply, offer_slot, offered
from actions.found_cards import answering_parents_cards, near_cards, parents_cards
from actions.guided.form import form_under_way
from actions.guided.meeting.form import START_TALK
from actions.leave_question import with_way_to_editor
from actions.likely import answer_reply, follow_up_reply, likely_reply
from actions.message import was_pressed
from actions.nearest import with_nearest
from actions.nlu_result import for_parents, perhaps_parent
from actions.other_audience import I_AM_STAFF, best_staff_card, of_the_others, way_to_staff
from actions.reply import Button, Reply, fixed, site_of
from actions.roles import chosen_by_staff, first_questions, reply_to_staff
from bot.core.outcomes import Outcome
from bot.store.answers import find_cards
from bot.store.models import CardVersion

I_AM_PARENT = Button("Jeg er forælder", "/parent_asks")
_OFFERED_FROM = 0.03
_NOTHING = (Outcome.UNANSWERED, Outcome.OUT_OF_SCOPE)
# "Jeg er mor" asks nothing.
_MOST_WORDS_OF_WHO_ONE_IS = 4
# To show what there is to ask: the talk at school, what one may ask there, and somebody to come along.
_BEGIN_WITH = ("foraelder-samtale-hvad", "foraelder-samtale-spoergsmaal", "foraelder-bisidder")


def with_way_to_parents(reply: Reply, tracker: Tracker) -> Reply:
    """Staff's reply, with a button to what a parent would be told, where it may be one who asks."""
    return replace(reply, buttons=[*reply.buttons, *way_to_parents(tracker, told_nothing=reply.outcome in _NOTHING)])


def way_to_parents(tracker: Tracker, told_nothing: bool = False) -> list[Button]:
    """The button to what a parent would be told; none where nobody says that it may be one who asks.

    Args:
        told_nothing: there is nothing for staff: then it may be a parent, whatever it sounds like.
    """
    if voice(tracker) is not None or form_under_way(tracker):
        return []
    if for_parents(tracker) != "not_known" and (perhaps_parent(tracker) or told_nothing):
        for card in offered(answering_parents_cards(tracker), most=1):
            return [Button(f"{I_AM_PARENT.title}: {card.title}", buttons([card])[0].payload)]
    return [I_AM_PARENT] if perhaps_parent(tracker) else []


def parents_reply(tracker: Tracker) -> Reply:
    """The best parents' card, a choice of a few, or whom to ask instead."""
    return _guessed(_answer(tracker), tracker)


def best_parents_card(tracker: Tracker) -> CardVersion | None:
    """The parents' card in force that answers the latest message; ``None`` where none surely does."""
    if for_parents(tracker) != "answer":
        return None
    return next(iter(find_cards(answering_parents_cards(tracker)).values()), None)


def likely_parents_cards(tracker: Tracker) -> list[CardVersion]:
    """The few parents' cards in force that may be meant."""
    return offered(parents_cards(tracker, least=_OFFERED_FROM), most=MOST_CONSIDERED)


def chosen_card_reply(card: CardVersion, tracker: Tracker) -> Reply:
    """A card's reply, with the voice it settles."""
    reply = card_reply(card, tracker)
    return replace(reply, slots={**reply.slots, **voice_of(card, tracker)})


def _answer(tracker: Tracker) -> Reply:
    if follow_up := follow_up_reply(parents_cards(tracker), tracker):
        return follow_up
    if card := best_parents_card(tracker):
        return answer_reply(card, parents_cards(tracker, least=_OFFERED_FROM), tracker)
    if for_parents(tracker) != "not_known" and (cards := likely_parents_cards(tracker)):
        return likely_reply(cards, tracker)
    if others := of_the_others(best_staff_card(tracker), tracker):
        return others
    unknown = fixed("ved-ikke-foraelder", buttons=buttons(offered(_BEGIN_WITH)), slots={"offered_cards": None})
    return with_way_to_editor(with_nearest(unknown, near_cards(tracker, to_parent=True)), tracker)


def _guessed(reply: Reply, tracker: Tracker) -> Reply:
    """The reply, and where nobody said who asks: what it takes the person for, and the way to staff's answer.

    A guess holds for this answer alone.
    """
    # A worker in the middle of a walk may write of her own child; that makes the walk no parent's.
    if voice(tracker) == PARENT or form_under_way(tracker):
        return reply
    return reply.with_more(fixed("stemme-foraelder").text, buttons=[way_to_staff(tracker)], slots={})


class SpeakToParent(ReplyingAction):
    """ "Jeg er forælder"."""

    action_name = "action_speak_to_parent"

    def reply(self, tracker: Tracker) -> Reply:
        """Say so, and what there is to ask; what was already asked is answered."""
        chosen = {VOICE: PARENT} if was_pressed(tracker) or not form_under_way(tracker) else {}
        asks_more = len(str(tracker.latest_message.get("text") or "").split()) > _MOST_WORDS_OF_WHO_ONE_IS
        if for_parents(tracker) == "answer" and asks_more:
            reply = parents_reply(tracker)
            return replace(reply, slots={**reply.slots, **chosen})
        if site_of(tracker):  # the chat has the way back in its header
            return fixed("foraelder", buttons=first_questions("foraelder", tracker), slots={**chosen, **offer_slot([])})
        cards = offered(_BEGIN_WITH)
        begin = [] if form_under_way(tracker) else [START_TALK]
        return fixed("foraelder", buttons=[*buttons(cards), *begin, I_AM_STAFF], slots={**chosen, **offer_slot(cards)})


class SpeakToStaff(ReplyingAction):
    """ "Jeg er lærer", "jeg arbejder i helhedsplanen"."""

    action_name = "action_speak_to_staff"

    def reply(self, tracker: Tracker) -> Reply:
        """Say so, and what there is to ask."""
        role = chosen_by_staff(tracker)
        begin = first_questions(role or "medarbejder", tracker) if site_of(tracker) else [I_AM_PARENT]
        return fixed(reply_to_staff(role), slots={VOICE: STAFF}, buttons=begin)
