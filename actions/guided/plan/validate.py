"""Keep an answer of the walk and say which question comes next."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.guided.form import FAILED_ATTEMPTS, REQUESTED_SLOT, STOPPED, text_of, was_pressed
from actions.guided.plan.form import ANSWER_SLOT, NOTED_SLOT, PLAN, PLAN_SLOT, STEP_SLOT, current_step, walk_of
from actions.guided.plan.interpret import Asked, Given, interpret, interrupts, stands_as_it_is
from actions.guided.plan.progress import can_skip
from actions.guided.validate import ValidateAnswer
from actions.reply import Event
from bot.core.settings import settings
from bot.guided.answers import SKIPPED, Answer, as_json
from bot.guided.corrections import Correction
from bot.guided.free_text import InputKind, is_not_known
from bot.guided.plan.content import Step, plan_content
from bot.guided.plan.walk import Walk
from bot.store import plans


class ValidatePlanAnswer(ValidateAnswer[Walk, Step]):
    """``validate_plan_walk``."""

    guided = PLAN
    emptied_when_unclear = (NOTED_SLOT,)

    def stands_at(self, tracker: Tracker) -> tuple[Walk, Step | None] | None:
        """The walk and its step; ``None`` where there is no plan: its time was up, or another tab deleted it."""
        walk = walk_of(tracker)
        return (walk, current_step(walk, tracker)) if walk else None

    def begun(self, tracker: Tracker) -> list[Event]:
        """A new plan; where a question was waiting any other intent keeps its meaning."""
        if self.waits(tracker) and interrupts(tracker):
            return []
        token = plans.begin(settings().document_days)
        return [SlotSet(PLAN_SLOT, token), SlotSet(STOPPED, None), *_asking(Walk(plan_content(), {}))]

    def going_on(self, state: Walk, step: Step | None) -> list[Event]:
        """The step it stands at."""
        return [*_asking(state, step), SlotSet(STOPPED, None)]

    def answered(self, state: Walk, step: Step, tracker: Tracker) -> list[Event] | InputKind:
        """Keep what was given, or go to the question somebody wants to stand at."""
        given = interpret(state, step, tracker)
        if isinstance(given, Given):
            return _kept(state, step, given, tracker)
        return _asking(state, given.step) if isinstance(given, Asked) else given

    def taken_as_it_is(self, state: Walk, step: Step, tracker: Tracker) -> list[Event]:
        """Who does not know leaves the question open; own words stand where none of the choices was meant."""
        said = text_of(tracker)
        if not can_skip(state, step) or was_pressed(tracker):
            return []
        if is_not_known(said):
            return _kept(state, step, Given(step, SKIPPED), tracker)
        if step.open or not stands_as_it_is(tracker):
            return []
        return _kept(state, step, Given(step, Answer(text=said)), tracker)

    def answered_beside(self, state: Walk, step: Step, told: str, tracker: Tracker) -> list[Event]:
        """Keep it as own words, or as the choice it means."""
        option = state.chosen(step, told)
        if option is None and not step.open:
            return []
        return _kept(state, step, Given(step, Answer(option=option.id) if option else Answer(text=told)), tracker)

    def corrected(self, state: Walk, step: Step, wanted: Correction, tracker: Tracker) -> list[Event]:
        """Ask the question again whose answer is gone."""
        last = _last_answered(state, step, tracker)
        after = state.corrected(last, wanted) if last else None
        if last is None or after is None:
            return []
        _keep(after, tracker)
        return _asking(after, last)


def _kept(walk: Walk, asked: Step, given: Given, tracker: Tracker) -> list[Event]:
    after = walk.with_answer(given.step, given.answer)
    _keep(after, tracker)
    # An older button corrects its answer; the question that stands is still the one to ask.
    following = asked if given.step.id != asked.id and asked.id not in after.answers else None
    return [*_asking(after, following), SlotSet(NOTED_SLOT, given.step.id)]


def _keep(walk: Walk, tracker: Tracker) -> None:
    plans.change(str(tracker.get_slot(PLAN_SLOT)), as_json(walk.answers), settings().document_days, walk.version)


def _last_answered(walk: Walk, step: Step, tracker: Tracker) -> Step | None:
    """The question that was answered last: the one just noted, else the one before."""
    noted = walk.step(tracker.get_slot(NOTED_SLOT)) or walk.before(step)
    answer = walk.answers.get(noted.id)
    return noted if answer and not answer.skipped else None


def _asking(walk: Walk, step: Step | None = None) -> list[Event]:
    following = step or walk.next_open()
    return [
        SlotSet(FAILED_ATTEMPTS, 0),
        SlotSet(NOTED_SLOT, None),
        SlotSet(STEP_SLOT, following.id if following else None),
        SlotSet(REQUESTED_SLOT, ANSWER_SLOT if following else None),
    ]
