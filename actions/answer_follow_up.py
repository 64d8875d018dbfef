"""What is asked of the last answer: knowledge/opfoelgning/ holds what people ask after a card, and the answers."""

from dataclasses import replace

from rasa_sdk import Tracker

from actions.a_person import A_PERSON
from actions.answer import AnswerParent
from actions.base import ReplyingAction
from actions.card_text import in_the_voice_of, legal_footer, where_from
from actions.cards import beside, buttons, card_reply, follow_up_buttons, offer_slot_of, offered
from actions.found_cards import parents_cards, ranked_cards
from actions.message import named
from actions.nlu_result import Asked, follow_ups_asked
from actions.reply import Button, Reply, fixed, site_of
from actions.seen_cards import remembered_as, told_of_cards
from bot.core.answers_given import JUST_GIVEN
from bot.knowledge.follow_ups import FollowUp, FollowUps, asked_after, follow_ups_of
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import PARENTS_THEME
from bot.store.answers import find_card
from bot.store.models import CardVersion

# Under the answer so many others that may be meant, and so many buttons in all.
_OTHERS = 2
# A card that is hardly likely only makes the list longer to read.
_LIKELY_FROM = 0.04
_MOST_BUTTONS = 5


class AnswerFollowUp(ReplyingAction):
    """ "Og hvis hun siger nej?" after an answer where that is known to be asked."""

    action_name = "action_answer_follow_up"

    def reply(self, tracker: Tracker) -> Reply:
        """The nearest that was not told yet, with the next ones as buttons; where there is none, as without it."""
        asked = _not_told_yet(follow_ups_asked(tracker), tracker)
        return (asked and _reply(asked, tracker)) or AnswerParent().reply(tracker)


class ShowFollowUp(ReplyingAction):
    """A question about an answer, chosen with a button."""

    action_name = "action_show_follow_up"

    def reply(self, tracker: Tracker) -> Reply:
        """Its answer, unless it was withdrawn since the button was made."""
        card, key = (named(name, tracker) for name in ("card", "follow_up"))
        return asked_after_reply(card, key, tracker) or fixed("trukket-tilbage")


def _not_told_yet(asked: Asked | None, tracker: Tracker) -> Asked | None:
    """The same without what was just told: who asks on wants something else."""
    if asked is None:
        return None
    told = told_of_cards(tracker)[-JUST_GIVEN:]
    keys = tuple(key for key in asked.keys if remembered_as(asked.card, key) not in told)
    return replace(asked, keys=keys, surely=asked.surely and keys[:1] == asked.keys[:1]) if keys else None


def asked_after_reply(card: str, key: str, tracker: Tracker) -> Reply | None:
    """The answer to one thing that is asked after ``card``; ``None`` where either is no longer in force."""
    return _reply(Asked(card, (key,)), tracker)


def _reply(asked: Asked, tracker: Tracker) -> Reply | None:
    """The answer; ``None`` where the card or what is asked of it is no longer in force."""
    card, known = find_card(asked.card), follow_ups_of(asked.card)
    in_force = asked_after(asked.card, asked.keys)
    if card is None or known is None or not in_force:
        return None
    first, *others = in_force
    if (reply := _answer(first, card, known, tracker)) is None:
        return None
    ways: list[Button] = []
    if not asked.surely:
        # With its question: it may be another one.
        maybe = fixed_reply(in_the_voice_of(card, "maaske-det-her")).text
        reply = replace(reply, text=f"{maybe}\n\n**{first.title}**\n\n{reply.text}")
        ways = [A_PERSON]
    seen = [*reply.slots["seen_cards"], remembered_as(card.card_id, first.key)]
    near = [*follow_up_buttons(card.card_id, others[:_OTHERS]), *buttons(_likely_cards(card, tracker))]
    shown = list(dict.fromkeys([*near, *reply.buttons]))[: _MOST_BUTTONS - len(ways)]
    return replace(reply, buttons=[*shown, *ways], slots={**reply.slots, "seen_cards": seen, **offer_slot_of(shown)})


def _likely_cards(card: CardVersion, tracker: Tracker) -> list[CardVersion]:
    """The cards for the answer's reader that may be meant instead."""
    found = parents_cards if card.theme == PARENTS_THEME else ranked_cards
    likely = (one for one in found(tracker, least=_LIKELY_FROM) if one != card.card_id)
    return beside(card, offered(likely, most=_OTHERS))


def _answer(first: FollowUp, card: CardVersion, known: FollowUps, tracker: Tracker) -> Reply | None:
    if first.card:
        other = find_card(first.card)
        return other and card_reply(other, tracker)
    footer = legal_footer(card, site_of(tracker), also_reviewed=known.reviewed)
    return card_reply(card, tracker, "\n\n".join([first.answer, *footer, _source(card)]))


def _source(card: CardVersion) -> str:
    """Where it is from: law rests on the card's own rules; what else is asked our editors answer."""
    if card.theme == PARENTS_THEME or card.law:
        return where_from(card)
    return fixed_reply("kilde-opfoelgning").text.format(title=card.title)
