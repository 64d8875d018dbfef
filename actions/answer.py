"""Answer a question with its card, or ask which of a few was meant."""

from typing import Any

from rasa_sdk import Tracker

from actions.cards import card_buttons, card_reply
from actions.reply import Button, Reply, ReplyingAction, fixed
from bot.store.answers import find_card, find_cards

# A choice that is hardly likely only makes the list longer to read.
_OFFERED_FROM = 0.04

NONE_OF_THEM = Button("Ingen af dem", "/none_of_them")


class AnswerQuestion(ReplyingAction):
    """The best card for what was asked."""

    action_name = "action_answer_question"

    def reply(self, tracker: Tracker) -> Reply:
        """The first ranked card that is in force."""
        for card in find_cards(ranked_cards(tracker)).values():
            return card_reply(card, tracker)
        return fixed("trukket-tilbage")


class OfferCards(ReplyingAction):
    """Not sure enough: let the person choose."""

    action_name = "action_offer_cards"

    def reply(self, tracker: Tracker) -> Reply:
        """Up to three cards in human words."""
        cards = find_cards(ranked_cards(tracker, least=_OFFERED_FROM))
        if not cards:
            return fixed("trukket-tilbage")
        buttons = card_buttons(cards)
        return fixed("mente-du", buttons=[*buttons, NONE_OF_THEM], slots={"offered_cards": list(cards)[:3]})


class ShowCard(ReplyingAction):
    """A card chosen with a button."""

    action_name = "action_show_card"

    def reply(self, tracker: Tracker) -> Reply:
        """The chosen card, unless it was withdrawn since the button was made."""
        card_id = next(tracker.get_latest_entity_values("card"), None)
        card = find_card(str(card_id))
        return card_reply(card, tracker) if card else fixed("trukket-tilbage")


def ranked_cards(tracker: Tracker, least: float = 0.0) -> list[str]:
    """Ids of the cards the understanding found, best first; those at least as probable as ``least``."""
    answers: list[dict[str, Any]] = tracker.latest_message.get("answers") or []
    return [answer["card"] for answer in answers if answer["confidence"] >= least]
