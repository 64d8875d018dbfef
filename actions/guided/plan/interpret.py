"""What the latest message is to the question of the walk: an answer, another question, or neither."""

from dataclasses import dataclass

from rasa_sdk import Tracker

from actions.found_cards import similarity
from actions.guided.ask import SKIP
from actions.guided.form import COMMANDS, TELLS_OF_DANGER, is_meant_as_a_choice
from actions.guided.plan.form import CORRECT, NEXT
from actions.guided.plan.words import numbered
from actions.message import named, text_of, was_pressed
from actions.nlu_result import intent
from actions.reply import PENDING_CONFIRMATION
from bot.guided.answers import SKIPPED, Answer
from bot.guided.choice import Option, chosen
from bot.guided.free_text import InputKind, UserInput, asks, hear, is_not_known
from bot.guided.plan.content import PlanOption, Step
from bot.guided.plan.walk import Walk


@dataclass(frozen=True)
class Given:
    """An answer and the step it is to: the one asked, or an older one whose button was pressed."""

    step: Step
    answer: Answer


@dataclass(frozen=True)
class Asked:
    """A question somebody wants to stand at."""

    step: Step


def interrupts(tracker: Tracker) -> bool:
    """Whether the latest message is about something else than the walk."""
    if was_pressed(tracker):
        return intent(tracker) not in ("answer_question", "start_plan")
    return hear(_said(tracker)) is InputKind.INTERRUPTION


def _said(tracker: Tracker) -> UserInput:
    return UserInput(text_of(tracker), intent(tracker), similarity(tracker))


def interpret(walk: Walk, step: Step, tracker: Tracker) -> Given | Asked | InputKind:
    """The answer in the latest message, or another question to ask, or why there is neither."""
    if intent(tracker) == "answer_question":
        return _pressed(walk, tracker)
    said = _said(tracker)
    heard = hear(said, legal=step.legal)
    if intent(tracker) in TELLS_OF_DANGER:
        return InputKind.INTERRUPTION
    if intent(tracker) == "start_plan" and heard is InputKind.INTERRUPTION and not walk.chosen_alone(step, said.text):
        return Asked(step)
    if named := _named_to_correct(walk, tracker):
        return Asked(named)
    if was_pressed(tracker) or (intent(tracker) in ("affirm", "deny") and tracker.get_slot(PENDING_CONFIRMATION)):
        return InputKind.INTERRUPTION
    if option := _chosen(walk, step, tracker):
        own = step.own_words and not walk.chosen_alone(step, said.text)
        return Given(step, Answer(option=option.id, text=said.text if own else None))
    if intent(tracker) == NEXT and heard is InputKind.INTERRUPTION and step.id != walk.content.texts.approval.id:
        return Given(step, walk.answers.get(step.id, SKIPPED))
    if step.open:
        return Given(step, Answer(text=said.text)) if heard is InputKind.ANSWER else heard
    if step.own_words and stands_as_it_is(tracker):
        return Given(step, Answer(text=said.text))
    if heard is InputKind.UNCLEAR or (heard is InputKind.ANSWER and is_meant_as_a_choice(intent(tracker), said.text)):
        return InputKind.UNCLEAR
    return InputKind.INTERRUPTION


def stands_as_it_is(tracker: Tracker) -> bool:
    """Whether the latest message can be kept in place of a choice; one word that is none of them may be anything."""
    return hear(_said(tracker)) is InputKind.ANSWER and len(text_of(tracker).split()) > 1


def _named_to_correct(walk: Walk, tracker: Tracker) -> Step | None:
    """The question that a number or title names, typed where it was asked which one to correct."""
    if tracker.get_slot(PENDING_CONFIRMATION) != CORRECT or was_pressed(tracker):
        return None
    found = chosen([Option(id=step.id, title=step.title) for step in numbered(walk)], text_of(tracker))
    return walk.step(found.id) if found else None


def _chosen(walk: Walk, step: Step, tracker: Tracker) -> PlanOption | None:
    """The option typed words mean; among choices neither a move nor a question is one, unless it is its very name."""
    if not step.open and intent(tracker) in {*COMMANDS, NEXT}:
        return None
    text = text_of(tracker)
    if is_not_known(text):
        # "Det ved vi ikke endnu" is not the "ikke endnu" of another choice.
        return next((one for one in walk.offered(step) if any(map(is_not_known, one.words))), None)
    alone = walk.chosen_alone(step, text)
    return alone if alone or step.open or asks(text) else walk.chosen(step, text)


def _pressed(walk: Walk, tracker: Tracker) -> Given | InputKind:
    step = walk.step(named("question", tracker))
    option = named("option", tracker)
    if step is None or not (option == SKIP or step.option(option)):
        return InputKind.INTERRUPTION
    if option == SKIP:
        # Pressed twice, or late: what was answered stays answered.
        return Given(step, walk.answers.get(step.id, SKIPPED))
    return Given(step, Answer(option=option))
