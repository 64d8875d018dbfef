"""A line on help, under what may miss that it is still about the danger just answered."""

from rasa_sdk import Tracker

from actions.audience import voiced
from actions.nlu_result import told_by_channel
from actions.reply import site_of
from bot.knowledge.responses import fixed_reply
from bot.sites.contacts import numbers
from bot.text.danger_denied import beyond_denial


def reminder_of_danger(tracker: Tracker) -> list[str]:
    """The paragraph; nothing where no danger was answered lately, or she has just said that there is none."""
    if not told_by_channel(tracker, "follows_danger") or denies_the_danger_talked_of(tracker):
        return []
    return [fixed_reply(voiced("stadig-fare", tracker)).text.format(**numbers(site_of(tracker)))]


def denies_the_danger_talked_of(tracker: Tracker) -> bool:
    """Whether the latest message says that there is no danger, where it was just answered or asked about."""
    was_talked_of = told_by_channel(tracker, "follows_danger") or told_by_channel(tracker, "check_in_waits")
    return bool(was_talked_of) and beyond_denial(str(tracker.latest_message.get("text") or "")) is not None
