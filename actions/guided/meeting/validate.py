"""Keep an answer before a meeting and say which question comes next."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.audience import PARENT, STAFF, VOICE, voice
from actions.guided.form import STOPPED
from actions.guided.meeting.form import PREPARATION, STARTS
from actions.guided.meeting.interpret import interpret
from actions.guided.meeting.state import PREPARATION_SLOT, TALK_SLOT, content_of
from actions.guided.validate_kept import ValidateKeptAnswer
from actions.message import text_of
from actions.nlu_result import intent
from actions.reply import Event
from bot.guided.answers import SKIPPED, Answer
from bot.guided.free_text import InputKind, is_not_known
from bot.guided.meeting.content import TALK, TalkStep, talk_content
from bot.guided.meeting.talk import Talk
from bot.store import talks


class ValidateMeetingAnswer(ValidateKeptAnswer[Talk, TalkStep]):
    """``validate_talk_preparation``."""

    guided = PREPARATION

    def stands_at(self, tracker: Tracker) -> tuple[Talk, TalkStep | None] | None:
        """The preparation and its step; ``None`` where there is none, and where one that is finished begins again."""
        stands = super().stands_at(tracker)
        finished = stands is not None and stands[1] is None and not self.waits(tracker)
        return None if finished or _begins_another(tracker) else stands

    def begun(self, tracker: Tracker) -> list[Event]:
        """A new preparation; the paper of an earlier one is not left behind."""
        talks.forget(tracker.get_slot(TALK_SLOT))
        name = STARTS.get(intent(tracker)) or tracker.get_slot(PREPARATION_SLOT) or TALK.stem
        content = talk_content(name)
        chosen = [] if voice(tracker) else [SlotSet(VOICE, PARENT if content.for_parents else STAFF)]
        return [
            SlotSet(TALK_SLOT, talks.begin()),
            SlotSet(PREPARATION_SLOT, name),
            SlotSet(STOPPED, None),
            *chosen,
            *self.asking(Talk(content, {}).next_open()),
        ]

    def answered(self, state: Talk, step: TalkStep, tracker: Tracker) -> list[Event] | InputKind:
        """Keep the answer."""
        after = interpret(state, step, tracker)
        return after if isinstance(after, InputKind) else self._kept(after, tracker)

    def taken_as_it_is(self, state: Talk, step: TalkStep, tracker: Tracker) -> list[Event]:
        """Who does not know skips the question."""
        return self.with_answer(state, step, SKIPPED, tracker) if is_not_known(text_of(tracker)) else []

    def is_personal(self, state: Talk) -> bool:
        """A parent's child is her own."""
        return state.content.for_parents

    def with_answer(self, state: Talk, step: TalkStep, answer: Answer, tracker: Tracker) -> list[Event]:
        """Keep it."""
        return self._kept(state.with_answer(step, answer), tracker)

    def keep(self, state: Talk, tracker: Tracker) -> None:
        """The preparation's row, for its two hours from now on."""
        talks.change(str(tracker.get_slot(TALK_SLOT)), state.as_json())

    def last_answered(self, state: Talk, step: TalkStep, tracker: Tracker) -> TalkStep | None:
        """The one that stands, where it has answers, else the one before."""
        return state.last_answered(step)

    def _kept(self, after: Talk, tracker: Tracker) -> list[Event]:
        self.keep(after, tracker)
        return self.asking(after.next_open())


def _begins_another(tracker: Tracker) -> bool:
    """Whether the latest message begins the other preparation."""
    begun = STARTS.get(intent(tracker))
    return begun is not None and talk_content(begun) is not content_of(tracker)
