"""Go on from the answer just given: where it stands, more of it, what comes next."""

from collections.abc import Callable

from rasa_sdk import Tracker

from actions.answer_follow_up import asked_after_reply
from actions.base import ReplyingAction
from actions.card_text import full_answer, legal_footer, short_answer, source_line
from actions.cards import buttons, card_reply, offered
from actions.guided.commands import RESTART, restarted
from actions.guided.form import form_under_way
from actions.guided.plan.commands import DELETE, deleted
from actions.guided.plan.correct import CorrectAnswer
from actions.guided.plan.form import CORRECT
from actions.leave_question import SEND, not_sent
from actions.nlu_result import intent
from actions.reply import PENDING_CONFIRMATION, Reply, fixed, site_of
from actions.seen_cards import FOLLOW_UP_MARK, seen_cards
from bot.store.answers import find_card, find_cards
from bot.store.models import CardVersion

# What a yes does, where the last reply asked for one.
_CONFIRMED: dict[str, Callable[[Tracker], Reply]] = {RESTART: restarted, DELETE: deleted, SEND: not_sent}
# Which of the offered cards an intent takes.
_PLACE = {"affirm": 0, "choose_first": 0, "choose_second": 1, "choose_third": 2}


class TellSource(ReplyingAction):
    """ "Hvor står det?\""""

    action_name = "action_tell_source"

    def reply(self, tracker: Tracker) -> Reply:
        """The source of the last answer."""
        card = last_card(tracker)
        if card is None:
            return _nothing_to_go_on_from(tracker)
        return card_reply(card, tracker, "\n\n".join([source_line(card), *legal_footer(card, site_of(tracker))]))


class TellShorter(ReplyingAction):
    """ "Sig det kort": the direct answer alone."""

    action_name = "action_tell_shorter"

    def reply(self, tracker: Tracker) -> Reply:
        """The last answer's first paragraph; a legal one keeps what to do and what the answer is worth."""
        card = last_card(tracker)
        if card is None:
            return _nothing_to_go_on_from(tracker)
        return card_reply(card, tracker, "\n\n".join(short_answer(card, site_of(tracker))))


class TellAgain(ReplyingAction):
    """ "Sig det igen"."""

    action_name = "action_tell_again"

    def reply(self, tracker: Tracker) -> Reply:
        """The last answer once more; in a guided conversation its question follows by itself."""
        if form_under_way(tracker):
            return fixed("her-er-det-igen")
        card = last_card(tracker)
        if card is None:
            return _nothing_to_go_on_from(tracker)
        return card_reply(card, tracker, full_answer(card, site_of(tracker)))


class TellMore(ReplyingAction):
    """ "Fortæl mere" and "hvad så bagefter": the first related card that was not shown yet."""

    action_name = "action_tell_more"

    def reply(self, tracker: Tracker) -> Reply:
        """The next card, or that there is no more."""
        card = last_card(tracker)
        if card is None:
            return _nothing_to_go_on_from(tracker)
        seen = seen_cards(tracker)
        for following in find_cards(card_id for card_id in card.related if card_id not in seen).values():
            return card_reply(following, tracker)
        return fixed("ikke-mere", buttons=buttons(offered(card.related)))


class TakeOffer(ReplyingAction):
    """ "Ja", "den anden", "3": one of the cards just offered."""

    action_name = "action_take_offer"

    def reply(self, tracker: Tracker) -> Reply:
        """The card at that place, or the next that is still in force."""
        asked = _CONFIRMED.get(tracker.get_slot(PENDING_CONFIRMATION) or "")
        if asked and intent(tracker) == "affirm":
            return asked(tracker)
        if tracker.get_slot(PENDING_CONFIRMATION) == CORRECT and intent(tracker) != "affirm":
            return CorrectAnswer().reply(tracker)
        offers = tracker.get_slot("offered_cards") or []
        place = _PLACE[intent(tracker)]
        return next((reply for offer in offers[place:] if (reply := _offered(offer, tracker))), fixed("ja"))


def _offered(offer: str, tracker: Tracker) -> Reply | None:
    """What was offered; ``None`` where it is no longer in force."""
    card_id, _, key = offer.partition(FOLLOW_UP_MARK)
    if key:
        return asked_after_reply(card_id, key, tracker)
    card = find_card(card_id)
    return card and card_reply(card, tracker)


def last_card(tracker: Tracker) -> CardVersion | None:
    """The card of the last answer, if it is still in force."""
    # Asked also when nothing is remembered: where the store is away, the conversation could not be read either, and
    # an error must be told then, not that there never was an answer.
    return find_card(tracker.get_slot("last_card") or "")


def _nothing_to_go_on_from(tracker: Tracker) -> Reply:
    return fixed("trukket-tilbage" if tracker.get_slot("last_card") else "intet-at-vise")
