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
    return _fields(_SHOW_CARD, payload).get("card") or None


def follow_up_shown_by(payload: str) -> tuple[str, str] | None:
    """The card and the key of the follow-up that a button shows; ``None`` where it does something else."""
    fields = _fields(_SHOW_FOLLOW_UP, payload)
    return (fields["card"], fields["follow_up"]) if fields else None


def _fields(wanted: str, payload: str) -> dict[str, str]:
    intent, brace, fields = payload.partition("{")
    return dict(json.loads(brace + fields)) if intent == wanted and brace else {}
