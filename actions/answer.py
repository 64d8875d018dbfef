"""Answer a question with its card, or ask which of a few was meant."""

from rasa_sdk import Tracker

from actions.audience import leans_to_parent, to_parent
from actions.base import ReplyingAction
from actions.cards import MOST_CONSIDERED, MOST_OFFERED, offered
from actions.found_cards import answering_cards, ranked_cards
from actions.likely import answer_reply, follow_up_reply, likely_reply
from actions.message import named
from actions.nlu_result import staff_intent
from actions.other_questions import with_other_questions
from actions.parents import chosen_card_reply, parents_reply, way_to_parents, with_way_to_parents
from actions.reply import Reply, fixed
from actions.unanswered import SayNotKnown, SayOutOfScope
from bot.core.outcomes import Outcome
from bot.store.answers import find_card, find_cards
from bot.store.models import CardVersion

# A choice that is hardly likely only makes the list longer to read.
_OFFERED_FROM = 0.04


class AnswerQuestion(ReplyingAction):
    """The best card for what was asked."""

    action_name = "action_answer_question"

    def reply(self, tracker: Tracker) -> Reply:
        """The first ranked card that is in force."""
        reply = parents_reply(tracker) if to_parent(tracker) else with_way_to_parents(_answer(tracker), tracker)
        return with_other_questions(reply, tracker)


def _answer(tracker: Tracker) -> Reply:
    if follow_up := follow_up_reply(ranked_cards(tracker), tracker):
        return follow_up
    for card in find_cards(answering_cards(tracker)).values():
        return answer_reply(card, ranked_cards(tracker, least=_OFFERED_FROM)[:MOST_CONSIDERED], tracker)
    return fixed("trukket-tilbage")


class OfferCards(ReplyingAction):
    """Not sure enough to answer outright."""

    action_name = "action_offer_cards"

    def reply(self, tracker: Tracker) -> Reply:
        """What is likely: for a parent who may be asking whom a card surely answers, else for staff."""
        reply = parents_reply(tracker) if to_parent(tracker) or leans_to_parent(tracker) else _choice(tracker)
        return with_other_questions(reply, tracker)


def _choice(tracker: Tracker) -> Reply:
    if follow_up := follow_up_reply(ranked_cards(tracker), tracker):
        return follow_up
    ways = way_to_parents(tracker)
    cards = _law_last(offered(ranked_cards(tracker, least=_OFFERED_FROM), most=MOST_CONSIDERED), tracker)
    if not cards:
        return fixed("trukket-tilbage")
    return likely_reply(cards, tracker, ways)


def _law_last(cards: list[CardVersion], tracker: Tracker) -> list[CardVersion]:
    """The same cards; where law is only possible, ordinary ones stand first and the best legal one at the few's end."""
    if staff_intent(tracker) != "ask_unsure":
        return cards
    ordinary = [card for card in cards if card.outcome != Outcome.CONSENT_GUIDANCE]
    legal = [card for card in cards if card.outcome == Outcome.CONSENT_GUIDANCE]
    few = MOST_OFFERED - 1
    return [*ordinary[:few], *legal[:1], *ordinary[few:], *legal[1:]]


class ShowCard(ReplyingAction):
    """A card chosen with a button."""

    action_name = "action_show_card"

    def reply(self, tracker: Tracker) -> Reply:
        """The chosen card, unless it was withdrawn since the button was made."""
        card = find_card(named("card", tracker))
        if not card:
            return fixed("trukket-tilbage")
        return chosen_card_reply(card, tracker)


class AnswerParent(ReplyingAction):
    """What sounds like a parent's question; who said to be staff gets staff's answer."""

    action_name = "action_answer_parent"

    def reply(self, tracker: Tracker) -> Reply:
        """A parents' card, or what staff would have got."""
        if to_parent(tracker):
            return with_other_questions(parents_reply(tracker), tracker)
        return _AS_STAFF.get(staff_intent(tracker), SayNotKnown)().reply(tracker)


_AS_STAFF: dict[str, type[ReplyingAction]] = {
    "ask": AnswerQuestion,
    "ask_legal": AnswerQuestion,
    "ask_unsure": OfferCards,
    "ask_legal_unsure": OfferCards,
    "out_of_scope": SayOutOfScope,
}
