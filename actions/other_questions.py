"""The other half of a message that asks two things: named under the answer to the first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rasa_sdk import Tracker

from actions.audience import to_parent
from actions.cards import buttons, follow_up_buttons, offered
from actions.found_cards import also_asked, something_unknown
from actions.nlu_result import Asked
from actions.reply import Button, Reply
from bot.core.outcomes import Outcome
from bot.core.payloads import show_card
from bot.knowledge.follow_ups import FollowUp, asked_after
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import PARENTS_CARDS

# Replies that answer something, so that there is a rest to name.
_ANSWERS = (Outcome.ANSWERED, Outcome.CLARIFY, Outcome.CONSENT_GUIDANCE)
# For each other question so many cards that may answer it, so many in all, and so many with those of the reply.
_MOST_OF_EACH = 2
_MOST = 3
_MOST_WITH_THE_REPLYS = 4


@dataclass(frozen=True)
class _Other:
    """A question beside the one that is answered.

    Attributes:
        cards: ids of those that may answer it, best first.
        of_reply: what it asks of the answer that is given, where that is known.
        surely: whether that is meant beyond doubt.
    """

    cards: list[str]
    of_reply: FollowUp | None = None
    surely: bool = False

    @property
    def told(self) -> str:
        """Its answer, where it is surely known: it stands under the first."""
        one = self.of_reply
        return f"**{one.title}**\n\n{one.answer}" if one and one.answer and self.surely else ""


def with_other_questions(reply: Reply, tracker: Tracker) -> Reply:
    """The reply, and under it the answer to each other question, buttons for it, or that there is none."""
    if reply.outcome not in _ANSWERS:
        return reply
    for_parents = reply.card.startswith(PARENTS_CARDS) if reply.card else to_parent(tracker)
    others = _not_answered_yet(tracker, for_parents, reply)
    if not others:
        return reply
    told = [other.told for other in others if other.told]
    shown = _buttons([other for other in others if not other.told], reply)
    rest = [button for button in reply.buttons if button not in shown]
    # "Ingen af dem" and the way to the other audience are no cards to choose from: they stay.
    own = [button for button in rest if button.payload in map(show_card, reply.slots.get("offered_cards") or ())]
    too_many = own[_MOST_WITH_THE_REPLYS - len(shown) :]
    kept = [button for button in rest if button not in too_many]
    # In a choice nothing was answered yet, so that nothing was asked "also": the likeliest of each question come first.
    is_unknown = not told and something_unknown(tracker, for_parents)
    also = [fixed_reply(key).text for key in _said_of_it(bool(shown), is_unknown)]
    text = "\n\n".join([reply.text, *told, *(also if reply.card else [])])
    return replace(reply, text=text, buttons=[*shown, *kept])


def _buttons(others: Sequence[_Other], reply: Reply) -> list[Button]:
    """Of each question what it asks of the answer given; else the few cards that may answer it."""
    known = [other.of_reply for other in others if other.of_reply]
    # The answer above is no other one.
    few = [card for other in others if not other.of_reply for card in other.cards[:_MOST_OF_EACH] if card != reply.card]
    shown = [*follow_up_buttons(reply.card or "", known), *buttons(offered(dict.fromkeys(few), most=_MOST))]
    return list(dict.fromkeys(shown))[:_MOST]


def _said_of_it(is_offered: bool, is_unknown: bool) -> list[str]:
    """Keys of what is said of the other questions; nothing where a card may answer, but hardly."""
    if is_offered:
        return ["spurgte-ogsaa"]
    return ["spurgte-ogsaa-ukendt"] if is_unknown else []


def _not_answered_yet(tracker: Tracker, for_parents: bool, reply: Reply) -> list[_Other]:
    """Each question but the one that the reply answers."""
    asked = also_asked(tracker, for_parents)
    if len(asked) < 2:
        return []
    answered = next((place for place, cards in enumerate(asked) if cards[:1] == [reply.card]), None)
    if answered is None:
        answered = next((place for place, cards in enumerate(asked) if reply.card in cards), None)
    of_reply = _asked_of(tracker, reply.card or "")
    others = [
        _other(cards, follow_up)
        for place, (cards, follow_up) in enumerate(zip(asked, of_reply, strict=True))
        if place != answered
    ]
    # What the same card is the best answer to is no other matter, but where it is asked of it.
    return [other for other in others if other.of_reply or not other.cards or other.cards[0] != reply.card]


def _other(cards: list[str], of_reply: Asked | None) -> _Other:
    in_force = asked_after(of_reply.card, of_reply.keys) if of_reply else []
    return _Other(cards, in_force[0], bool(of_reply and of_reply.surely)) if in_force else _Other(cards)


def _asked_of(tracker: Tracker, card: str) -> list[Asked | None]:
    """Of a message that asks several things: for each what it asks of the answer ``card`` gives, if anything."""
    found = [asked.get("follow_ups", {}).get(card) for asked in tracker.latest_message.get("also_asked") or []]
    return [one and Asked(card, (one["key"],), one["surely"]) for one in found]
