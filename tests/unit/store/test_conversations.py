"""Conversations on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.store import models
from bot.store.conversations import (
    Overtaken,
    State,
    delete_conversation,
    delete_idle,
    read,
    read_state,
    sender_ids,
    write_state,
)
from bot.store.database import now, session


def write(sender_id: str, state: State) -> None:
    """Go on from what is stored, as a turn does."""
    stored = read(sender_id)
    write_state(sender_id, state, stored.at if stored else None)


def test_one_conversation_can_be_deleted(database: str) -> None:
    write("a", [{"n": 1}])
    write("b", [{"n": 1}])
    delete_conversation("a")
    delete_conversation("findes-ikke")
    assert sender_ids() == ["b"]


def test_a_conversation_is_read_as_it_was_written(database: str) -> None:
    state: State = [
        {"event": "slot", "name": "seen_cards", "value": ["ærø", None, 1.5]},
        {"event": "user", "text": ""},
    ]
    write("a", state)
    write("b", [])
    assert read_state("a") == state
    assert read_state("b") == []
    assert read_state("c") is None
    assert sorted(sender_ids()) == ["a", "b"]


def test_writing_again_takes_the_place_of_what_was_there(database: str) -> None:
    first = write_state("a", [{"n": 1}], instead_of=None)
    second = write_state("a", [{"n": 2}], instead_of=first)
    assert read_state("a") == [{"n": 2}]
    assert sender_ids() == ["a"]
    stored = read("a")
    assert stored and stored.at == second


def test_what_goes_on_from_an_older_state_takes_the_place_of_none(database: str) -> None:
    first = write_state("a", [{"n": 1}], instead_of=None)
    write_state("a", [{"n": 2}], instead_of=first)
    for seen in (None, first):
        with pytest.raises(Overtaken):
            write_state("a", [{"n": 3}], instead_of=seen)
    assert read_state("a") == [{"n": 2}]


def test_what_goes_on_from_a_deleted_conversation_brings_it_not_back(database: str) -> None:
    first = write_state("a", [{"n": 1}], instead_of=None)
    delete_conversation("a")
    with pytest.raises(Overtaken):
        write_state("a", [{"n": 2}], instead_of=first)
    assert sender_ids() == []


def test_only_conversations_idle_for_longer_than_the_days_given_are_deleted(database: str) -> None:
    for name, idle in (("fresh", timedelta(days=6, hours=23)), ("idle", timedelta(days=7, hours=1))):
        write(name, [])
        _last_used(name, idle)
    assert delete_idle(days=7) == 1
    assert sender_ids() == ["fresh"]
    assert delete_idle(days=7) == 0


def test_a_conversation_that_is_used_again_is_not_idle(database: str) -> None:
    write("a", [])
    _last_used("a", timedelta(days=30))
    write("a", [{"n": 1}])
    assert delete_idle(days=7) == 0
    assert read_state("a") == [{"n": 1}]


def _last_used(sender_id: str, ago: timedelta) -> None:
    conversation = update(models.Conversation).where(models.Conversation.sender_id == sender_id)
    with session() as opened:
        opened.execute(conversation.values(updated_at=now() - ago))


def test_an_unreadable_name_of_a_conversation_is_just_a_name(database: str) -> None:
    write("x'; DROP TABLE conversation; --", [{"n": 1}])
    assert read_state("x'; DROP TABLE conversation; --") == [{"n": 1}]
    assert read_state("x") is None
