"""The way through the walk: what fits this collaboration, what comes next, what came before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.guided.answers import SKIPPED, Answer, Answers, joined
from bot.guided.choice import chosen
from bot.guided.corrections import Correction
from bot.guided.plan.content import (
    FRAMING,
    INVOLVEMENT,
    PLACE_SHOWN,
    TARGET_GROUP,
    UNKNOWN_GROUP,
    Advice,
    PlanContent,
    PlanOption,
    Point,
    Step,
    When,
)
from bot.guided.plan.positioning import Place, place_of
from bot.guided.plan.reflection import is_mentioned
from bot.text.wording import as_pattern, folded


@dataclass(frozen=True)
class Walk:
    """The walk as far as somebody has come.

    Attributes:
        content: what can be asked.
        answers: what has been answered; answers the files no longer know count as not given.
        version: which state of a kept plan the answers are; ``None`` where they are kept nowhere.
    """

    content: PlanContent
    answers: Answers
    version: int | None = None

    @classmethod
    def of(cls, content: PlanContent, answers: Answers, version: int | None = None) -> "Walk":
        """The walk with those of the answers that still answer something."""
        steps = {step.id: step for _, step in content.every_step()}
        valid = {
            step_id: answer
            for step_id, answer in answers.items()
            if (step := steps.get(step_id)) and (answer.option is None or step.option(answer.option))
        }
        return cls(content, valid, version)

    def with_answer(self, step: Step, answer: Answer) -> "Walk":
        """The walk after one more answer; questions that it reopens are without one again."""
        option = step.option(answer.option)
        reopened = {*(option.reopens if option else ()), *([step.id] if option and option.reopens else ())}
        kept = {key: one for key, one in {**self.answers, step.id: answer}.items() if key not in reopened}
        return Walk(self.content, kept, self.version)

    def corrected(self, step: Step, wanted: Correction) -> "Walk | None":
        """The walk without the answer to ``step``, or with it under the question before.

        ``None`` where the answer can't stand there: it was a choice, or the question before is one.
        """
        said, before = self.answers[step.id].text, self.before(step)
        rest = replace(self, answers={key: one for key, one in self.answers.items() if key != step.id})
        if wanted is Correction.TAKE_BACK:
            return rest
        if not said or before.id == step.id or not before.open:
            return None
        earlier = self.answers.get(before.id, SKIPPED)
        option = before.option(earlier.option)
        return rest.with_answer(before, Answer(text=joined(option.title if option else earlier.text, said)))

    def step(self, step_id: str | None) -> Step | None:
        """The step with this id, or ``None``."""
        return next((step for _, step in self.content.every_step() if step.id == step_id), None)

    def point_of(self, step: Step) -> Point | None:
        """The point a step belongs to; the approval belongs to none."""
        return next((point for point, one in self.content.every_step() if one.id == step.id), None)

    def steps(self) -> list[Step]:
        """The steps that fit these answers, in order."""
        return [step for point, step in self.content.every_step() if self._applies(point, step)]

    def next_open(self) -> Step | None:
        """The first step without an answer; ``None`` when the plan is approved."""
        unanswered = ((point, step) for point, step in self.content.every_step() if step.id not in self.answers)
        return next((step for point, step in unanswered if self._applies(point, step)), None)

    def before(self, step: Step) -> Step:
        """The step before another; the first is before itself."""
        steps = self.steps()
        number = next((number for number, one in enumerate(steps) if one.id == step.id), 0)
        return steps[max(number - 1, 0)]

    def question(self, step: Step) -> str:
        """The wording of a question that fits this collaboration."""
        text = next((other.text for other in step.fitted if self.fits(other.when)), step.text)
        return text.format(maalgruppe=self.content.texts.groups[self.group].called)

    def offered(self, step: Step) -> list[PlanOption]:
        """The options that fit this collaboration, in the order they are shown."""
        return [option for option in step.options if self.fits(option.only)]

    def chosen(self, step: Step, text: str) -> PlanOption | None:
        """The option a typed ``text`` means; to an open question only words that say nothing else mean one."""
        if step.open:
            return self.chosen_alone(step, text)
        found = chosen(self.offered(step), text, step.careful)
        return step.option(found.id) if found else None

    def chosen_alone(self, step: Step, text: str) -> PlanOption | None:
        """The option that a typed ``text`` is a name or number of, and nothing more."""
        options = self.offered(step)
        said = folded(text)
        if said.isdigit():
            return options[int(said) - 1] if len(said) < 3 and 1 <= int(said) <= len(options) else None
        return next((one for one in options if any(_is_said(word, said) for word in (one.title, *one.words))), None)

    @property
    def group(self) -> str:
        """The target group's id, ``ukendt`` where none was chosen."""
        answer = self.answers.get(TARGET_GROUP)
        return (answer.option if answer else None) or UNKNOWN_GROUP

    def not_mentioned(self, point: Point) -> list[Advice]:
        """The advice of a point that nothing in the answers to it touches."""
        return [one for one in point.checklist if self.fits(one.only) and not is_mentioned(one, point, self.answers)]

    def said_anything(self, point: Point) -> bool:
        """Whether any question of a point was answered and not skipped."""
        return any(not self.answers[step.id].skipped for step in point.steps if step.id in self.answers)

    def fits(self, when: When) -> bool:
        """Whether this collaboration is among those a condition names."""
        return all(self._known.get(question, frozenset()) & set(allowed) for question, allowed in when.items())

    @cached_property
    def _place(self) -> Place:
        return place_of(self.content, self.answers)

    @cached_property
    def _known(self) -> Mapping[str, frozenset[str]]:
        """What was chosen; of the two axes also where the collaboration lies all in all."""
        known = {step_id: {answer.option} for step_id, answer in self.answers.items() if answer.option}
        where = self._place
        for axis, level in ((INVOLVEMENT, where.involvement_level), (FRAMING, where.framing_level)):
            if level:
                known.setdefault(axis, set()).add(level)
        return {question: frozenset(options) for question, options in known.items()}

    def _applies(self, point: Point | None, step: Step) -> bool:
        if step.id == PLACE_SHOWN and not self._place.known:
            return False
        if point is None or step.id != point.more or step.id in self.answers:
            return self.fits(step.only)
        # Adding to a point makes sense once its questions are done, something was said, and something is missing.
        done = all(one.id in self.answers for one in point.steps if self.fits(one.only))
        return done and self.said_anything(point) and bool(self.not_mentioned(point))


def _is_said(word: str, said: str) -> bool:
    return re.fullmatch(as_pattern(word), said) is not None
