"""Ask a question of a route."""

from abc import abstractmethod

from rasa_sdk import Tracker

from actions.guided.ask import Asked, AskStep, kept_beside, plainly, what_was_corrected
from actions.guided.besides import told_beside
from actions.guided.form import COMMANDS
from actions.guided.share.form import RouteForm
from actions.nlu_result import intent
from actions.reply import Progress
from bot.guided.choice import Option
from bot.guided.share.route import Answers, Route
from bot.knowledge.responses import fixed_reply

_BUTTONS_AND_BEGINNINGS = {"answer_question", "start_share_route", "make_consent_form"}


class AskQuestion(AskStep):
    """Rasa's ``action_ask_<slot>``: a question of a route. Subclasses say which."""

    @property
    @abstractmethod
    def guided(self) -> RouteForm:
        """The route."""

    @property
    @abstractmethod
    def question_id(self) -> str:
        """The question."""

    def asked(self, tracker: Tracker) -> Asked:
        """The question: with the introduction at first."""
        route, answers = self.guided.route, self.guided.answers(tracker)
        question = next(one for one in route.questions if one.id == self.question_id)
        begins = not answers and question == route.questions[0]
        heard = self._typed(answers, tracker)
        noted = [fixed_reply("rute-noteret").text.format(title=heard.title)] if heard else []
        return Asked(
            conversation=route.title,
            step=question,
            question=plainly(f"**{question.text}**"),
            new=what_was_corrected(tracker, "") or ([route.intro] if begins else noted),
            choices=question.options,
            progress=_progress(route, answers),
            answered=list(answers)[-1] if answers and (heard or intent(tracker) == "answer_question") else "",
            kept=[kept_beside(heard.title)] if heard and told_beside(tracker) else [],
        )

    def _typed(self, given: Answers, tracker: Tracker) -> Option | None:
        """The option just heard in somebody's own words: they are to see how they were understood."""
        if not given or intent(tracker) in {*COMMANDS, *_BUTTONS_AND_BEGINNINGS}:
            return None
        last = self.guided.route.question(list(given)[-1])
        return last.option(given[last.id]) if last else None


def _progress(route: Route, answers: Answers) -> Progress:
    """Which question it is, of at most how many: an answer may settle the rest."""
    return Progress(
        part=route.title,
        number=len(answers) + 1,
        of=route.longest_from(answers),
        can_go_back=bool(answers),
        can_skip=False,
    )
