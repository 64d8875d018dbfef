"""The list a parent leaves with: handed over, kept, deleted."""

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.guided.form import stopped
from actions.guided.meeting.form import TALK, TALK_SLOT, talk_of
from actions.guided.offers import START_TALK
from actions.guided.plan.form import back_to_the_walk
from actions.reply import Button, Reply, attachment, fixed
from bot.core.outcomes import Outcome
from bot.core.settings import settings
from bot.guided.meeting.content import talk_content
from bot.guided.meeting.links import DOCUMENT, PAGE, PDF, link
from bot.guided.meeting.paper import HEADING, in_chat
from bot.store import talks

_KEEP = Button("Gem min liste", "/keep_talk", "keep")
_DELETE = Button("Slet min liste", "/delete_talk", "delete")


class HandOverList(ReplyingAction):
    """The end of the preparation: the list in the chat, as a page to print and in Word."""

    action_name = "action_hand_over_list"

    def reply(self, tracker: Tracker) -> Reply:
        """The list, the offer to keep it for longer, and its links."""
        talk = talk_of(tracker)
        if talk is None:
            return fixed("samtale-ingen-foraelder", buttons=[START_TALK])
        token = str(tracker.get_slot(TALK_SLOT))
        files = [
            attachment(f"{HEADING} ({kind})", link(token, name))
            for name, kind in ((PAGE, "til at printe"), (DOCUMENT, "Word"), (PDF, "PDF"))
        ]
        stored = talks.find(token)
        keeps = stored is not None and not stored.kept
        links = "\n".join(f"- **[{one['title']}]({one['url']})**" for one in files)
        return Reply(
            text="\n\n".join([talk.content.done, in_chat(talk), *([talk.content.keep] if keeps else []), links]),
            outcome=Outcome.WALKTHROUGH,
            attachments=files,
            buttons=[*([_KEEP] if keeps else []), _DELETE],
            events=back_to_the_walk(tracker),
        )


class KeepList(ReplyingAction):
    """ "Gem min liste"."""

    action_name = "action_keep_list"

    def reply(self, tracker: Tracker) -> Reply:
        """Keep it, and say for how long."""
        if talk_of(tracker) is None:
            return fixed("samtale-ingen-foraelder", buttons=[START_TALK])
        days = settings().document_days
        talks.keep(str(tracker.get_slot(TALK_SLOT)), days)
        text = talk_content().saved.format(days=days)
        return Reply(text=text, outcome=Outcome.WALKTHROUGH, buttons=[_DELETE])


class DeleteList(ReplyingAction):
    """ "Slet min liste"."""

    action_name = "action_delete_list"

    def reply(self, tracker: Tracker) -> Reply:
        """Delete it, and say so; what is under way of it stops."""
        if talk_of(tracker) is None:
            return fixed("samtale-ingen-foraelder", buttons=[START_TALK])
        return list_deleted(tracker)


def list_deleted(tracker: Tracker) -> Reply:
    """The list is gone, and the preparation with it."""
    under_way = (tracker.active_loop or {}).get("name") == TALK.form
    return Reply(
        text=talk_content().deleted,
        outcome=Outcome.WALKTHROUGH,
        slots=TALK.emptied(tracker),
        events=stopped(tracker) if under_way else [],
        resumes=not under_way,
    )
