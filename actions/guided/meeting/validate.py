"""Keep an answer before a meeting and say which question comes next."""

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.audience import PARENT, STAFF, VOICE, voice
from actions.guided.form import (
    FAILED_ATTEMPTS,
    REQUESTED_SLOT,
    STOPPED,
    TELLS_OF_DANGER,
    has_replied,
    is_meant_as_a_choice,
    text_of,
    was_pressed,
)
from actions.guided.meeting.form import (
    ANSWER_SLOT,
    NO_MORE,
    PREPARATION,
    PREPARATION_SLOT,
    SKIP,
    STARTS,
    STEP_SLOT,
    TALK_SLOT,
    content_of,
    current_step,
    talk_of,
)
from actions.nlu_result import intent, similarity
from actions.reply import Event
from bot.guided.answers import SKIPPED, Answer
from bot.guided.free_text import InputKind, UserInput, hear
from bot.guided.meeting.content import TalkStep, talk_content
from bot.guided.meeting.talk import Talk
from bot.store import talks

logger = logging.getLogger(__name__)
# After an answer these say that there are no more; before one, that it is skipped.
_NO_MORE = {"deny", "next_step"}


class ValidateMeetingAnswer(Action):
    """``validate_talk_preparation``: keep the answer and say which question comes next."""

    def name(self) -> str:
        """The name Rasa's form calls it by."""
        return f"validate_{PREPARATION.form}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        """The events of an answer; none at all makes the form step aside for whatever else was said."""
        try:
            return self._heard(tracker)
        except Exception as error:
            # The question stands: it is asked again when the store is back. Only the kind is logged, no words.
            logger.error("An answer before a meeting was not kept: %s", type(error).__name__)
            pressed = [SlotSet(FAILED_ATTEMPTS, 0)] if intent(tracker) == "answer_question" else []
            return [*pressed, SlotSet(REQUESTED_SLOT, ANSWER_SLOT)]

    def _heard(self, tracker: Tracker) -> list[Event]:
        talk = talk_of(tracker)
        waits = tracker.get_slot(REQUESTED_SLOT) == ANSWER_SLOT and not has_replied(tracker)
        step = current_step(talk, tracker) if talk else None
        if talk is None or (step is None and not waits) or _begins_another(tracker):
            return _begun_anew(tracker)
        if step is None or not waits:
            return [*_asking(talk, step), SlotSet(STOPPED, None)]
        after = _answered(talk, step, tracker)
        if isinstance(after, Talk):
            talks.change(str(tracker.get_slot(TALK_SLOT)), after.as_json())
            return _asking(after, after.next_open())
        if after is InputKind.UNCLEAR:
            return [
                SlotSet(FAILED_ATTEMPTS, (tracker.get_slot(FAILED_ATTEMPTS) or 0) + 1),
                SlotSet(REQUESTED_SLOT, ANSWER_SLOT),
            ]
        return []


def _begins_another(tracker: Tracker) -> bool:
    """Whether the latest message begins the other preparation."""
    begun = STARTS.get(intent(tracker))
    return begun is not None and talk_content(begun) is not content_of(tracker)


def _begun_anew(tracker: Tracker) -> list[Event]:
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
        *_asking(begun, begun.next_open()),
    ]


def _asking(talk: Talk, step: TalkStep | None) -> list[Event]:
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
