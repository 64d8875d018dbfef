"""The payload of a button that shows a card: what the actions write, and the channels and the evaluation read."""

import json

_SHOW_CARD = "/show_card"


def show_card(card_id: str) -> str:
    """What pressing a card's button sends."""
    return _SHOW_CARD + json.dumps({"card": card_id})


def card_shown_by(payload: str) -> str | None:
    """The id of the card that a button shows; ``None`` where it does something else."""
    intent, brace, fields = payload.partition("{")
    if intent != _SHOW_CARD or not brace:
        return None
    card = json.loads(brace + fields).get("card")
    return str(card) if card else None
