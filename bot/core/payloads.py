"""The payloads of buttons that show an answer: what the actions write, and the channels and the evaluation read."""

import json

_SHOW_CARD = "/show_card"
_SHOW_FOLLOW_UP = "/show_follow_up"


def show_card(card_id: str) -> str:
    """What pressing a card's button sends."""
    return _SHOW_CARD + json.dumps({"card": card_id})


def show_follow_up(card_id: str, key: str) -> str:
    """What pressing the button of what is often asked after a card sends."""
    return _SHOW_FOLLOW_UP + json.dumps({"card": card_id, "follow_up": key})


def card_shown_by(payload: str) -> str | None:
    """The id of the card that a button shows; ``None`` where it does something else."""
    intent, brace, fields = payload.partition("{")
    if intent != _SHOW_CARD or not brace:
        return None
    card = json.loads(brace + fields).get("card")
    return str(card) if card else None
