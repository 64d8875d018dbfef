"""How a card becomes a reply and a choice between cards becomes buttons."""

import json
from collections.abc import Iterable

from rasa_sdk import Tracker

from actions.reply import Button, Reply
from bot.outcomes import Outcome
from bot.store.answers import find_cards
from bot.store.models import CardVersion

_REMEMBERED_CARDS = 20
_MOST_BUTTONS = 3


def show_card_button(card: CardVersion) -> Button:
    """A button that shows ``card``."""
    return Button(card.title, "/show_card" + json.dumps({"card": card.card_id}))


def card_buttons(card_ids: Iterable[str]) -> list[Button]:
    """Buttons for those of the cards that are in force, three at the most."""
    return [show_card_button(card) for card in list(find_cards(card_ids).values())[:_MOST_BUTTONS]]


def seen_cards(tracker: Tracker) -> list[str]:
    """Cards this conversation has been shown, the newest last."""
    return list(tracker.get_slot("seen_cards") or [])


def card_reply(card: CardVersion, tracker: Tracker) -> Reply:
    """The card's answer with its source, and its related cards that were not shown yet as buttons."""
    seen = [*(seen for seen in seen_cards(tracker) if seen != card.card_id), card.card_id]
    related = [card_id for card_id in card.related if card_id not in seen]
    return Reply(
        text="\n\n".join([card.body, source_line(card)]),
        outcome=Outcome(card.outcome),
        card=card.card_id,
        sources=sources(card),
        reviewed=card.reviewed.isoformat(),
        related=card.related,
        buttons=card_buttons(related),
        slots={"last_card": card.card_id, "seen_cards": seen[-_REMEMBERED_CARDS:], "offered_cards": None},
    )


def sources(card: CardVersion) -> list[dict[str, str]]:
    """What the card builds on: the publication's section, the law, or both."""
    found = []
    if card.section:
        title = f"{card.source.title} ({card.source.publisher}, {card.source.year})"
        found.append({"title": title, "section": card.section})
    if card.law:
        found.append({"title": card.law, "section": ""})
    return found


def source_line(card: CardVersion) -> str:
    """The sources as a person reads them, with the date somebody last checked the card."""
    parts = []
    if card.section:
        parts.append(f"{card.source.title} ({card.source.publisher}, {card.source.year}), afsnittet “{card.section}”")
    if card.law:
        parts.append(card.law)
    reviewed = f"Gennemset {card.reviewed.day}.{card.reviewed.month}.{card.reviewed.year}."
    history = " Beskriver noget, der ikke gælder mere." if card.status == "historisk" else ""
    return f"**Kilde:** {'; '.join(parts)}. {reviewed}{history}"
