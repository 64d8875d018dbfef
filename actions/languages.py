"""A message in another language than Danish."""

from dataclasses import replace

from rasa_sdk import Tracker

from actions.cards import buttons, card_reply, offer_slot, offered
from actions.parents import STAFF, voice, voice_of
from actions.reply import Reply, ReplyingAction, fixed
from actions.understood import for_parents, language, parents_cards
from bot.knowledge.languages import sentences
from bot.store.answers import find_cards

_STANDS_IN_FROM = 0.1
_OFFERED_FROM = 0.03


class AnswerOtherLanguage(ReplyingAction):
    """Say in that language that Skolebro speaks Danish, and show what a parent would be told, in plain Danish."""

    action_name = "action_answer_other_language"

    def reply(self, tracker: Tracker) -> Reply:
        """The sentence, and under it the best parents' card or a choice."""
        sentence = sentences().get(language(tracker))
        if sentence is None:
            return fixed("andet-sprog")
        reply = _for_parents(tracker) if voice(tracker) != STAFF else fixed("skriv-dansk-foraelder")
        return replace(reply, text=f"{sentence.text}\n\n{reply.text}")


def _for_parents(tracker: Tracker) -> Reply:
    if for_parents(tracker) == "answer":
        for card in find_cards(parents_cards(tracker, least=_STANDS_IN_FROM)).values():
            reply = card_reply(card, tracker)
            return replace(reply, slots={**reply.slots, **voice_of(card, tracker)})
    cards = offered(parents_cards(tracker, least=_OFFERED_FROM)) if for_parents(tracker) == "offer" else []
    return fixed("skriv-dansk-foraelder", buttons=buttons(cards), slots=offer_slot(cards))
