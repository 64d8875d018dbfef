"""The paper somebody leaves with: handed over, kept, deleted."""

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.guided.form import stopped
from actions.guided.meeting.form import PREPARATION, begins
from actions.guided.meeting.state import TALK_SLOT, content_of, talk_of
from actions.guided.plan.form import back_to_the_walk
from actions.reply import Button, Reply, attachment, fixed
from bot.core.outcomes import Outcome
from bot.core.settings import settings
from bot.guided.meeting.content import TalkContent
from bot.guided.meeting.links import link, names
from bot.guided.meeting.paper import in_chat, mail
from bot.store import talks


class HandOverList(ReplyingAction):
    """The end of a preparation: what was answered in the chat, as a page to print and in Word; the letter to copy."""

    action_name = "action_hand_over_list"

    def reply(self, tracker: Tracker) -> Reply:
        """The paper, the offer to keep it for longer, and its links."""
        talk = talk_of(tracker)
        if talk is None:
            return _none(tracker)
        token = str(tracker.get_slot(TALK_SLOT))
        files = [
            attachment(f"{talk.content.heading} ({kind})", link(token, name))
            for kind, name in zip(("til at printe", "Word", "PDF"), names(talk.content), strict=True)
        ]
        stored = talks.find(token)
        keeps = stored is not None and not stored.kept
        links = "\n".join(f"- **[{one['title']}]({one['url']})**" for one in files)
        text = [talk.content.done, in_chat(talk), mail(talk), talk.content.keep if keeps else "", links]
        return Reply(
            text="\n\n".join(filter(None, text)),
            outcome=Outcome.WALKTHROUGH,
            attachments=files,
            buttons=[*([_keep(talk.content)] if keeps else []), _delete(talk.content)],
            events=back_to_the_walk(tracker),
        )


class KeepList(ReplyingAction):
    """ "Gem min liste"."""

    action_name = "action_keep_list"

    def reply(self, tracker: Tracker) -> Reply:
        """Keep it, and say for how long."""
        if talk_of(tracker) is None:
            return _none(tracker)
        days = settings().document_days
        talks.keep(str(tracker.get_slot(TALK_SLOT)), days)
        content = content_of(tracker)
        text = content.saved.format(days=days)
        return Reply(text=text, outcome=Outcome.WALKTHROUGH, buttons=[_delete(content)])


class DeleteList(ReplyingAction):
    """ "Slet min liste"."""

    action_name = "action_delete_list"

    def reply(self, tracker: Tracker) -> Reply:
        """Delete it, and say so; what is under way of it stops."""
        return list_deleted(tracker) if talk_of(tracker) else _none(tracker)


def list_deleted(tracker: Tracker) -> Reply:
    """The paper is gone, and the preparation with it."""
    under_way = (tracker.active_loop or {}).get("name") == PREPARATION.form
    return Reply(
        text=content_of(tracker).deleted,
        outcome=Outcome.WALKTHROUGH,
        slots=PREPARATION.emptied(tracker),
        events=stopped(tracker) if under_way else [],
        resumes=not under_way,
    )


def _none(tracker: Tracker) -> Reply:
    content = content_of(tracker)
    return fixed(content.reply_key("ingen"), buttons=[begins(content)])


def _keep(content: TalkContent) -> Button:
    return Button(content.keep_button, "/keep_talk", "keep")


def _delete(content: TalkContent) -> Button:
    return Button(content.delete_button, "/delete_talk", "delete")
