"""Note whether an answer helped."""

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.reply import Reply, fixed
from bot.store.answers import find_card
from bot.store.counts import count_feedback


class TakeFeedback(ReplyingAction):
    """A press on "ja" or "nej" under an answer."""

    action_name = "action_take_feedback"

    def reply(self, tracker: Tracker) -> Reply:
        """Count it for the card, if there is such a card."""
        card_id = str(next(tracker.get_latest_entity_values("card"), ""))
        helped = next(tracker.get_latest_entity_values("helped"), "")
        if find_card(card_id) and helped in ("ja", "nej"):
            count_feedback(card_id, helped == "ja")
        return fixed("feedback-tak")
