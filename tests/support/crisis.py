"""Danger, as the understanding tells the actions of it."""

from bot.knowledge.danger import danger_replies
from bot.sites.contacts import numbers

REPLIES = danger_replies()
HOME = {"kind": "vold-hjemme", "voice": "child", "voice_confidence": 0.95, "language": "da"}


def written(text: str) -> str:
    return REPLIES.filled(text, numbers())
