"""A plan in the store: begun, changed, found, forgotten, and gone when its time is up."""

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.guided.answers import SKIPPED, Answer, as_json, from_json
from bot.store import models
from bot.store.database import now, session
from bot.store.plans import ChangedMeanwhile, begin, change, delete_expired, find, forget

ANSWERS = {
    "samarbejdet": Answer(option="nyt"),
    "formaalet": Answer(text="Flere skal »trives« på ærø; \"<&>' {{ x }} 😀\nOgså i fritiden."),
    "skoleaaret": SKIPPED,
    "aftalen": Answer(option="kontrakt"),
}


def kept() -> set[str]:
    with session() as opened:
        return set(opened.scalars(select(models.Plan.token)))


def kept_until(token: str) -> datetime:
    plan = find(token)
    assert plan is not None
    return plan.expires_at


def let_expire(token: str, ago: timedelta = timedelta(seconds=1)) -> None:
    with session() as opened:
        opened.execute(update(models.Plan).where(models.Plan.token == token).values(expires_at=now() - ago))


def answers_of(token: str) -> dict[str, Answer] | None:
    plan = find(token)
    return from_json(plan.answers) if plan else None


# -- begun and changed --


def test_a_plan_begins_without_answers_and_with_its_whole_time(database: str) -> None:
    before = now()
    token = begin(days=7)
    plan = find(token)
    assert plan is not None
    assert (plan.token, plan.answers) == (token, {})
    assert timedelta(days=7) <= plan.expires_at - before < timedelta(days=7, minutes=5)
    assert timedelta() <= plan.changed_at - before < timedelta(minutes=5)


def test_answers_are_found_as_they_were_given_and_in_their_order(database: str) -> None:
    token = begin(days=7)
    change(token, as_json(ANSWERS), days=7)
    answers = answers_of(token)
    assert answers == ANSWERS
    assert list(answers or ()) == list(ANSWERS)


def test_of_two_who_change_the_same_state_the_second_is_refused_and_may_try_again(database: str) -> None:
    token = begin(days=7)
    seen = find(token)
    assert seen is not None
    change(token, as_json({"moeder": Answer(text="den første")}), 7, seen.version)
    with pytest.raises(ChangedMeanwhile):
        change(token, as_json({"moeder": Answer(text="den anden")}), 7, seen.version)
    assert answers_of(token) == {"moeder": Answer(text="den første")}
    again = find(token)
    assert again is not None
    change(token, as_json(ANSWERS), 7, again.version)
    assert answers_of(token) == ANSWERS


def test_a_plan_that_is_gone_is_not_called_changed(database: str) -> None:
    token = begin(days=7)
    forget(token)
    change(token, as_json(ANSWERS), 7, version=1)
    assert find(token) is None


def test_new_answers_take_the_place_of_the_old(database: str) -> None:
    token = begin(days=7)
    change(token, as_json(ANSWERS), days=7)
    change(token, as_json({"moeder": Answer(text="hver måned")}), days=7)
    assert answers_of(token) == {"moeder": Answer(text="hver måned")}
    change(token, {}, days=7)
    assert answers_of(token) == {}


def test_an_answer_gives_the_plan_its_whole_time_again(database: str) -> None:
    token = begin(days=7)
    with session() as opened:
        long_ago = {"expires_at": now() + timedelta(hours=1), "changed_at": now() - timedelta(days=6)}
        opened.execute(update(models.Plan).where(models.Plan.token == token).values(**long_ago))
    before = now()
    change(token, as_json(ANSWERS), days=7)
    plan = find(token)
    assert plan is not None
    assert plan.expires_at - before >= timedelta(days=7)
    assert plan.changed_at >= before


def test_looking_at_a_plan_does_not_give_it_more_time(database: str) -> None:
    token = begin(days=7)
    assert kept_until(token) == kept_until(token)


def test_an_answer_changes_no_other_plan(database: str) -> None:
    first, second = begin(days=7), begin(days=1)
    untouched = kept_until(second)
    change(first, as_json(ANSWERS), days=7)
    assert answers_of(second) == {}
    assert kept_until(second) == untouched


def test_an_answer_to_a_plan_there_is_not_makes_none(database: str) -> None:
    change("findes-ikke", as_json(ANSWERS), days=7)
    assert kept() == set()


# -- its token --


def test_tokens_are_long_and_different_each_time(database: str) -> None:
    tokens = [begin(days=1) for _ in range(50)]
    assert kept() == set(tokens)
    assert len(set(tokens)) == 50
    for token in tokens:
        # 43 signs of 64: 256 bits, and nothing an address would have to escape.
        assert re.fullmatch(r"[A-Za-z0-9_-]{43,64}", token)


@pytest.mark.parametrize("token", [None, "", "x", "x" * 43, "x" * 500, "%", "' OR 1=1 --", "æøå"])
def test_an_unknown_token_finds_nothing_and_deletes_nothing(database: str, token: str | None) -> None:
    other = begin(days=7)
    assert find(token) is None
    forget(token)
    assert kept() == {other}


def test_a_token_is_found_as_it_is_written_only(database: str) -> None:
    token = begin(days=7)
    for almost in (token.swapcase(), token[:-1], f"{token} ", f"{token}%"):
        assert find(almost) is None
        forget(almost)
    assert kept() == {token}


# -- gone --


def test_a_plan_that_is_forgotten_is_gone_at_once_and_no_other(database: str) -> None:
    token, other = begin(days=7), begin(days=7)
    change(token, as_json(ANSWERS), days=7)
    forget(token)
    assert find(token) is None
    assert kept() == {other}
    forget(token)
    assert kept() == {other}


def test_a_plan_that_is_forgotten_does_not_come_back_with_a_late_answer(database: str) -> None:
    token = begin(days=7)
    forget(token)
    change(token, as_json(ANSWERS), days=7)
    assert find(token) is None
    assert kept() == set()


@pytest.mark.parametrize("days", [0, -1])
def test_a_plan_whose_time_is_up_is_not_found_though_it_is_not_deleted_yet(database: str, days: int) -> None:
    token = begin(days=days)
    assert find(token) is None
    assert kept() == {token}


def test_a_plan_whose_time_is_up_can_still_be_forgotten(database: str) -> None:
    token = begin(days=7)
    let_expire(token)
    forget(token)
    assert kept() == set()


def test_a_plan_whose_time_is_up_does_not_come_back_with_a_late_answer(database: str) -> None:
    token = begin(days=7)
    let_expire(token)
    change(token, as_json(ANSWERS), days=7)
    assert find(token) is None


def test_plans_whose_time_is_up_are_deleted_and_no_others(database: str) -> None:
    expired, living = [begin(days=7) for _ in range(3)], begin(days=7)
    change(living, as_json(ANSWERS), days=1)
    for token, ago in zip(expired, (timedelta(), timedelta(minutes=1), timedelta(days=400)), strict=True):
        let_expire(token, ago)
    delete_expired()
    assert kept() == {living}
    assert answers_of(living) == ANSWERS
    delete_expired()
    assert kept() == {living}


# -- answers as they are stored --

some_text = st.one_of(st.none(), st.text())
some_answers = st.dictionaries(st.text(max_size=20), st.builds(Answer, option=some_text, text=some_text))


@given(some_answers)
def test_answers_come_back_as_they_were_stored(answers: dict[str, Answer]) -> None:
    stored = as_json(answers)
    assert from_json(stored) == answers
    assert list(from_json(stored)) == list(answers)


def test_what_was_skipped_is_kept_as_skipped() -> None:
    assert as_json({"moeder": SKIPPED}) == {"moeder": {}}
    assert from_json({"moeder": {}})["moeder"].skipped


@pytest.mark.parametrize(
    ("answer", "skipped"),
    [
        (Answer(), True),
        (SKIPPED, True),
        (Answer(option="nyt"), False),
        (Answer(text="Nyt"), False),
        (Answer("nyt", "Nyt"), False),
    ],
)
def test_only_what_has_neither_an_option_nor_words_was_skipped(answer: Answer, skipped: bool) -> None:
    assert answer.skipped is skipped


def test_nothing_but_what_was_answered_is_stored() -> None:
    assert as_json({"a": Answer(option="x"), "b": Answer(text="y")}) == {"a": {"option": "x"}, "b": {"text": "y"}}
