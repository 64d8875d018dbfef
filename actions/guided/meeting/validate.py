"""Keep an answer before a meeting and say which question comes next."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.audience import PARENT, STAFF, VOICE, voice
from actions.guided.form import (
    FAILED_ATTEMPTS,
    REQUESTED_SLOT,
    STOPPED,
    text_of,
)
from actions.guided.meeting.form import (
    ANSWER_SLOT,
    PREPARATION,
    PREPARATION_SLOT,
    STARTS,
    STEP_SLOT,
    TALK_SLOT,
    content_of,
    current_step,
    talk_of,
)
from actions.guided.meeting.interpret import interpret
from actions.guided.validate import ValidateAnswer
from actions.nlu_result import intent
from actions.reply import Event
from bot.guided.answers import SKIPPED, Answer
from bot.guided.corrections import Correction
from bot.guided.free_text import InputKind, is_not_known
from bot.guided.meeting.content import TalkStep, talk_content
from bot.guided.meeting.talk import Talk
from bot.store import talks


class ValidateMeetingAnswer(ValidateAnswer[Talk, TalkStep]):
    """``validate_talk_preparation``."""

    guided = PREPARATION

    def stands_at(self, tracker: Tracker) -> tuple[Talk, TalkStep | None] | None:
        """The preparation and its step; ``None`` where there is none, and where one that is finished begins again."""
        talk = talk_of(tracker)
        step = current_step(talk, tracker) if talk else None
        finished = step is None and not self.waits(tracker)
        return None if talk is None or finished or _begins_another(tracker) else (talk, step)

    def begun(self, tracker: Tracker) -> list[Event]:
        """A new preparation; the paper of an earlier one is not left behind."""
        talks.forget(tracker.get_slot(TALK_SLOT))
        name = STARTS.get(intent(tracker)) or tracker.get_slot(PREPARATION_SLOT) or STARTS["prepare_talk"]
        content = talk_content(name)
        chosen = [] if voice(tracker) else [SlotSet(VOICE, PARENT if content.for_parents else STAFF)]
        begun = Talk(content, {})
        return [
            SlotSet(TALK_SLOT, talks.begin()),
            SlotSet(PREPARATION_SLOT, name),
            SlotSet(STOPPED, None),
            *chosen,
            *_asking(begun.next_open()),
        ]

    def going_on(self, state: Talk, step: TalkStep | None) -> list[Event]:
        """The step it stands at."""
        return [*_asking(step), SlotSet(STOPPED, None)]

    def answered(self, state: Talk, step: TalkStep, tracker: Tracker) -> list[Event] | InputKind:
        """Keep the answer."""
        after = interpret(state, step, tracker)
        if isinstance(after, InputKind):
            return after
        return _kept(after, after.next_open(), tracker)

    def taken_as_it_is(self, state: Talk, step: TalkStep, tracker: Tracker) -> list[Event]:
        """Who does not know skips the question."""
        if not is_not_known(text_of(tracker)):
            return []
        after = state.with_answer(step, SKIPPED)
        return _kept(after, after.next_open(), tracker)

    def is_personal(self, state: Talk) -> bool:
        """A parent's child is her own."""
        return state.content.for_parents

    def answered_beside(self, state: Talk, step: TalkStep, told: str, tracker: Tracker) -> list[Event]:
        """Keep it as own words, or as the choice it means."""
        option = state.chosen(step, told)
        if option is None and not step.open:
            return []
        after = state.with_answer(step, Answer(option=option.id) if option else Answer(text=told))
        return _kept(after, after.next_open(), tracker)

    def corrected(self, state: Talk, step: TalkStep, wanted: Correction, tracker: Tracker) -> list[Event]:
        """Ask the question again whose answer is gone."""
        last = state.last_answered(step)
        after = state.corrected(last, wanted) if last else None
        if after is None:
            return []
        return _kept(after, last, tracker)


def _begins_another(tracker: Tracker) -> bool:
    """Whether the latest message begins the other preparation."""
    begun = STARTS.get(intent(tracker))
    return begun is not None and talk_content(begun) is not content_of(tracker)


def _kept(talk: Talk, following: TalkStep | None, tracker: Tracker) -> list[Event]:
    talks.change(str(tracker.get_slot(TALK_SLOT)), talk.as_json())
    return _asking(following)


def _asking(step: TalkStep | None) -> list[Event]:
    return [
        SlotSet(FAILED_ATTEMPTS, 0),
        SlotSet(STEP_SLOT, step.id if step else None),
        SlotSet(REQUESTED_SLOT, ANSWER_SLOT if step else None),
    ]
