"""What is likely, not sure: the card that leads, with the others under it; a choice where none does."""

from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker

from actions.cards import MOST_OFFERED, buttons, card_reply, full_answer, legal_footer, offer_slot, offered
from actions.nlu_result import is_a_tie, is_about_the_last_answer, passage_asked_for
from actions.reply import Button, Reply, fixed, site_of
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import PARENTS_THEME
from bot.store.models import CardVersion

_NEAREST = 2
A_PERSON = Button("Jeg vil hellere tale med et menneske", "/ask_person")
NONE_OF_THEM = Button("Ingen af dem", "/none_of_them")


def likely_reply(cards: Sequence[CardVersion], tracker: Tracker, ways: Sequence[Button] = ()) -> Reply:
    """The first card's answer, said to be only likely, or the first few as buttons where it does not lead.

    Args:
        cards: in force, the likeliest first; at least one.
        tracker: of the conversation.
        ways: other buttons that lead on.
    """
    first, *others = cards
    if is_a_tie(tracker, first.card_id, others[0].card_id if others else None):
        few = cards[: MOST_OFFERED - len(ways)]
        shown = [*buttons(few), *ways, NONE_OF_THEM]
        return fixed(_in_the_voice_of(first, "mente-du"), buttons=shown, slots=offer_slot(few))
    paragraphs = [fixed_reply(_in_the_voice_of(first, "maaske-det-her")).text, full_answer(first, site_of(tracker))]
    if not others and not ways:
        return card_reply(first, tracker, "\n\n".join(paragraphs))
    paragraphs.append(fixed_reply(_in_the_voice_of(first, "eller-mente-du")).text)
    reply = card_reply(first, tracker, "\n\n".join(paragraphs))
    return replace(
        reply,
        buttons=[*buttons(others), *ways, NONE_OF_THEM],
        slots={**reply.slots, **offer_slot(others)},
    )


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
    reply = card_reply(first, tracker, _said_of_it(first, tracker))
    return replace(reply, buttons=buttons(others), slots={**reply.slots, **offer_slot(others)})


def _said_of_it(card: CardVersion, tracker: Tracker) -> str | None:
    """Of the very answer that was just given only what is asked for: the rest stands above."""
    passage = passage_asked_for(tracker)
    # The answer may have been edited since the understanding was trained.
    if card.card_id != tracker.get_slot("last_card") or not passage or passage not in card.body:
        return None
    footer = legal_footer(card, site_of(tracker))
    return "\n\n".join([fixed_reply("hoerer-til-svaret").text, passage, *footer, fixed_reply("hjalp-det").text])


def with_nearest(reply: Reply, ranked: Sequence[str]) -> Reply:
    """A reply that knows no answer, with a way to a person, and the nearest cards in the place of its own buttons.

    Args:
        reply: what is said.
        ranked: ids of cards that are near enough, the nearest first.
    """
    # Nothing near needs no store: what is not known can be said without it.
    if not ranked or not (cards := offered(ranked, most=_NEAREST)):
        return replace(reply, buttons=[*reply.buttons, A_PERSON])
    text = f"{reply.text}\n\n{fixed_reply('naermeste').text}"
    return replace(reply, text=text, buttons=[*buttons(cards), A_PERSON], slots={**reply.slots, **offer_slot(cards)})


def _in_the_voice_of(card: CardVersion, key: str) -> str:
    return f"{key}-foraelder" if card.theme == PARENTS_THEME else key
