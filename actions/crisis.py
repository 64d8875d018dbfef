"""Somebody is in danger: where help is, for the one who reads it; and what comes after."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.danger_reader import known_reader, reader, settled_reader
from actions.guided.form import RESUME, STOPPED, form_under_way, stopped
from actions.guided.share.form import SHARE
from actions.message import named
from actions.nlu_result import Danger, after_danger, danger
from actions.reply import Button, Event, Reply, site_of
from bot.core.outcomes import Outcome
from bot.core.payloads import show_card
from bot.knowledge.danger import ANY_KIND, Voice, danger_replies
from bot.sites import danger_texts
from bot.sites.contacts import numbers
from bot.text.language_id import DANISH

# Who the last reply to danger was written for.
TOLD = "danger_told"
_WHO_CAN_HELP = Button("Hvem kan hjælpe mig?", show_card("foraelder-hjaelp-omraadet"))
_HOW_TO_REPORT = Button("Sådan underretter du", show_card("underretning-saadan"))
_MAY_THEY_TAKE_MY_CHILD = Button("Kan kommunen tage mit barn?", show_card("foraelder-tage-mit-barn"))
_HOW_TO_CALL = Button("Hvad siger jeg, når jeg ringer?", show_card("foraelder-ringe-kommunen"))
_WHEN_TO_REPORT = Button("Hvornår skal jeg underrette?", show_card("underretning"))


class TellWhereHelpIs(ReplyingAction):
    """What to do now and whom to call, alone."""

    action_name = "action_tell_where_help_is"

    def reply(self, tracker: Tracker) -> Reply:
        """A route that is under way stops: nobody in danger is asked the next question."""
        found = danger(tracker) or _confirmed(tracker)
        # Whatever was answered before: the route must end in the report now.
        slots = {SHARE.slot("danger"): "worried"} if SHARE.answers(tracker) else {}
        way_back = (RESUME,) if form_under_way(tracker) else ()
        events = stopped(tracker) if form_under_way(tracker) else []
        return where_help_is(
            site_of(tracker),
            found.kind,
            reader(found, tracker),
            found.language,
            buttons=way_back,
            events=events,
            slots=slots,
        )


class GoOnAfterDanger(ReplyingAction):
    """ "Jeg har ringet", "hvad nu", "det var for sjov": what comes after a reply to danger."""

    action_name = "action_go_on_after_danger"

    def reply(self, tracker: Tracker) -> Reply:
        """What fits it, for the one who was told; a way back to what was stopped."""
        replies = danger_replies()
        # "Det er min søn, jeg er mor" settles it, whoever the reply was for.
        reads: Voice = settled_reader(tracker) or tracker.get_slot(TOLD) or known_reader(tracker) or "staff"
        after = after_danger(tracker)
        text = replies.filled(replies.afterwards.of(after).to(reads), numbers(site_of(tracker)))
        way_back = [RESUME] if tracker.get_slot(STOPPED) else []
        return Reply(
            text=text,
            outcome=Outcome.CRISIS,
            buttons=[*_ways_on(reads, after), *way_back],
            danger={"after": after, "voice": reads},
            slots={TOLD: reads},
        )


def where_help_is(
    site: str,
    kind: str = ANY_KIND,
    reads: Voice = "staff",
    language: str = "",
    buttons: Sequence[Button] = (),
    events: Sequence[Event] = (),
    slots: dict[str, Any] | None = None,
) -> Reply:
    """The reply to one kind of danger, for who reads it; in another language first, where it was told in one.

    From the files, not the store: this reply must come also when the database is away.
    """
    return Reply(
        text=danger_texts.where_help_is(site, kind, reads, language),
        outcome=Outcome.CRISIS,
        buttons=[*_ways_on(reads), *buttons],
        danger={
            "kind": danger_texts.kind_of(kind)[0],
            "voice": reads,
            "language": language,
            "sure": True,
        },
        slots={TOLD: reads, **(slots or {})},
        events=events,
        resumes=False,
    )


def _confirmed(tracker: Tracker) -> Danger:
    """What the button "Ja" says."""
    kind = named("kind", tracker) or ANY_KIND
    reads = named("voice", tracker)
    language = named("language", tracker) or DANISH
    return Danger(kind=kind, voice=reads, voice_confidence=1.0, language=language)


def _ways_on(reads: Voice, after: str = "") -> list[Button]:
    if reads == "staff":
        return [_HOW_TO_REPORT] if after == "next" else [_WHEN_TO_REPORT]
    if reads == "parent":
        return [_HOW_TO_CALL, _MAY_THEY_TAKE_MY_CHILD] if after == "next" else [_HOW_TO_CALL, _WHO_CAN_HELP]
    return []
