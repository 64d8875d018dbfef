"""A preparation in the store: kept for two hours, or for days, and then gone."""

import re
from datetime import timedelta

import pytest

from bot.core.settings import settings
from bot.server import serve
from bot.store import models, talks
from bot.store.database import now, session
from tests.support.meeting import WILD, everything, set_times, stored


def found(token: str) -> models.Talk:
    talk = talks.find(token)
    assert talk is not None
    return talk


ANSWERS = everything(own=WILD).as_json()


def test_a_talk_begins_empty_and_has_two_hours(database: str) -> None:
    before = now()
    talk = found(talks.begin())
    assert (talk.answers, talk.kept) == ({}, False)
    assert timedelta(hours=2) <= talk.expires_at - before < timedelta(hours=2, minutes=5)


def test_tokens_are_long_and_different_each_time(database: str) -> None:
    tokens = {talks.begin() for _ in range(20)}
    assert stored() == tokens and len(tokens) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43,64}", token) for token in tokens)


def test_answers_are_found_as_they_were_given_and_begin_the_time_again(database: str) -> None:
    token, other = talks.begin(), talks.begin()
    set_times(token, expires_at=now() + timedelta(minutes=1), changed_at=now() - timedelta(hours=2))
    before = now()
    talks.change(token, ANSWERS)
    talk = found(token)
    assert talk.answers == ANSWERS and list(talk.answers) == list(ANSWERS)
    assert talk.changed_at >= before
    assert timedelta(hours=2) <= talk.expires_at - before < timedelta(hours=2, minutes=5)
    assert found(other).answers == {}
    talks.change(token, {})
    assert found(token).answers == {}


def test_what_is_kept_has_its_days_and_no_answer_shortens_them(database: str) -> None:
    token, before = talks.begin(), now()
    talks.keep(token, days=7)
    until = found(token).expires_at
    assert found(token).kept is True
    assert timedelta(days=7) <= until - before < timedelta(days=7, minutes=5)
    talks.change(token, ANSWERS)
    assert found(token).answers == ANSWERS
    assert found(token).expires_at == until


def test_what_is_forgotten_is_gone_kept_or_not(database: str) -> None:
    token, kept, other = talks.begin(), talks.begin(), talks.begin()
    talks.keep(kept, days=1)
    for gone in (token, kept):
        talks.forget(gone)
        talks.change(gone, ANSWERS)
        talks.keep(gone, days=7)
        assert talks.find(gone) is None
    assert stored() == {other}


@pytest.mark.parametrize("kept", [False, True])
def test_what_expired_is_neither_found_nor_changed_and_then_deleted(database: str, kept: bool) -> None:
    token, living = talks.begin(), talks.begin()
    if kept:
        talks.keep(token, days=7)
    set_times(token, expires_at=now() - timedelta(seconds=1))
    talks.change(token, ANSWERS)
    talks.keep(token, days=7)
    assert talks.find(token) is None
    with session() as opened:
        assert opened.get(models.Talk, token).answers == {}
    assert stored() == {token, living}
    talks.delete_expired()
    assert stored() == {living}


@pytest.mark.parametrize("token", [None, "", "x", "x" * 500, "%", "' OR 1=1 --", "æøå"])
def test_an_unknown_token_finds_and_deletes_nothing(database: str, token: str | None) -> None:
    other = talks.begin()
    assert talks.find(token) is None
    talks.forget(token)
    if token:
        talks.change(token, ANSWERS)
        talks.keep(token, days=7)
    assert stored() == {other}


def test_the_hourly_cleaning_deletes_what_expired(database: str) -> None:
    token, living = talks.begin(), talks.begin()
    set_times(token, expires_at=now() - timedelta(seconds=1))
    serve._clean(settings())
    assert stored() == {living}
