"""Where there is help now, when somebody may be in danger."""

from typing import Any

from rasa_sdk import Tracker

from actions.guided import RESUME, form_under_way, stopped
from actions.reply import Button, Reply, ReplyingAction, fixed
from actions.routes import SHARE
from bot.knowledge.contacts import numbers
from bot.knowledge.danger import kind_of_danger

_WHEN_TO_REPORT = Button("Hvornår skal jeg underrette?", '/show_card{"card": "underretning"}')


class TellWhereHelpIs(ReplyingAction):
    """112 and the fitting lines first, then underretning."""

    action_name = "action_tell_where_help_is"

    def reply(self, tracker: Tracker) -> Reply:
        """A route that is under way stops: nobody in danger is asked the next question."""
        kind = kind_of_danger(str(tracker.latest_message.get("text") or ""))
        # Whatever was answered before: the route must end in the report now.
        slots = {SHARE.slot("danger"): "worried"} if SHARE.answers(tracker) else {}
        if form_under_way(tracker):
            return where_help_is(kind, buttons=(RESUME,), events=stopped(tracker), slots=slots)
        return where_help_is(kind, slots=slots)


def where_help_is(
    kind: str | None = None, buttons: tuple[Button, ...] = (), events: list[dict[str, Any]] | None = None, **more: Any
) -> Reply:
    """The numbers for this kind of danger, or all of them.

    From the files, not the store: this reply must come also when the database is away.
    """
    return fixed(
        f"akut-{kind}" if kind else "akut",
        buttons=[_WHEN_TO_REPORT, *buttons],
        words=numbers(),
        events=events or [],
        resumes=False,
        **more,
    )
