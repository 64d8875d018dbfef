"""Rasa's ``action_ask_<slot>``: the question a guided conversation stands at, with what belongs around it."""

import json
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.guided.besides import correction
from actions.guided.form import COMMANDS, FAILED_ATTEMPTS, STOP
from actions.message import has_replied
from actions.nlu_result import intent
from actions.reply import Button, Progress, Reply
from bot.core.outcomes import Outcome
from bot.guided.choice import Option
from bot.guided.corrections import Correction
from bot.knowledge.responses import fixed_reply

SKIP = "spring-over"


class Step(Protocol):
    """A question of a file."""

    id: str
    explain: str


@dataclass(frozen=True)
class Asked:
    """A question with what stands around it.

    Attributes:
        conversation: the guided conversation's title.
        step: the question in its file.
        question: how it is asked, and what is shown with it.
        new: the paragraphs before a question that is new: the introduction, or how the last answer was taken.
        choices: the options to press.
        more_buttons: those after the choices.
        progress: which question it is of how many.
        way_out: the key of what is said where it was not understood twice.
        answered: the id of the question that the latest message answered, if it did.
        kept: the paragraph on an answer that stood beside a question, once that was replied to.
        left: whether there is something to come back to after an interruption.
    """

    conversation: str
    step: Step
    question: Reply
    new: Sequence[str]
    choices: Sequence[Option]
    progress: Progress
    more_buttons: Sequence[Button] = ()
    way_out: str = "rute-udvej"
    answered: str = ""
    kept: Sequence[str] = ()
    left: bool = True


class AskStep(ReplyingAction):
    """One question with its choices as buttons. Subclasses say which."""

    # After these it just goes on: nobody has been away.
    own_commands: set[str] = COMMANDS

    @abstractmethod
    def asked(self, tracker: Tracker) -> Asked:
        """The question to ask."""

    def reply(self, tracker: Tracker) -> Reply:
        """What leads to the question, the question, its buttons, and how far it is."""
        asked = self.asked(tracker)
        choices = [choice(asked.step, option.id, option.title) for option in asked.choices]
        # Who asked something else in between may be done with it, too.
        offers_a_stop = has_replied(tracker) or _failed_attempts(tracker) > 1
        return replace(
            asked.question,
            text="\n\n".join(filter(None, [*self._leading_to(asked, tracker), asked.question.text])),
            buttons=[*choices, *asked.more_buttons, *([STOP] if offers_a_stop else [])],
            progress=replace(asked.progress, answered=asked.answered),
            resumes=False,
            counted=not has_replied(tracker),
        )

    def _leading_to(self, asked: Asked, tracker: Tracker) -> Sequence[str]:
        if has_replied(tracker):
            was_away = asked.left and intent(tracker) not in self.own_commands
            back = [fixed_reply("rute-tilbage").text.format(route=asked.conversation)] if was_away else []
            return [*asked.kept, *back]
        if failed_attempts := _failed_attempts(tracker):
            return [fixed_reply(asked.way_out).text if failed_attempts > 1 else asked.step.explain]
        return asked.new


def kept_beside(answer: str) -> str:
    """What was noted of a message that asked something, too, and how to be rid of it."""
    return fixed_reply("svar-ved-siden-af").text.format(answer=answer)


def what_was_corrected(tracker: Tracker, before: str) -> list[str]:
    """What became of the last answer, where the latest message corrects it: taken back, or moved.

    Args:
        tracker: of the conversation.
        before: the title of the question before, to which it was moved.
    """
    wanted = correction(tracker)
    if wanted is Correction.TAKE_BACK:
        return [fixed_reply("svar-slettet").text]
    return [moved_to(before)] if wanted else []


def moved_to(question: str) -> str:
    """Said of an answer that stands under another question than it was given to; ``question`` is that one's title."""
    return fixed_reply("svar-flyttet").text.format(title=question)


def plainly(*paragraphs: str) -> Reply:
    """A question that has nothing but its words."""
    return Reply(text="\n\n".join(filter(None, paragraphs)), outcome=Outcome.WALKTHROUGH)


def choice(step: Step, option: str, title: str) -> Button:
    """A button that answers the question."""
    return Button(title, "/answer_question" + json.dumps({"question": step.id, "option": option}))


def correct(question: str) -> str:
    """What a button sends that leads back to a question that was answered."""
    return "/correct_this" + json.dumps({"question": question})


def skip(step: Step) -> Button:
    """The button that leaves the question open."""
    return replace(choice(step, SKIP, "Spring over"), kind="skip")


def _failed_attempts(tracker: Tracker) -> int:
    return int(tracker.get_slot(FAILED_ATTEMPTS) or 0)
