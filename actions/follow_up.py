"""Go on from the answer just given: where it stands, more of it, what comes next."""

from rasa_sdk import Tracker

from actions.cards import card_buttons, card_reply, seen_cards, source_line, sources
from actions.reply import Reply, ReplyingAction, fixed
from bot.outcomes import Outcome
from bot.store.answers import find_card, find_cards
from bot.store.models import CardVersion


class TellSource(ReplyingAction):
    """ "Hvor står det?\""""

    action_name = "action_tell_source"

    def reply(self, tracker: Tracker) -> Reply:
        """The source of the last answer."""
        card = last_card(tracker)
        if card is None:
            return _nothing_to_go_on_from(tracker)
        return Reply(
            text=source_line(card),
            outcome=Outcome(card.outcome),
            card=card.card_id,
            sources=sources(card),
            reviewed=card.reviewed.isoformat(),
            related=card.related,
            buttons=card_buttons(card.related),
        )


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
        return fixed("ikke-mere", buttons=card_buttons(card.related))


class AcceptOffer(ReplyingAction):
    """ "Ja": the first of the cards just offered, else more of the same."""

    action_name = "action_accept_offer"

    def reply(self, tracker: Tracker) -> Reply:
        """What a yes means depends on what was offered."""
        for card in find_cards(tracker.get_slot("offered_cards") or []).values():
            return card_reply(card, tracker)
        return fixed("ja")


def last_card(tracker: Tracker) -> CardVersion | None:
    """The card of the last answer, if it is still in force."""
    card_id = tracker.get_slot("last_card")
    return find_card(card_id) if card_id else None


def _nothing_to_go_on_from(tracker: Tracker) -> Reply:
    return fixed("trukket-tilbage" if tracker.get_slot("last_card") else "intet-at-vise")
