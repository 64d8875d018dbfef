"""What is likely, not sure: the card that leads, with the others under it; a choice where none does."""

from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker

from actions.a_person import A_PERSON
from actions.card_text import in_the_voice_of, legal_footer
from actions.cards import (
    MOST_CONSIDERED,
    MOST_OFFERED,
    answer_text,
    beside,
    buttons,
    card_reply,
    follow_up_buttons,
    offer_slot,
    offer_slot_of,
    offered,
    passage_of,
)
from actions.nearest import nearest_reply
from actions.nlu_result import follow_ups_asked, is_about_the_last_answer
from actions.reminder import reminder_of_danger
from actions.reply import Button, Reply, fixed, site_of
from actions.sureness import Sureness, how_sure, is_a_tie, stands_in_it
from bot.knowledge.follow_ups import asked_after
from bot.knowledge.responses import fixed_reply
from bot.store.models import CardVersion

_NEAREST = 2
NONE_OF_THEM = Button("Ingen af dem", "/none_of_them")


def answer_reply(card: CardVersion, ranked: Sequence[str], tracker: Tracker) -> Reply:
    """The best card's answer: outright where it is certain enough, else said to be likely or only the nearest.

    Args:
        card: the likeliest.
        ranked: ids of what may be meant, the likeliest first.
        tracker: of the conversation.
    """
    if how_sure(tracker, card.card_id) is Sureness.SURE:
        return card_reply(card, tracker, next_best=ranked)
    also = offered([other for other in ranked if other != card.card_id], most=MOST_CONSIDERED - 1)
    return _not_sure_reply(card, beside(card, also), tracker)


def likely_reply(cards: Sequence[CardVersion], tracker: Tracker, ways: Sequence[Button] = ()) -> Reply:
    """The first card's answer, said to be only likely or the nearest, or a choice where it does not lead.

    Args:
        cards: in force, the likeliest first; at least one.
        tracker: of the conversation.
        ways: other buttons that lead on.
    """
    first, *others = cards
    if is_a_tie(tracker, first.card_id, others[0].card_id if others else None):
        return choice(cards, in_the_voice_of(first, "mente-du"), [*asked_of_the_last_answer(tracker), *ways])
    return _not_sure_reply(first, others, tracker, ways)


def _not_sure_reply(
    first: CardVersion, others: Sequence[CardVersion], tracker: Tracker, ways: Sequence[Button] = ()
) -> Reply:
    ways = [*asked_of_the_last_answer(tracker), *ways]
    if how_sure(tracker, first.card_id) is Sureness.NEAREST:
        return nearest_reply(first, others, tracker, ways)
    # With its question: a "Ja" to another one misleads.
    paragraphs = [
        fixed_reply(in_the_voice_of(first, "maaske-det-her")).text,
        f"**{first.title}**",
        answer_text(first, tracker),
        *reminder_of_danger(tracker),
    ]
    if others or ways:
        paragraphs.append(fixed_reply(in_the_voice_of(first, "eller-mente-du")).text)
    reply = replace(card_reply(first, tracker, "\n\n".join(paragraphs)), sureness="likely")
    if not others and not ways:
        return reply
    return replace(reply, buttons=_choices(others, ways), slots={**reply.slots, **offer_slot(others)})


def asked_of_the_last_answer(tracker: Tracker) -> list[Button]:
    """What else is likeliest asked of the last answer."""
    asked = follow_ups_asked(tracker)
    return follow_up_buttons(asked.card, asked_after(asked.card, asked.keys[:_NEAREST])) if asked else []


def choice(cards: Sequence[CardVersion], key: str, ways: Sequence[Button] = ()) -> Reply:
    """The first few cards as buttons; "Ingen af dem" leads to those after them, which are remembered.

    Args:
        cards: in force, the likeliest first.
        key: of the fixed reply.
        ways: other buttons that lead on.
    """
    return fixed(key, buttons=_choices(cards, ways), slots=offer_slot(cards))


def _choices(cards: Sequence[CardVersion], ways: Sequence[Button]) -> list[Button]:
    return [*buttons(cards[:MOST_OFFERED]), *ways, NONE_OF_THEM]


def after_none_of_them(tracker: Tracker) -> list[CardVersion]:
    """The cards that were not shown yet of those that may be meant."""
    rest = (tracker.get_slot("offered_cards") or [])[MOST_OFFERED:]
    # Where there are none, nobody need ask the store, which may be away.
    return offered(rest) if rest else []


def follow_up_reply(ranked: Sequence[str], tracker: Tracker) -> Reply | None:
    """What is near to the last answer and likely meant, with the next best as buttons: nobody has to ask it anew.

    Args:
        ranked: ids of cards, the likeliest first.
        tracker: of the conversation.

    Returns:
        ``None`` where the message is not about the last answer, or none of the cards is in force.
    """
    if not is_about_the_last_answer(tracker) or not (cards := offered(ranked, most=MOST_OFFERED + 1)):
        return None
    first, *others = cards
    passage = _said_of_it(first, tracker)
    reply = card_reply(first, tracker, passage)
    if not passage:
        return replace(reply, buttons=buttons(others), slots={**reply.slots, **offer_slot(others)})
    # A passage may be beside the point: then something else that is asked of the answer is meant, or a person knows.
    near = asked_of_the_last_answer(tracker)
    others = others[: MOST_OFFERED - len(near)]
    shown = [*near, *buttons(others)]
    return replace(reply, buttons=[*shown, A_PERSON], slots={**reply.slots, **offer_slot_of(shown)})


def _said_of_it(card: CardVersion, tracker: Tracker) -> str | None:
    """Of the very answer that was just given only what is asked for: the rest stands above."""
    passage = passage_of(card, tracker)
    if card.card_id != tracker.get_slot("last_card") or not passage:
        return None
    footer = legal_footer(card, site_of(tracker))
    key = "staar-i-svaret" if stands_in_it(tracker, card.card_id) else "hoerer-til-svaret"
    return "\n\n".join([fixed_reply(key).text, passage, *footer, fixed_reply("hjalp-det").text])
