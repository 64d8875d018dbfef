"""A line on help, under what may miss that it is still about the danger just answered."""

from rasa_sdk import Tracker

from actions.audience import voiced
from actions.nlu_result import told_by_channel
from actions.reply import site_of
from bot.knowledge.responses import fixed_reply
from bot.sites.contacts import numbers


def reminder_of_danger(tracker: Tracker) -> list[str]:
    """The paragraph; nothing where no danger was answered lately."""
    if not told_by_channel(tracker, "follows_danger"):
        return []
    return [fixed_reply(voiced("stadig-fare", tracker)).text.format(**numbers(site_of(tracker)))]
