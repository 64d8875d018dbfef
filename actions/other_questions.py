"""The other half of a message that asks two things: named under the answer to the first."""

from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker

from actions.audience import to_parent
from actions.cards import buttons, offered
from actions.found_cards import also_asked, something_unknown
from actions.reply import Reply
from bot.core.outcomes import Outcome
from bot.core.payloads import show_card
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import PARENTS_CARDS

# Replies that answer something, so that there is a rest to name.
_ANSWERS = (Outcome.ANSWERED, Outcome.CLARIFY, Outcome.CONSENT_GUIDANCE)
# For each other question so many cards that may answer it, so many in all, and so many with those of the reply.
_MOST_OF_EACH = 2
_MOST = 3
_MOST_WITH_THE_REPLYS = 4


def with_other_questions(reply: Reply, tracker: Tracker) -> Reply:
    """The reply, and under it buttons for each other question, or that there is no answer to it."""
    if reply.outcome not in _ANSWERS:
        return reply
    for_parents = reply.card.startswith(PARENTS_CARDS) if reply.card else to_parent(tracker)
    others = _not_answered_yet(also_asked(tracker, for_parents), reply)
    if not others:
        return reply
    # The answer above is no other one.
    few = [card for cards in others for card in cards[:_MOST_OF_EACH] if card != reply.card]
    cards = offered(dict.fromkeys(few), most=_MOST)
    shown = buttons(cards)
    rest = [button for button in reply.buttons if button not in shown]
    # "Ingen af dem" and the way to the other audience are no cards to choose from: they stay.
    own = [button for button in rest if button.payload in map(show_card, reply.slots.get("offered_cards") or ())]
    too_many = own[_MOST_WITH_THE_REPLYS - len(shown) :]
    kept = [button for button in rest if button not in too_many]
    # In a choice nothing was answered yet, so that nothing was asked "also": the likeliest of each question come first.
    also = [fixed_reply(key).text for key in _said_of_it(bool(cards), something_unknown(tracker, for_parents))]
    return replace(reply, text="\n\n".join([reply.text, *(also if reply.card else [])]), buttons=[*shown, *kept])


def _said_of_it(is_offered: bool, is_unknown: bool) -> list[str]:
    """Keys of what is said of the other questions; nothing where a card may answer, but hardly."""
    if is_offered:
        return ["spurgte-ogsaa"]
    return ["spurgte-ogsaa-ukendt"] if is_unknown else []


def _not_answered_yet(asked: Sequence[list[str]], reply: Reply) -> list[list[str]]:
    """For each question but the one that the reply answers, the cards that may answer it."""
    if len(asked) < 2:
        return []
    answered = next((place for place, cards in enumerate(asked) if cards[:1] == [reply.card]), None)
    if answered is None:
        answered = next((place for place, cards in enumerate(asked) if reply.card in cards), None)
    # What the same card is the best answer to is no other matter.
    return [cards for place, cards in enumerate(asked) if place != answered and (not cards or cards[0] != reply.card)]
