"""Conversations on both databases."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from bot.store import models
from bot.store.conversations import delete_conversation, delete_idle, read_state, sender_ids, write_state
from bot.store.database import now, session


def test_one_conversation_can_be_deleted(database: str) -> None:
    write_state("a", [{"n": 1}])
    write_state("b", [{"n": 1}])
    delete_conversation("a")
    delete_conversation("findes-ikke")
    assert sender_ids() == ["b"]


def test_a_conversation_is_read_as_it_was_written(database: str) -> None:
    state: list[dict[str, Any]] = [
        {"event": "slot", "name": "seen_cards", "value": ["ærø", None, 1.5]},
        {"event": "user", "text": ""},
    ]
    write_state("a", state)
    write_state("b", [])
    assert read_state("a") == state
    assert read_state("b") == []
    assert read_state("c") is None
    assert sorted(sender_ids()) == ["a", "b"]


def test_writing_again_takes_the_place_of_what_was_there(database: str) -> None:
    write_state("a", [{"n": 1}])
    write_state("a", [{"n": 2}])
    assert read_state("a") == [{"n": 2}]
    assert sender_ids() == ["a"]


def test_only_conversations_idle_for_longer_than_the_days_given_are_deleted(database: str) -> None:
    for name, idle in (("fresh", timedelta(days=6, hours=23)), ("idle", timedelta(days=7, hours=1))):
        write_state(name, [])
        _last_used(name, idle)
    assert delete_idle(days=7) == 1
    assert sender_ids() == ["fresh"]
    assert delete_idle(days=7) == 0


def test_a_conversation_that_is_used_again_is_not_idle(database: str) -> None:
    write_state("a", [])
    _last_used("a", timedelta(days=30))
    write_state("a", [{"n": 1}])
    assert delete_idle(days=7) == 0
    assert read_state("a") == [{"n": 1}]


def _last_used(sender_id: str, ago: timedelta) -> None:
    conversation = update(models.Conversation).where(models.Conversation.sender_id == sender_id)
    with session() as opened:
        opened.execute(conversation.values(updated_at=now() - ago))


def test_an_unreadable_name_of_a_conversation_is_just_a_name(database: str) -> None:
    write_state("x'; DROP TABLE conversation; --", [{"n": 1}])
    assert read_state("x'; DROP TABLE conversation; --") == [{"n": 1}]
    assert read_state("x") is None
