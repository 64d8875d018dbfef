"""What the latest message is to the question of a preparation: an answer, another question, or neither."""

from rasa_sdk import Tracker

from actions.found_cards import similarity
from actions.guided.ask import SKIP
from actions.guided.form import TELLS_OF_DANGER, is_meant_as_a_choice
from actions.guided.meeting.ask import NO_MORE
from actions.message import named, text_of, was_pressed
from actions.nlu_result import intent
from bot.guided.answers import SKIPPED, Answer
from bot.guided.free_text import InputKind, UserInput, hear
from bot.guided.meeting.content import TalkStep
from bot.guided.meeting.talk import Talk

# After an answer these say that there are no more; before one, that it is skipped.
_NO_MORE = {"deny", "next_step"}


def interpret(talk: Talk, step: TalkStep, tracker: Tracker) -> Talk | InputKind:
    """The preparation after the latest message, or what else the message was."""
    if was_pressed(tracker):
        return _pressed(talk, tracker)
    if intent(tracker) in TELLS_OF_DANGER:
        return InputKind.INTERRUPTION
    if talk.answers.get(step.id) and talk.says_no_more(text_of(tracker)):
        # Before "nej" could mean that there never was anything.
        return talk.done_with(step)
    if option := talk.chosen(step, text_of(tracker)):
        return talk.with_answer(step, Answer(option=option.id))
    if intent(tracker) in _NO_MORE or (step.open and talk.says_no_more(text_of(tracker))):
        return talk.with_answer(step, SKIPPED)
    said = UserInput(text_of(tracker), intent(tracker), similarity(tracker))
    heard = hear(said, personal=talk.content.for_parents, for_questions=step.questions)
    if step.open:
        return talk.with_words(step, said.text) if heard is InputKind.ANSWER else heard
    meant = heard is InputKind.ANSWER and is_meant_as_a_choice(intent(tracker), said.text)
    return InputKind.UNCLEAR if meant or heard is InputKind.UNCLEAR else InputKind.INTERRUPTION


def _pressed(talk: Talk, tracker: Tracker) -> Talk | InputKind:
    """After a button, of the question that stands or of an older one, which is corrected by it."""
    step = talk.step(named("question", tracker))
    option = named("option", tracker)
    if step is None:
        return InputKind.INTERRUPTION
    if option == NO_MORE and step.several:
        return talk.done_with(step)
    if option == SKIP:
        # Pressed twice, or late: what was answered stays answered.
        return talk if step.id in talk.answers else talk.skipped(step)
    return talk.with_answer(step, Answer(option=option)) if step.option(option) else InputKind.INTERRUPTION
