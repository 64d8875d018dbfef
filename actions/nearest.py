"""What is nearest, where it is not known or not sure that anything answers."""

from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker

from actions.a_person import A_PERSON
from actions.card_text import in_the_voice_of, short_answer, where_from
from actions.cards import MOST_OFFERED, buttons, card_reply, offer_slot, offered
from actions.reply import Button, Reply, site_of
from bot.core.outcomes import Outcome
from bot.core.payloads import show_card
from bot.knowledge.responses import fixed_reply
from bot.store.models import CardVersion

_NEAREST = 2


def nearest_reply(
    first: CardVersion, others: Sequence[CardVersion], tracker: Tracker, ways: Sequence[Button] = ()
) -> Reply:
    """That it is not sure that anything answers, and what the nearest card says in short.

    Three in four of strangers' messages that get one are not answered by it: so it is no answer, nobody reads a whole
    card that is beside the point, and a person stands among the buttons
    (docs/decisions/0029-the-nearest-is-no-answer.md). Guidance stays guidance.

    Args:
        first: the nearest card.
        others: what else may be meant, the likeliest first.
        tracker: of the conversation.
        ways: other buttons that lead on.
    """
    paragraphs = [
        fixed_reply(in_the_voice_of(first, "ikke-sikker")).text,
        f"**{first.title}**",
        *short_answer(first, site_of(tracker)),
        where_from(first),
        fixed_reply(in_the_voice_of(first, "er-det-ikke-det")).text,
    ]
    reply = card_reply(first, tracker, "\n\n".join(paragraphs))
    whole = Button(fixed_reply("hele-svaret").text, show_card(first.card_id))
    is_guidance = reply.outcome is Outcome.CONSENT_GUIDANCE
    return replace(
        reply,
        outcome=reply.outcome if is_guidance else Outcome.CLARIFY,
        sureness="nearest",
        buttons=[whole, *buttons(others[: MOST_OFFERED - 1]), *ways, A_PERSON],
        slots={**reply.slots, **offer_slot([first, *others])},
    )


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
