"""How a card becomes a reply and a choice between cards becomes buttons."""

import re
from collections.abc import Iterable

from rasa_sdk import Tracker

from actions.audience import PARENT, leads, voice
from actions.card_text import full_answer, legal_footer, short_answer, sources
from actions.guided.form import form_under_way
from actions.guided.offers import offers_after
from actions.message import was_pressed
from actions.nlu_result import passage_asked_for
from actions.reply import Button, Reply, site_of
from actions.seen_cards import remembered_as, seen, seen_cards
from bot.core.answers_given import JUST_GIVEN
from bot.core.outcomes import Outcome
from bot.core.payloads import card_shown_by, follow_up_shown_by, show_card, show_follow_up
from bot.knowledge.follow_ups import FollowUp, follow_ups_of
from bot.knowledge.responses import fixed_reply
from bot.store.answers import find_cards
from bot.store.models import CardVersion

_REMEMBERED_CARDS = 100  # more than anybody reads in one talk
MOST_OFFERED = 4
# So many may be meant; the first few are shown, and the others after "Ingen af dem".
MOST_CONSIDERED = 8
# So many of the buttons under an answer are what else may be meant; the rest are what one may ask next.
_OFFERED_BESIDE_RELATED = 3
# So many are what is asked most of that answer; the content has it in that order.
_MOST_ASKED = 2
_MOST_WITH_ASKED = 5
# "Spørg skolelederen": to a leader it is herself.
_LEADER = re.compile(r"\b(?:din (?:nærmeste )?leder|(?:skole)?lederen)\b", re.IGNORECASE)


def offered(card_ids: Iterable[str], most: int = MOST_OFFERED) -> list[CardVersion]:
    """Those of the cards that are in force and have room among the buttons."""
    return list(find_cards(card_ids).values())[:most]


def buttons(cards: Iterable[CardVersion]) -> list[Button]:
    """A button for each card."""
    return [Button(card.title, show_card(card.card_id)) for card in cards]


def follow_up_buttons(card_id: str, asked: Iterable[FollowUp]) -> list[Button]:
    """A button for each of those questions about a card."""
    return [Button(one.title, show_follow_up(card_id, one.key)) for one in asked]


def offer_slot(cards: Iterable[CardVersion]) -> dict[str, list[str]]:
    """What to remember of a choice, so that "ja" and "den anden" can be understood."""
    return {"offered_cards": [card.card_id for card in cards]}


def offer_slot_of(shown: Iterable[Button]) -> dict[str, list[str]]:
    """The same of buttons, some of which may show what is asked of an answer: a card and a key."""
    return {"offered_cards": [offer for button in shown if (offer := _offer(button.payload))]}


def _offer(payload: str) -> str | None:
    if asked := follow_up_shown_by(payload):
        return remembered_as(*asked)
    return card_shown_by(payload)


def card_reply(card: CardVersion, tracker: Tracker, text: str | None = None, next_best: Iterable[str] = ()) -> Reply:
    """A reply that ends with ``card``: its answer and source, or ``text`` in their place.

    What else may be meant, what is most asked of it and its related cards become buttons, as far as they were not shown
    yet.

    Args:
        next_best: ids of the cards that are likeliest after this one.
    """
    shown_cards = [*(one for one in seen(tracker) if one != card.card_id), card.card_id]
    also = offered(card_id for card_id in next_best if card_id not in shown_cards)
    others = beside(card, also)[:_OFFERED_BESIDE_RELATED]
    asked = [] if text or form_under_way(tracker) else _most_asked(card.card_id)
    shown_already = {*shown_cards, *(other.card_id for other in others)}
    room = (_MOST_WITH_ASKED if asked else MOST_OFFERED) - len(others) - len(asked)
    related = offered((card_id for card_id in card.related if card_id not in shown_already), most=room)
    shown = [*buttons(others), *asked, *buttons(related)]
    return Reply(
        text=text or answer_text(card, tracker),
        outcome=Outcome(card.outcome),
        card=card.card_id,
        sources=sources(card),
        reviewed=card.reviewed.isoformat(),
        related=card.related,
        buttons=[*shown, *offers_after(card.card_id, tracker)],
        slots={"last_card": card.card_id, "seen_cards": shown_cards[-_REMEMBERED_CARDS:], **offer_slot_of(shown)},
    )


def beside(card: CardVersion, others: Iterable[CardVersion]) -> list[CardVersion]:
    """Those of the others that may be offered under ``card``."""
    # Nobody is handed paragraphs for a sigh; under law an ordinary answer may stand.
    is_law = card.outcome == Outcome.CONSENT_GUIDANCE
    return [other for other in others if is_law or other.outcome == card.outcome]


def _most_asked(card_id: str) -> list[Button]:
    """What is asked most after an answer."""
    known = follow_ups_of(card_id)
    return follow_up_buttons(card_id, known.follow_ups[:_MOST_ASKED]) if known else []


def answer_text(card: CardVersion, tracker: Tracker) -> str:
    """The answer; in short, and said to be the same, where it stands a few answers above. A leader is told so."""
    text = _in_short(card, tracker) if _was_just_read(card, tracker) else full_answer(card, site_of(tracker))
    is_hers = _LEADER.search(text) and voice(tracker) != PARENT and leads(tracker)
    return "\n\n".join([text, fixed_reply("du-er-lederen").text]) if is_hers else text


def _was_just_read(card: CardVersion, tracker: Tracker) -> bool:
    """Whether typed words, not a button, lead to an answer that was given a few answers ago."""
    return card.card_id in seen_cards(tracker)[-JUST_GIVEN:] and not was_pressed(tracker)


def _in_short(card: CardVersion, tracker: Tracker) -> str:
    """Of an answer that stands above already what is asked for, else what matters; and that it is the same one."""
    site = site_of(tracker)
    asked_for = passage_of(card, tracker)
    parts = [asked_for, *legal_footer(card, site)] if asked_for else short_answer(card, site)
    return "\n\n".join([fixed_reply("samme-svar").text, *parts])


def passage_of(card: CardVersion, tracker: Tracker) -> str:
    """The paragraph of ``card`` that the latest message asks for; empty where it asks for none of it."""
    passage = passage_asked_for(tracker)
    # The answer may have been edited since the understanding was trained.
    return passage if passage in card.body else ""
