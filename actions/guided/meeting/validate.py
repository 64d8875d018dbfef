"""Keep an answer before a meeting and say which question comes next."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.audience import PARENT, STAFF, VOICE, voice
from actions.found_cards import similarity
from actions.guided.ask import SKIP
from actions.guided.form import (
    FAILED_ATTEMPTS,
    REQUESTED_SLOT,
    STOPPED,
    TELLS_OF_DANGER,
    is_meant_as_a_choice,
    text_of,
    was_pressed,
)
from actions.guided.meeting.form import (
    ANSWER_SLOT,
    NO_MORE,
    PREPARATION,
    PREPARATION_SLOT,
    STARTS,
    STEP_SLOT,
    TALK_SLOT,
    content_of,
    current_step,
    talk_of,
)
from actions.guided.validate import ValidateAnswer
from actions.nlu_result import intent
from actions.reply import Event
from bot.guided.answers import SKIPPED, Answer
from bot.guided.corrections import Correction
from bot.guided.free_text import InputKind, UserInput, hear
from bot.guided.meeting.content import TalkStep, talk_content
from bot.guided.meeting.talk import Talk
from bot.store import talks

# After an answer these say that there are no more; before one, that it is skipped.
_NO_MORE = {"deny", "next_step"}


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
        after = _answered(state, step, tracker)
        if isinstance(after, InputKind):
            return after
        talks.change(str(tracker.get_slot(TALK_SLOT)), after.as_json())
        return _asking(after.next_open())

    def is_personal(self, state: Talk) -> bool:
        """A parent's child is her own."""
        return state.content.for_parents

    def answered_beside(self, state: Talk, step: TalkStep, told: str, tracker: Tracker) -> list[Event]:
        """Keep it as own words, or as the choice it means."""
        option = state.chosen(step, told)
        if option is None and not step.open:
            return []
        after = state.with_answer(step, Answer(option=option.id) if option else Answer(text=told))
        talks.change(str(tracker.get_slot(TALK_SLOT)), after.as_json())
        return _asking(after.next_open())

    def corrected(self, state: Talk, step: TalkStep, wanted: Correction, tracker: Tracker) -> list[Event]:
        """Ask the question again whose answer is gone."""
        last = state.last_answered(step)
        after = state.corrected(last, wanted) if last else None
        if after is None:
            return []
        talks.change(str(tracker.get_slot(TALK_SLOT)), after.as_json())
        return _asking(last)


def _begins_another(tracker: Tracker) -> bool:
    """Whether the latest message begins the other preparation."""
    begun = STARTS.get(intent(tracker))
    return begun is not None and talk_content(begun) is not content_of(tracker)


def _asking(step: TalkStep | None) -> list[Event]:
    return [
        SlotSet(FAILED_ATTEMPTS, 0),
        SlotSet(STEP_SLOT, step.id if step else None),
        SlotSet(REQUESTED_SLOT, ANSWER_SLOT if step else None),
    ]


def _answered(talk: Talk, step: TalkStep, tracker: Tracker) -> Talk | InputKind:
    """The preparation after the latest message, or what else the message was."""
    if was_pressed(tracker):
        return _pressed(talk, tracker)
    if intent(tracker) in TELLS_OF_DANGER:
        return InputKind.INTERRUPTION
    if option := talk.chosen(step, text_of(tracker)):
        return talk.with_answer(step, Answer(option=option.id))
    if intent(tracker) in _NO_MORE or (step.open and talk.says_no_more(text_of(tracker))):
        return talk.with_answer(step, SKIPPED)
    said = UserInput(text_of(tracker), intent(tracker), similarity(tracker))
    heard = hear(said, personal=talk.content.for_parents, for_questions=step.questions)
    if step.open:
        return talk.with_answer(step, Answer(text=said.text)) if heard is InputKind.ANSWER else heard
    meant = heard is InputKind.ANSWER and is_meant_as_a_choice(intent(tracker), said.text)
    return InputKind.UNCLEAR if meant or heard is InputKind.UNCLEAR else InputKind.INTERRUPTION


def _pressed(talk: Talk, tracker: Tracker) -> Talk | InputKind:
    """After a button, of the question that stands or of an older one, which is corrected by it."""
    step = talk.step(str(next(tracker.get_latest_entity_values("question"), "")))
    option = str(next(tracker.get_latest_entity_values("option"), ""))
    if step is None:
        return InputKind.INTERRUPTION
    if option == NO_MORE and step.several:
        return talk.done_with(step)
    if option == SKIP:
        # Pressed twice, or late: what was answered stays answered.
        return talk if step.id in talk.answers else talk.skipped(step)
    return talk.with_answer(step, Answer(option=option)) if step.option(option) else InputKind.INTERRUPTION
