"""A message in another language than Danish."""

from dataclasses import replace

from rasa_sdk import Tracker

from actions.audience import STAFF, voice
from actions.base import ReplyingAction
from actions.cards import MOST_OFFERED, buttons, offer_slot, offered
from actions.found_cards import parents_cards
from actions.nlu_result import for_parents, language
from actions.parents import best_parents_card, chosen_card_reply, likely_parents_cards
from actions.reply import Reply, fixed
from bot.knowledge.other_languages import other_languages

_SHOWN_FROM = 0.4


class AnswerOtherLanguage(ReplyingAction):
    """Say in that language that Skolebro speaks Danish, and show what a parent would be told, in plain Danish."""

    action_name = "action_answer_other_language"

    def reply(self, tracker: Tracker) -> Reply:
        """The sentence, and under it the best parents' card or a choice."""
        other = other_languages().get(language(tracker))
        if other is None:
            return fixed("andet-sprog")
        reply = _for_parents(tracker) if voice(tracker) != STAFF else fixed("skriv-dansk-foraelder")
        return replace(reply, text="\n\n".join([other.sentence, other.numbers, reply.text]))


def _for_parents(tracker: Tracker) -> Reply:
    # Certainty leans on the letters; in another language they tell nothing, and how probable a card is must do.
    probable = offered(parents_cards(tracker, least=_SHOWN_FROM), most=1) if for_parents(tracker) == "offer" else []
    for card in [best_parents_card(tracker), *probable]:
        if card:
            return chosen_card_reply(card, tracker)
    cards = likely_parents_cards(tracker)[:MOST_OFFERED] if for_parents(tracker) == "offer" else []
    return fixed("skriv-dansk-foraelder", buttons=buttons(cards), slots=offer_slot(cards))
