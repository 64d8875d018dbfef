"""Ask a question of a route."""

import json
from abc import abstractmethod

from rasa_sdk import Tracker

from actions.base import ReplyingAction
from actions.guided.form import COMMANDS, FAILED_ATTEMPTS, STOP, has_replied
from actions.guided.share.form import RouteForm
from actions.nlu_result import intent
from actions.reply import Button, Reply, fixed
from bot.core.outcomes import Outcome
from bot.guided.choice import Option
from bot.guided.share.route import Question
from bot.knowledge.responses import fixed_reply

_BUTTONS_AND_BEGINNINGS = {"answer_question", "start_share_route", "make_consent_form"}


class AskQuestion(ReplyingAction):
    """Rasa's ``action_ask_<slot>``: one question with its choices as buttons. Subclasses say which."""

    @property
    @abstractmethod
    def walked(self) -> RouteForm:
        """The route."""

    @property
    @abstractmethod
    def question_id(self) -> str:
        """The question."""

    def name(self) -> str:
        """The name Rasa's form calls it by."""
        return f"action_ask_{self.walked.slot(self.question_id)}"

    def reply(self, tracker: Tracker) -> Reply:
        """The question: with the introduction at first, explained once when it was not understood."""
        walked = self.walked.route
        question = walked.question(self.question_id)
        if question is None:  # taken out of the file while somebody stood at it
            return fixed("trukket-tilbage", resumes=False)
        failed_attempts = tracker.get_slot(FAILED_ATTEMPTS) or 0
        interrupted = has_replied(tracker)
        buttons = [_choice(question, option) for option in question.options]
        paragraphs = []
        if interrupted and intent(tracker) not in COMMANDS:
            paragraphs.append(fixed_reply("rute-tilbage").text.format(route=walked.title))
        elif not (interrupted or failed_attempts or self.walked.answers(tracker)) and question == walked.questions[0]:
            paragraphs.append(walked.intro)
        if failed_attempts == 1 and not interrupted:
            paragraphs.append(question.explain)
        if not (interrupted or failed_attempts) and (heard := self._typed(tracker)):
            paragraphs.append(fixed_reply("rute-noteret").text.format(title=heard.title))
        if failed_attempts > 1 and not interrupted:
            paragraphs.append(fixed_reply("rute-udvej").text)
            buttons.append(STOP)
        paragraphs.append(f"**{question.text}**")
        return Reply(
            text="\n\n".join(paragraphs),
            outcome=Outcome.WALKTHROUGH,
            buttons=buttons,
            progress=self.walked.progress(question, tracker),
            resumes=False,
            counted=not interrupted,
        )

    def _typed(self, tracker: Tracker) -> Option | None:
        """The option just heard in somebody's own words: they are to see how they were understood."""
        if intent(tracker) in {*COMMANDS, *_BUTTONS_AND_BEGINNINGS}:
            return None
        given = self.walked.answers(tracker)
        last = self.walked.route.question(list(given)[-1]) if given else None
        return last.option(given[last.id]) if last else None


def _choice(question: Question, option: Option) -> Button:
    payload = json.dumps({"question": question.id, "option": option.id})
    return Button(option.title, f"/answer_question{payload}")
