"""The guided conversations that are offered under an answer."""

from rasa_sdk import Tracker

from actions.guided.conversations import CONVERSATIONS
from actions.guided.form import form_under_way
from actions.reply import Button


def offers_after(card_id: str, tracker: Tracker) -> list[Button]:
    """The ways in that belong to a card; none while one is under way."""
    if form_under_way(tracker):
        return []
    return [button for guided in CONVERSATIONS for cards, button in guided.ways_in() if card_id in cards]
