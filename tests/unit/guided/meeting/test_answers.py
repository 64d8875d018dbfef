"""The answers of a preparation, as they are stored."""

from hypothesis import given
from hypothesis import strategies as st

from bot.guided.answers import Answer
from bot.guided.meeting.answers import as_json, from_json
from bot.guided.meeting.content import TalkStep
from bot.guided.meeting.talk import Talk
from tests.support.meeting import CONTENT, GOOD, NEW, WORRY

some_text = st.one_of(st.none(), st.text())
some_answers = st.dictionaries(
    st.text(max_size=20), st.lists(st.builds(Answer, option=some_text, text=some_text), max_size=4)
)
moves = st.lists(
    st.tuples(
        st.sampled_from(CONTENT.steps),
        st.one_of(st.text(max_size=30), st.integers(0, 9), st.sampled_from(["done", "skip"])),
    ),
    max_size=20,
)


def after(taken: list[tuple[TalkStep, str | int]]) -> Talk:
    talk = NEW
    for step, move in taken:
        if move == "done":
            talk = talk.done_with(step)
        elif move == "skip":
            talk = talk.skipped(step)
        elif isinstance(move, int):
            talk = talk.with_answer(step, Answer(option=step.options[move % len(step.options)].id))
        else:
            talk = talk.with_answer(step, Answer(text=move))
    return talk


@given(some_answers, st.sets(st.text(max_size=20)))
def test_answers_come_back_as_they_were_stored(answers: dict[str, list[Answer]], done: set[str]) -> None:
    back, steps_done = from_json(as_json(answers, done))
    assert back == answers and list(back) == list(answers)
    assert steps_done == done & answers.keys()


@given(moves)
def test_a_talk_goes_on_where_it_was_left(taken: list[tuple[TalkStep, str | int]]) -> None:
    talk = after(taken)
    back = Talk.of(CONTENT, talk.as_json())
    assert back == talk
    assert back.next_open() == talk.next_open()


def test_a_question_that_is_not_done_with_is_asked_again() -> None:
    talk = NEW.with_answer(GOOD, Answer("glad"))
    assert talk.as_json() == {"godt": {"answers": [{"option": "glad"}], "done": False}}
    assert Talk.of(CONTENT, talk.as_json()).next_open() == GOOD
    assert talk.done_with(GOOD).as_json()["godt"]["done"] is True
    assert Talk.of(CONTENT, talk.done_with(GOOD).as_json()).next_open() == WORRY


def test_what_the_file_no_longer_has_counts_as_not_answered() -> None:
    old = {
        "godt": [Answer("fandtes"), Answer(text="leg")],
        "bekymring": [Answer("fandtes")],
        "tolk": [Answer("ja"), Answer("nej")],
        "fandtes": [Answer("x")],
    }
    talk = Talk.of(CONTENT, as_json(old, ("godt", "bekymring", "fandtes")))
    assert talk.answers == {"godt": [Answer(text="leg")], "tolk": [Answer("nej")]}
    assert talk.done == {"godt"}
    assert talk.next_open() == WORRY
