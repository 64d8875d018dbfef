"""Every question of the walk on every path, and each of its options."""

from collections.abc import Iterator

import pytest

from bot.channels.input_filter import read
from bot.guided.answers import Answer, as_json
from bot.guided.plan.content import Step
from bot.guided.plan.walk import Walk
from tests.support.actions import OWN_WORDS, Actions, keep_plan
from tests.support.plan_walk import (
    CHOICE,
    CONTENT,
    FIRST,
    GROUPS,
    LAST,
    POINTS,
    START,
    STEPS,
    Talk,
    asks_for,
    fields_of,
)
from tests.support.routes import pressed

pytestmark = pytest.mark.usefixtures("knowledge")

INVOLVEMENTS = ["koordinerende", "begge", "integreret", "ved-ikke", None]
FRAMINGS = ["offentlig", "begge", "civil", "ved-ikke", None]
# Each pair of what decides on questions and options is on one of these paths.
PATHS = [
    {
        FIRST: ["nyt", "i-gang", None][(row + 2 * column) % 3],
        CHOICE: [*GROUPS, None][(row + column) % 5],
        "involvering": involvement,
        "rammesaetning": framing,
    }
    for row, involvement in enumerate(INVOLVEMENTS)
    for column, framing in enumerate(FRAMINGS)
]
# What is answered here decides on other questions.
DECIDES = {FIRST, CHOICE, "involvering", "rammesaetning", "placering"}


def steps_on(path: dict[str, str | None]) -> Iterator[tuple[Step, dict[str, Answer]]]:
    """Every question of a path, with the answers that were given before it."""
    walk = Walk(CONTENT, {})
    while step := walk.next_open():
        yield step, dict(walk.answers)
        usual = Answer(text=OWN_WORDS) if step.open else Answer(option=step.options[0].id)
        walk = walk.with_answer(step, Answer(option=path[step.id]) if step.id in path else usual)


def is_pressed(path: dict[str, str | None], step: Step, place: int) -> bool:
    """On every path a button that decides; any other once with each group, each involvement and each framing."""
    row, column = divmod(PATHS.index(path), len(FRAMINGS))
    return step.id in DECIDES or (place + row + 2 * column) % len(FRAMINGS) == 0


def test_every_option_there_is_is_pressed_on_one_of_the_paths_tried_here() -> None:
    pressed_ones = {
        (step.id, option.id)
        for path in PATHS
        for step, answers in steps_on(path)
        for place, option in enumerate(Walk(CONTENT, answers).offered(step))
        if is_pressed(path, step, place)
    }
    assert pressed_ones == {(step.id, option.id) for step in STEPS.values() for option in step.options}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(str(option or "?") for option in path.values()))
def test_every_question_can_be_asked_on_every_path_and_its_buttons_be_pressed(
    actions: Actions, path: dict[str, str | None]
) -> None:
    seen = []
    for step, answers in steps_on(path):
        talk = Talk(actions, step.id, answers)
        turn = talk.ask(START)
        assert asks_for(turn, talk, step.id)
        assert all(read(payload).text == payload for payload in turn.payloads)
        fields = [fields_of(payload) for payload in turn.payloads if payload.startswith("/answer_question")]
        options = [option.id for option in Walk(CONTENT, answers).offered(step)]
        skip = [] if step.id == "placering" or step.id == LAST or step.id.endswith("-mere") else ["spring-over"]
        assert fields == [{"question": step.id, "option": option} for option in [*options, *skip]]
        for pressed_one in (one for place, one in enumerate(fields) if is_pressed(path, step, place)):
            keep_plan(talk.slots["plan"], answers)
            heard = talk.hear(pressed(**pressed_one))
            assert (heard["route_misses"], heard["plan_noted"]) == (0, step.id)
            assert heard["requested_slot"] == (None if step.id == LAST else "plan_answer")
            assert heard["plan_step"] != step.id
            if pressed_one["option"] != "flyt":
                option = pressed_one["option"]
                kept = {} if option == "spring-over" else {"option": option}
                assert talk.row == {**as_json(answers), step.id: kept}
        seen.append(step.id)
    assert seen[0] == FIRST and seen[-1] == LAST
    assert {step.id for point in POINTS for step in point.steps} <= set(seen)
