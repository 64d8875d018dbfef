"""Walks through the five points, as far as anybody may have come."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product

from hypothesis import strategies as st

from bot.guided.answers import SKIPPED, Answer
from bot.guided.plan.content import (
    COLLABORATION,
    FRAMING,
    FRAMING_LEVELS,
    INVOLVEMENT,
    INVOLVEMENT_LEVELS,
    TARGET_GROUP,
    Advice,
    PlanOption,
    Step,
    When,
    plan_content,
)
from bot.guided.plan.positioning import place_of
from bot.guided.plan.walk import Walk

CONTENT = plan_content()
STEPS = {step.id: step for _, step in CONTENT.every_step()}
POINTS = [point for point in CONTENT.points if point.number]
ADDITIONS = {point.more: point for point in POINTS}
OPTIONS = [(step, option) for step in STEPS.values() for option in step.options]
APPROVAL = CONTENT.texts.approval
NOTHING_SAID = Walk(CONTENT, {})

# Every collaboration the wordings tell apart; a level of ``None`` was skipped.
KNOWN = [
    dict(zip((TARGET_GROUP, COLLABORATION, INVOLVEMENT, FRAMING), chosen, strict=True))
    for chosen in product(
        [None, *(option.id for option in STEPS[TARGET_GROUP].options)],
        [None, "nyt", "i-gang"],
        [None, *INVOLVEMENT_LEVELS],
        [None, *FRAMING_LEVELS],
    )
]


def walked(**options: str | None) -> Walk:
    return known({step_id.replace("_", "-"): option for step_id, option in options.items()})


def known(options: Mapping[str, str | None]) -> Walk:
    return Walk(CONTENT, {step_id: Answer(option=option) for step_id, option in options.items()})


def ids(parts: Iterable[Step | PlanOption | Advice]) -> list[str]:
    return [part.id for part in parts]


def next_id(walk: Walk) -> str | None:
    step = walk.next_open()
    return step.id if step else None


own_words = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from([word for point in POINTS for advice in point.checklist for word in advice.words]),
)


def answers_to(options: list[PlanOption], is_open: bool) -> st.SearchStrategy[Answer]:
    return _answers_to(tuple(option.id for option in options), is_open)


@cache
def _answers_to(options: tuple[str, ...], is_open: bool) -> st.SearchStrategy[Answer]:
    pressed = st.sampled_from(options).map(lambda option: Answer(option=option))
    return st.one_of(st.just(SKIPPED), pressed, *([own_words.map(lambda text: Answer(text=text))] if is_open else []))


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """A walk as somebody makes it, broken off anywhere."""
    walk = NOTHING_SAID
    for _ in range(draw(st.integers(0, 2 * len(STEPS)))):
        step = walk.next_open()
        if step is None:
            break
        walk = walk.with_answer(step, draw(answers_to(walk.offered(step), step.open)))
    return walk


# Also what nobody could have pressed, in any order, and what the files no longer have.
stored = st.dictionaries(
    st.sampled_from([*STEPS, "gone"]),
    st.one_of(
        st.just(SKIPPED),
        st.sampled_from([*(option.id for _, option in OPTIONS), "gone"]).map(lambda option: Answer(option=option)),
        own_words.map(lambda text: Answer(text=text)),
    ),
    max_size=len(STEPS),
)
any_walk = st.one_of(walks(), stored.map(lambda answers: Walk.of(CONTENT, answers)))


def holds(when: When, walk: Walk) -> bool:
    """A condition read as a redaktør reads it: what they chose, or where it places them, is among those named."""
    place = place_of(CONTENT, walk.answers)
    said = {step_id: {answer.option} for step_id, answer in walk.answers.items()}
    said[INVOLVEMENT] = {*said.get(INVOLVEMENT, set()), place.involvement_level}
    said[FRAMING] = {*said.get(FRAMING, set()), place.framing_level}
    return all(not said.get(question, set()).isdisjoint(allowed) for question, allowed in when.items())


FITTED = [(step, fitted) for step in STEPS.values() for fitted in step.fitted]
