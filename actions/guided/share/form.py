"""The hooks file of the routes of "Må jeg dele det?": all that the registry needs to know of them.

The answers are in slots.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker

from actions.guided.form import Guided
from actions.reply import Button
from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE, Answers, Route, route

START_SHARE = Button("Må jeg dele det? Svar på fem spørgsmål", "/start_share_route")
MAKE_FORM = Button("Lav et udkast til samtykkeerklæring", "/make_consent_form")


@dataclass(frozen=True)
class RouteForm(Guided):
    """A route and the Rasa form that walks it.

    Attributes:
        form: the form's name in domain.yml.
        prefix: its slots are ``<prefix>_<question id>``.
        path: the route's file.
        start: the button that begins it.
    """

    form: str
    prefix: str
    path: Path
    start: Button
    stop_key = "rute-stoppet"
    for_staff = True

    @property
    def route(self) -> Route:
        """The route as its file has it."""
        return route(self.path)

    def slot(self, question_id: str) -> str:
        """The slot that keeps the answer to a question."""
        return f"{self.prefix}_{question_id}"

    @property
    def answer_slots(self) -> list[str]:
        """A slot for each question."""
        return [self.slot(question.id) for question in self.route.questions]

    def answers(self, tracker: Tracker) -> Answers:
        """What has been answered so far; a choice that the file no longer has counts as not answered."""
        given = ((question, tracker.get_slot(self.slot(question.id))) for question in self.route.questions)
        return {question.id: chosen for question, chosen in given if chosen and question.option(chosen)}

    def ways_in(self) -> list[tuple[list[str], Button]]:
        """The route."""
        return [(self.route.offered_after, self.start)]

    def begun(self, tracker: Tracker) -> bool:
        """Whether anything was answered; the end of a route empties it."""
        return bool(self.answers(tracker))

    def back(self, tracker: Tracker) -> dict[str, Any]:
        """The last answer is taken back."""
        return {self.slot(question_id): None for question_id in list(self.answers(tracker))[-1:]}

    def opened(self, question: str, tracker: Tracker) -> dict[str, Any]:
        """Its answer is taken back."""
        return {self.slot(question): None} if question in self.answers(tracker) else {}

    def emptied(self, tracker: Tracker) -> dict[str, Any]:
        """All answers are taken back."""
        return dict.fromkeys(self.answer_slots)


SHARE = RouteForm("share_route", "share", SHARE_ROUTE, START_SHARE)
CONSENT = RouteForm("consent_form", "consent", CONSENT_FORM, MAKE_FORM)
