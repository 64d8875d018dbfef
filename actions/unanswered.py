"""Say plainly that something is not known, and where to go instead."""

from rasa_sdk import Tracker

from actions.a_person import A_PERSON
from actions.audience import leans_to_parent, to_parent
from actions.base import ReplyingAction
from actions.card_text import in_the_voice_of
from actions.found_cards import near_cards
from actions.guided.form import form_under_way
from actions.leave_question import with_way_to_editor
from actions.likely import after_none_of_them, choice
from actions.message import was_pressed
from actions.nearest import with_nearest
from actions.other_audience import of_the_others
from actions.parents import best_parents_card, parents_reply, with_way_to_parents
from actions.reply import Reply, fixed, site_of
from actions.smalltalk import CAPABILITIES
from bot.sites.contacts import contacts
from bot.text.sentences import in_a_sentence

# What was offered before is over: a later "ja" must not bring it back.
_NO_OFFER = {"offered_cards": None}


class SayNotKnown(ReplyingAction):
    """Nothing fits well enough. Reverts nothing: Rasa's own fallback replays the whole conversation."""

    action_name = "action_say_not_known"

    def reply(self, tracker: Tracker) -> Reply:
        """What Skolebro can help with, and whom to ask."""
        if to_parent(tracker) or leans_to_parent(tracker):
            return parents_reply(tracker)
        if not form_under_way(tracker) and (card := of_the_others(best_parents_card(tracker), tracker)):
            return card
        unknown = fixed("ved-ikke", buttons=[CAPABILITIES], slots=_NO_OFFER, words={"contact": _whom_to_ask(tracker)})
        return _with_ways_on(unknown, tracker)


class SayOutOfScope(ReplyingAction):
    """Something else altogether."""

    action_name = "action_say_out_of_scope"

    def reply(self, tracker: Tracker) -> Reply:
        """What Skolebro can help with."""
        if to_parent(tracker):
            return parents_reply(tracker)
        other = fixed("uden-for-emnet", buttons=[CAPABILITIES], slots=_NO_OFFER)
        return _with_ways_on(other, tracker)


class SayNoneOfThem(ReplyingAction):
    """None of the offered cards was meant."""

    action_name = "action_say_none_of_them"

    def reply(self, tracker: Tracker) -> Reply:
        """What else may be meant; where there is no more, ask for other words, and say whom to ask."""
        if cards := after_none_of_them(tracker):
            return choice(cards, in_the_voice_of(cards[0], "saa-maaske"), ways=[A_PERSON])
        # Said in words, "ingen af dem" is the question that would be sent.
        return with_way_to_editor(_none(tracker), tracker) if was_pressed(tracker) else _none(tracker)


def _none(tracker: Tracker) -> Reply:
    if to_parent(tracker):
        return fixed("ved-ikke-foraelder", buttons=[A_PERSON], slots=_NO_OFFER)
    words = {"contact": _whom_to_ask(tracker)}
    return fixed("ingen-af-dem", buttons=[CAPABILITIES, A_PERSON], slots=_NO_OFFER, words=words)


def _with_ways_on(reply: Reply, tracker: Tracker) -> Reply:
    near = with_nearest(reply, near_cards(tracker, to_parent=False))
    return with_way_to_editor(with_way_to_parents(near, tracker), tracker)


def _whom_to_ask(tracker: Tracker) -> str:
    return in_a_sentence(contacts(site_of(tracker))["leder"].label)
