"""The guided conversations that are offered under an answer."""

from rasa_sdk import Tracker

from actions.guided.form import form_under_way
from actions.guided.share.form import CONSENT, MAKE_FORM, SHARE, START_SHARE
from actions.reply import Button
from bot.guided.meeting.content import FIRST_MEETING, talk_content
from bot.guided.plan.content import plan_content

START_TALK = Button("Forbered min samtale", "/prepare_talk")
START_FIRST_MEETING = Button("Forbered det første møde med skolen", "/start_first_meeting")
START_PLAN = Button("Lav en samarbejdsplan, trin for trin", "/start_plan")


def offers_after(card_id: str, tracker: Tracker) -> list[Button]:
    """The ways in that belong to a card; none while one is under way."""
    if form_under_way(tracker):
        return []
    ways_in = (
        (SHARE.route.offered_after, START_SHARE),
        (CONSENT.route.offered_after, MAKE_FORM),
        (plan_content().texts.offered_after, START_PLAN),
        (talk_content().offered_after, START_TALK),
        (talk_content(FIRST_MEETING.stem).offered_after, START_FIRST_MEETING),
    )
    return [button for cards, button in ways_in if card_id in cards]
