"""A conversation in the walk through the five points, on the real store and the real content."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.guided.answers import SKIPPED, Answer, Answers, from_json
from bot.guided.plan.content import plan_content
from bot.guided.plan.walk import Walk
from bot.store import models, plans
from bot.store.database import now, session
from tests.support.actions import Actions, Turn, answered_until, introduced, keep_plan
from tests.support.routes import typed

CONTENT = plan_content()
WALK, SHARE, CONSENT = "plan_walk", "share_route", "consent_form"
STEPS = {step.id: step for _, step in CONTENT.every_step()}
POINTS = [point for point in CONTENT.points if point.number]
GROUPS = ["alle", "udvalgte", "foraeldre", "klasser"]
FIRST, LAST = "samarbejdet", "godkend"
# With these answers before them, these questions are asked.
UNSURE = {"involvering": Answer(option="ved-ikke"), "rammesaetning": Answer(option="ved-ikke")}
# An open question in the middle, and a choice.
OPEN, CHOICE = "formaalet", "maalgruppe"
WAITS = "action_listen"


def chosen(**options: str) -> dict[str, Answer]:
    return {step_id: Answer(option=option) for step_id, option in options.items()}


class Talk:
    """A conversation in the walk, with its slots as Rasa keeps them."""

    def __init__(
        self, actions: Actions, step: str | None, answers: Answers, loop: str | None = WALK, **slots: Any
    ) -> None:
        self._actions, self.loop = actions, loop
        with session() as opened:
            token = f"plan-{opened.query(models.Plan).count()}"
        keep_plan(token, answers)
        requested = {"requested_slot": "plan_answer"} if loop == WALK else {}
        self.slots = {**introduced(), "plan": token, "plan_step": step, **requested, **slots}

    @property
    def row(self) -> dict[str, Any] | None:
        """What the store has of the plan."""
        plan = plans.find(self.slots["plan"])
        return plan and plan.answers

    @property
    def step(self) -> str | None:
        return self.slots["plan_step"]

    def hear(self, message: dict[str, Any], events: Sequence[str] = ("user",)) -> dict[str, Any]:
        """What the form hears; nothing changes yet but the store."""
        return self._actions.hear("validate_plan_walk", loop=self.loop, slots=self.slots, events=events, **message)

    def ask(self, message: dict[str, Any], events: Sequence[str] = ("user",)) -> Turn:
        turn = self._actions.run("action_ask_plan_answer", loop=self.loop, slots=self.slots, events=events, **message)
        self.slots |= turn.slots
        return turn

    def say(self, message: dict[str, Any]) -> Turn:
        """An answer, or what is taken for one: it is heard, and the next question is asked."""
        heard = self.hear(message)
        assert heard, "the form stepped aside"
        self.slots |= heard
        return self.ask(message)

    def do(self, action: str, message: dict[str, Any]) -> Turn:
        """Another action, and what Rasa makes of its events."""
        turn = self._actions.run(action, loop=self.loop, slots=self.slots, **message)
        self.slots |= turn.slots
        self.loop = None if turn.stops_the_route else self.loop
        return turn

    def move(self, action: str, message: dict[str, Any]) -> Turn:
        """An action that the walk goes on after; gives the question that is then asked."""
        turn = self.do(action, message)
        assert turn.goes_on_with == WALK
        return self.go_on(message)

    def go_on(self, message: dict[str, Any]) -> Turn:
        """Rasa calls the form after a reply."""
        self.loop = WALK
        after = ("user", "action", "bot", "action")
        self.slots |= self.hear(message, events=after)
        return self.ask(message, events=after)


def at(actions: Actions, step: str, given: Answers | None = None, **slots: Any) -> Talk:
    """Somebody who stands at a question and has answered all before it."""
    return Talk(actions, step, answered_until(step, **(given or {})), **slots)


def unsure_at(actions: Actions, step: str, **slots: Any) -> Talk:
    return at(actions, step, UNSURE, **slots)


def finished(actions: Actions, given: Answers | None = None, **slots: Any) -> Talk:
    """Somebody whose plan is approved."""
    return Talk(actions, None, answered_until(None, **(given or {})), loop=None, **slots)


def walk_of(talk: Talk) -> Walk:
    return Walk.of(CONTENT, from_json(talk.row or {}))


def question_of(talk: Talk, step: str) -> str:
    return f"**{walk_of(talk).question(STEPS[step])}**"


def asks_for(turn: Turn, talk: Talk, step: str) -> bool:
    """Whether a turn asks this question, and the conversation waits for an answer to it."""
    return question_of(talk, step) in turn.text and talk.slots["requested_slot"] == "plan_answer"


def expire(token: str) -> None:
    with session() as opened:
        opened.get(models.Plan, token).expires_at = now() - timedelta(seconds=1)


EVERY_STEP = pytest.mark.parametrize("step_id", list(STEPS))
START = {"intent": "start_plan", "text": "/start_plan"}
YES, NO = typed("ja", "affirm"), typed("nej", "deny")
STOP, RESUME, BACK = typed("stop", "stop_route"), typed("fortsæt", "resume_route"), typed("tilbage", "go_back")
RESTART, DELETE = typed("forfra", "restart_route"), typed("slet min plan", "delete_plan")


def begun(actions: Actions) -> tuple[Talk, Turn]:
    """Somebody who has just begun, and the first question."""
    talk = Talk(actions, None, {}, loop=None)
    talk.slots = {"plan": None}
    talk.slots |= talk.hear(START)
    talk.loop = WALK
    return talk, talk.ask(START)


WITH_ADDITIONS = {
    **UNSURE,
    "formaal_mere": Answer(text="Lederne er enige"),
    "tillid_mere": Answer(text="Vi hilser på hinanden"),
    "formaalet": SKIPPED,
    "maalgruppe": SKIPPED,
    "moeder": Answer(text="ord " * 200),
}


def correct(**fields: str) -> dict[str, Any]:
    """The message of a button that chooses a part, or a question."""
    (kind,) = fields
    intent = "correct_part" if kind == "part" else "correct_this"
    return {"intent": intent, "entities": fields, "text": f"/{intent}{json.dumps(fields)}"}


def fields_of(payload: str) -> dict[str, str]:
    return dict(json.loads(payload[payload.index("{") :]))


WITH_EXAMPLES = [step.id for step in STEPS.values() if step.examples]
