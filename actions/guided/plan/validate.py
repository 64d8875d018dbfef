"""Keep an answer of the walk and say which question comes next."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.guided.form import STOPPED
from actions.guided.plan.form import PLAN
from actions.guided.plan.interpret import Asked, Given, interpret, interrupts, stands_as_it_is
from actions.guided.plan.progress import can_skip
from actions.guided.plan.state import NOTED_SLOT, PLAN_SLOT
from actions.guided.validate_kept import ValidateKeptAnswer
from actions.message import text_of, was_pressed
from actions.reply import Event
from bot.core.settings import settings
from bot.guided.answers import SKIPPED, Answer, as_json
from bot.guided.free_text import InputKind, is_not_known
from bot.guided.plan.content import Step, plan_content
from bot.guided.plan.walk import Walk
from bot.store import plans


class ValidatePlanAnswer(ValidateKeptAnswer[Walk, Step]):
    """``validate_plan_walk``."""

    guided = PLAN
    emptied_when_unclear = emptied_when_asked = (NOTED_SLOT,)

    def begun(self, tracker: Tracker) -> list[Event]:
        """A new plan; where a question was waiting any other intent keeps its meaning."""
        if self.waits(tracker) and interrupts(tracker):
            return []
        begun = SlotSet(PLAN_SLOT, plans.begin(settings().document_days))
        return [begun, SlotSet(STOPPED, None), *self.asking(Walk(plan_content(), {}).next_open())]

    def answered(self, state: Walk, step: Step, tracker: Tracker) -> list[Event] | InputKind:
        """Keep what was given, or go to the question somebody wants to stand at."""
        given = interpret(state, step, tracker)
        if isinstance(given, Given):
            return self._kept(state, step, given, tracker)
        return self.asking(given.step) if isinstance(given, Asked) else given

    def taken_as_it_is(self, state: Walk, step: Step, tracker: Tracker) -> list[Event]:
        """Who does not know leaves the question open; own words stand where none of the choices was meant."""
        said = text_of(tracker)
        if not can_skip(state, step) or was_pressed(tracker):
            return []
        if is_not_known(said):
            return self.with_answer(state, step, SKIPPED, tracker)
        if step.open or not stands_as_it_is(tracker):
            return []
        return self.with_answer(state, step, Answer(text=said), tracker)

    def with_answer(self, state: Walk, step: Step, answer: Answer, tracker: Tracker) -> list[Event]:
        """Keep it, and note to which question it was."""
        return self._kept(state, step, Given(step, answer), tracker)

    def keep(self, state: Walk, tracker: Tracker) -> None:
        """The plan's row, for its days from now on."""
        plans.change(str(tracker.get_slot(PLAN_SLOT)), as_json(state.answers), settings().document_days, state.version)

    def last_answered(self, state: Walk, step: Step, tracker: Tracker) -> Step | None:
        """The one just noted, else the one before."""
        noted = state.step(tracker.get_slot(NOTED_SLOT)) or state.before(step)
        answer = state.answers.get(noted.id)
        return noted if answer and not answer.skipped else None

    def _kept(self, walk: Walk, asked: Step, given: Given, tracker: Tracker) -> list[Event]:
        after = walk.with_answer(given.step, given.answer)
        self.keep(after, tracker)
        # An older button corrects its answer; the question that stands is still the one to ask.
        stands = given.step.id != asked.id and asked.id not in after.answers
        return [*self.asking(asked if stands else after.next_open()), SlotSet(NOTED_SLOT, given.step.id)]
