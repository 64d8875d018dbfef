"""A card written for somebody else: better than to know nothing, and the way to it where a guess may be wrong."""

from rasa_sdk import Tracker

from actions.audience import voice
from actions.card_text import full_answer
from actions.cards import buttons, card_reply, offered
from actions.found_cards import answering_cards, ranked_cards
from actions.nlu_result import staff_intent
from actions.reply import Button, Reply, fixed, site_of
from actions.sureness import answers_whoever_asks
from bot.knowledge.schema import PARENTS_THEME
from bot.store.answers import find_cards
from bot.store.models import CardVersion

I_AM_STAFF = Button("Jeg arbejder her i området", "/staff_asks")
_I_WORK_HERE = "Jeg arbejder her"
_SURE = ("ask", "ask_legal")
_LIKELY = (*_SURE, "ask_unsure", "ask_legal_unsure")
_NAMED_FROM = 0.15


def best_staff_card(tracker: Tracker) -> CardVersion | None:
    """The card in force that surely answers the latest message for staff."""
    if staff_intent(tracker) not in _SURE:
        return None
    return next(iter(find_cards(answering_cards(tracker)).values()), None)


def of_the_others(card: CardVersion | None, tracker: Tracker) -> Reply | None:
    """A card written for the other audience, said to be so: better than to know nothing.

    To somebody who said who she is, it must surely answer.
    """
    if card is None or (voice(tracker) is not None and not answers_whoever_asks(tracker, card.card_id)):
        return None
    written_for = fixed("skrevet-til-foraeldre" if card.theme == PARENTS_THEME else "skrevet-til-ansatte").text
    return card_reply(card, tracker, f"{written_for}\n\n{full_answer(card, site_of(tracker))}")


def way_to_staff(tracker: Tracker) -> Button:
    """To what staff would be told, where a card leads for them."""
    if staff_intent(tracker) in _LIKELY:
        for card in offered(ranked_cards(tracker, least=_NAMED_FROM), most=1):
            return Button(f"{_I_WORK_HERE}: {card.title}", buttons([card])[0].payload)
    return I_AM_STAFF
