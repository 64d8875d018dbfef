"""What the walk asks and says: the files in knowledge/plan/, one per attention point, read and validated."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from bot.core.content_files import PLAIN_ID, Part
from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml
from bot.guided.choice import Option

PLAN = KNOWLEDGE / "plan"

# The questions that say what is known of the collaboration: conditions may name them.
COLLABORATION, TARGET_GROUP, INVOLVEMENT, FRAMING = "samarbejdet", "maalgruppe", "involvering", "rammesaetning"
PLACE_SHOWN = "placering"
UNKNOWN_GROUP = "ukendt"

# Condition: question id to the options it may be.
When = dict[str, list[str]]

INVOLVEMENT_LEVELS = ("koordinerende", "begge", "integreret")
FRAMING_LEVELS = ("offentlig", "begge", "civil")
_LEVELS = {INVOLVEMENT: INVOLVEMENT_LEVELS, FRAMING: FRAMING_LEVELS}

# Longer ones are cut or wrapped badly on a telephone, and in the plan's tables.
_MOST_IN_A_TITLE, _MOST_IN_A_QUESTION = 32, 160


class PlanOption(Option):
    """A choice or a suggestion.

    ``involvement`` and ``framing`` (-1 to 1) place the collaboration; ``reopens`` names questions asked again after it.
    """

    only: When = {}
    involvement: float | None = Field(default=None, ge=-1, le=1)
    framing: float | None = Field(default=None, ge=-1, le=1)
    reopens: list[str] = []


class Fitted(Part):
    """Another wording of a question, for those it fits."""

    when: When
    text: str = Field(max_length=_MOST_IN_A_QUESTION)


class Step(Part):
    """One question. An ``open`` one is answered in own words, and its options are suggestions.

    ``legal``: words of law in an answer to it are an answer, not a legal question. ``own_words``: a choice that keeps
    what somebody says beside it, or in place of it; ``careful``: the options' ids, of which the first is taken where a
    text names several.
    """

    id: str = Field(regex=PLAIN_ID)
    title: str = Field(max_length=_MOST_IN_A_TITLE)
    text: str = Field(max_length=_MOST_IN_A_QUESTION)
    explain: str
    open: bool = False
    legal: bool = False
    own_words: bool = False
    careful: list[str] = []
    only: When = {}
    fitted: list[Fitted] = []
    options: list[PlanOption] = Field(min_items=1)
    examples: dict[str, str] = {}

    def option(self, option_id: str | None) -> PlanOption | None:
        """The option with this id, or ``None``."""
        return next((option for option in self.options if option.id == option_id), None)


class Advice(Part):
    """One thing the publication advises (``advice``: its number in docs/da/gennemgangen.md).

    ``words`` in the answers, or the options in ``said_by``, show that somebody thought of it. ``missing`` goes on
    after "I har ikke nævnt"; ``in_plan`` is the question left open in the plan.
    """

    id: str = Field(regex=PLAIN_ID)
    words: list[str]
    said_by: dict[str, list[str]] = {}
    only: When = {}
    missing: str
    in_plan: str
    card: str | None = None
    advice: str


class Point(Part):
    """A part of the walk: what to know of the collaboration (no ``number``), or one of the five points."""

    id: str = Field(regex=PLAIN_ID)
    number: int | None = Field(default=None, ge=1, le=5)
    title: str
    card: str | None = None
    why: str = ""
    steps: list[Step]
    checklist: list[Advice] = []

    @property
    def more(self) -> str:
        """The id of the step after a point's questions: is there something to add?"""
        return f"{self.id}-mere"


class Group(Part):
    """A target group: ``title`` on paper, ``called`` inside a sentence."""

    title: str
    called: str


class Year(Part):
    """What stands in the months of the school year."""

    first: str
    during: str
    middle: str
    last: str
    before: str
    ask: str


class NextStep(Part):
    """What somebody does next, at most ``days`` after the plan is made.

    ``answered`` and ``unanswered`` are the question that decides whether it is still to be done.
    """

    text: str
    days: int = Field(ge=1, le=120)
    answered: str | None = None
    unanswered: str | None = None


class Texts(Part):
    """What the walk says around its questions, and the two questions that belong to no point."""

    title: str
    reviewed: date
    source: str
    intro: str
    offered_after: list[str]
    points: list[str]
    groups: dict[str, Group]
    more: Step
    approval: Step
    next_steps: list[NextStep] = Field(min_items=1)
    year: Year
    contacts: dict[str, dict[str, list[str]]]


class Case(Part):
    """A case of the publication and its place in the coordinate system; ``label`` stands at its mark."""

    id: str
    title: str
    label: str
    card: str
    group: str
    involvement: float = Field(ge=-1, le=1)
    framing: float = Field(ge=-1, le=1)
    short: str
    learn: str


class Places(Part):
    """What follows from where a collaboration lies, and the cases around it."""

    involvement: dict[str, str]
    framing: dict[str, str]
    cases: list[Case]


class Roles(Part):
    """Who typically does what with one target group."""

    note: str
    worker: list[str]
    teacher: list[str]
    leader: list[str]
    others: list[str]


class PlanContent(Part):
    """All of knowledge/plan/."""

    texts: Texts
    points: list[Point]
    places: Places
    roles: dict[str, Roles]

    def every_step(self) -> Iterator[tuple[Point | None, Step]]:
        """Every step there is, with its point, in order; the last is the approval."""
        for point in self.points:
            for step in point.steps:
                yield point, step
            if point.number:
                yield point, self.texts.more.copy(update={"id": point.more, "title": f"Mere om punkt {point.number}"})
        yield None, self.texts.approval

    def cards(self) -> set[str]:
        """The ids of every card the walk names."""
        of_points = {point.card for point in self.points} | {one.card for p in self.points for one in p.checklist}
        of_cases = {case.card for case in self.places.cases}
        return {card for card in (*of_points, *of_cases, *self.texts.offered_after) if card}


def load_plan_content(folder: Path = PLAN) -> PlanContent:
    """Read and validate the walk.

    Raises:
        ValueError: a file has not the right form, or names something there isn't; Danish, naming the file.
        OSError: a file can't be read.
    """
    texts = _read(folder / "forloeb.yml", lambda raw: Texts(**raw))
    roles_file = folder / "roller.yml"
    content = PlanContent(
        texts=texts,
        points=[_read(folder / f"{name}.yml", lambda raw: Point(**raw)) for name in texts.points],
        places=_read(folder / "placeringer.yml", lambda raw: Places(**raw)),
        roles=_read(roles_file, lambda raw: {group: Roles(**roles) for group, roles in raw.items()}),
    )
    if wrong := [*_wrong_ids(content), *_wrong_conditions(content), *_wrong_groups(content)]:
        raise ValueError("; ".join(wrong))
    return content


@cache
def plan_content() -> PlanContent:
    """The walk as knowledge/plan/ has it, read once."""
    return load_plan_content()


def _read(path: Path, make: Any) -> Any:
    try:
        return make(read_yaml(path))
    except (yaml.YAMLError, ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{path.name} har ikke den rette form: {error}") from error


def _wrong_ids(content: PlanContent) -> Iterator[str]:
    ids = [step.id for _, step in content.every_step()]
    for one in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"spørgsmålet '{one}' findes to gange"
    for _, step in content.every_step():
        options = [option.id for option in step.options]
        for one in sorted({one for one in options if options.count(one) > 1}):
            yield f"svaret '{one}' under '{step.id}' findes to gange"
        for option in step.options:
            for one in option.reopens:
                if one not in ids:
                    yield f"svaret '{option.id}' åbner '{one}', som ikke er et spørgsmål"
    for next_step in content.texts.next_steps:
        for one in filter(None, (next_step.answered, next_step.unanswered)):
            if one not in ids:
                yield f"next_steps nævner '{one}', som ikke er et spørgsmål"
    for needed in (COLLABORATION, TARGET_GROUP, INVOLVEMENT, FRAMING, PLACE_SHOWN):
        if needed not in ids:
            yield f"spørgsmålet '{needed}' mangler; andre dele af forløbet bygger på det"


def _wrong_conditions(content: PlanContent) -> Iterator[str]:
    options = {step.id: {option.id for option in step.options} for _, step in content.every_step()}
    for where, when in _conditions(content):
        for question, allowed in when.items():
            if not allowed:
                yield f"{where} nævner '{question}' uden et svar"
            known = options.get(question, set()) | set(_LEVELS.get(question, ()))
            for one in allowed:
                if one not in known:
                    yield f"{where} nævner {question}: {one}, som ikke er et svar på et spørgsmål"


def _conditions(content: PlanContent) -> Iterator[tuple[str, When]]:
    for _, step in content.every_step():
        yield f"'{step.id}'", step.only
        for fitted in step.fitted:
            yield f"fitted under '{step.id}'", fitted.when
        for option in step.options:
            yield f"svaret '{option.id}' under '{step.id}'", option.only
    for point in content.points:
        for advice in point.checklist:
            yield f"rådet '{advice.id}'", advice.only
            yield f"rådet '{advice.id}'", advice.said_by


def _wrong_groups(content: PlanContent) -> Iterator[str]:
    steps = {step.id: step for _, step in content.every_step()}
    if TARGET_GROUP not in steps:
        return
    groups = {*(option.id for option in steps[TARGET_GROUP].options), UNKNOWN_GROUP}
    for name, found in (("groups", content.texts.groups), ("roller.yml", content.roles)):
        for one in sorted(groups ^ found.keys()):
            yield f"{name} skal have hver målgruppe én gang; se efter '{one}'"
    for step in steps.values():
        for one in sorted(groups ^ step.examples.keys() if step.examples else ()):
            yield f"eksemplerne til '{step.id}' skal have hver målgruppe én gang; se efter '{one}'"
    for case in content.places.cases:
        if case.group not in groups:
            yield f"casen '{case.id}' har målgruppen '{case.group}', som ikke findes"
