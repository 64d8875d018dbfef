"""Where there is help now, when somebody may be in danger."""

from typing import Any

from rasa_sdk import Tracker

from actions.guided import RESUME, form_under_way, stopped
from actions.parents import perhaps_to_parent, to_parent
from actions.reply import Button, Reply, ReplyingAction, fixed
from actions.routes import SHARE
from bot.knowledge.contacts import numbers
from bot.knowledge.danger import kind_of_danger

_WHO_CAN_HELP = Button("Hvem kan hjælpe mig?", '/show_card{"card": "foraelder-hjaelp-omraadet"}')
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
            plain = to_parent(tracker)
            return where_help_is(kind, buttons=(RESUME,), events=stopped(tracker), plain=plain, slots=slots)
        return where_help_is(kind, plain=perhaps_to_parent(tracker), slots=slots)


def where_help_is(
    kind: str | None = None,
    buttons: tuple[Button, ...] = (),
    events: list[dict[str, Any]] | None = None,
    plain: bool = False,
    **more: Any,
) -> Reply:
    """The numbers for this kind of danger, or all of them; ``plain`` for a parent, who reports nobody.

    From the files, not the store: this reply must come also when the database is away.
    """
    key = f"akut-{kind}" if kind else "akut"
    return fixed(
        f"{key}-foraelder" if plain else key,
        buttons=[_WHO_CAN_HELP if plain else _WHEN_TO_REPORT, *buttons],
        words=numbers(),
        events=events or [],
        resumes=False,
        **more,
    )
