"""Somebody may be in danger: the number first, then the question whether that is it."""

import json

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction

from actions.base import ReplyingAction
from actions.danger_reader import known_reader, reader
from actions.nlu_result import Danger, danger
from actions.reply import Button, Reply, site_of
from bot.core.outcomes import Outcome
from bot.core.payloads import show_card
from bot.knowledge.danger import ANY_KIND, danger_replies
from bot.sites import danger_texts
from bot.sites.contacts import numbers
from bot.text.language_id import DANISH

# Whoever does not know says neither yes nor no; what a worry without danger leads to, by who reads. A child is not
# asked to weigh it.
_WORRIED = {
    "staff": Button("Ikke akut, men jeg er bekymret", show_card("bekymret-i-dag")),
    "parent": Button("Jeg ved det ikke. Jeg er bekymret", show_card("foraelder-bekymret")),
}


class AskWhetherDanger(ReplyingAction):
    """Somebody may be in danger: the number first, then the question whether that is it."""

    action_name = "action_ask_whether_danger"

    def reply(self, tracker: Tracker) -> Reply:
        """What is under way waits; after a no its question is answered by the very words."""
        found = danger(tracker) or Danger(kind=ANY_KIND)
        reads = reader(found, tracker)
        yes, no = danger_texts.yes_and_no(found.language)
        asked = {"kind": found.kind, "voice": reads, "language": found.language or DANISH}
        return Reply(
            text=danger_texts.whether_danger(site_of(tracker), reads, found.language),
            outcome=Outcome.CLARIFY,
            buttons=[
                Button(yes, f"/confirm_danger{json.dumps(asked)}"),
                *([_WORRIED[reads]] if reads in _WORRIED and found.language in ("", DANISH) else []),
                Button(no, "/deny_danger"),
            ],
            danger={"kind": found.kind, "voice": reads, "language": found.language, "sure": False},
            events=[FollowupAction("action_listen")],
            resumes=False,
        )


class SayNotDanger(ReplyingAction):
    """ "Nej, det er noget andet", where the words it was asked about are gone."""

    action_name = "action_say_not_danger"

    def reply(self, tracker: Tracker) -> Reply:
        """Ask for them again; a question that is under way is asked again."""
        replies = danger_replies()
        text = replies.filled(replies.not_danger.to(known_reader(tracker) or "staff"), numbers(site_of(tracker)))
        return Reply(text=text, outcome=Outcome.CLARIFY)
