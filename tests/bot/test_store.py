"""Schema, counts and conversations on both databases."""

from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text, update

from bot.core.outcomes import Outcome
from bot.store import models
from bot.store import revoked_sessions as ended_sessions
from bot.store.conversations import delete_conversation, delete_idle, read_state, sender_ids, write_state
from bot.store.counts import count_feedback, count_turn, note_feedback
from bot.store.database import current_engine, migrate, now, session


def rows(table: str) -> list[dict]:
    with session() as opened:
        return [dict(row) for row in opened.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings()]


def test_migrating_again_changes_nothing_and_loses_nothing(database: str) -> None:
    count_turn(Outcome.ANSWERED, "ssp")
    before = rows("alembic_version")
    migrate()
    assert rows("alembic_version") == before
    assert len(rows("turn")) == 1


def test_the_migrations_make_exactly_the_models(database: str) -> None:
    with current_engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.Base.metadata) == []


def test_a_card_version_must_have_a_source(database: str) -> None:
    keys = inspect(current_engine()).get_foreign_keys("card_version")
    assert {key["referred_table"] for key in keys} == {"source", "card"}


def test_a_failing_session_keeps_nothing(database: str) -> None:
    with pytest.raises(ZeroDivisionError), session() as opened:
        opened.add(models.Turn(at=now(), outcome="answered"))
        opened.flush()
        _ = 1 / 0
    assert rows("turn") == []


def test_a_turn_is_counted_with_outcome_and_card_and_no_words(database: str) -> None:
    count_turn(Outcome.ANSWERED, "ssp")
    count_turn(Outcome.UNANSWERED)
    counted = rows("turn")
    assert [(row["outcome"], row["card_id"]) for row in counted] == [("answered", "ssp"), ("unanswered", None)]
    assert all(set(row) == {"id", "at", "outcome", "card_id"} for row in counted), "no place for words or a sender"


def test_feedback_is_counted_with_card_and_verdict_and_no_words(database: str) -> None:
    count_feedback("ssp", True)
    count_feedback("ssp", False)
    counted = rows("feedback")
    assert [(row["card_id"], bool(row["helped"])) for row in counted] == [("ssp", True), ("ssp", False)]
    assert all(set(row) == {"id", "at", "card_id", "helped", "answer", "reason"} for row in counted)


def test_feedback_on_one_answer_takes_the_place_of_what_was_noted_before(database: str) -> None:
    note_feedback("a-hash", "ssp", True)
    note_feedback("a-hash", "ssp", False, "mangler")
    note_feedback("another", "ssp", True)
    noted = [(row["answer"], bool(row["helped"]), row["reason"]) for row in rows("feedback")]
    assert sorted(noted) == [("a-hash", False, "mangler"), ("another", True, None)]
    note_feedback("a-hash", "ssp", None)
    assert [row["answer"] for row in rows("feedback")] == ["another"]


def test_an_ended_session_stays_ended_until_it_would_have_expired(database: str) -> None:
    ended_sessions.end("mit-navn", now() + timedelta(days=1))
    ended_sessions.end("mit-navn", now() + timedelta(days=1))
    ended_sessions.end("gammel", now() - timedelta(seconds=1))
    assert ended_sessions.is_ended("mit-navn")
    assert not ended_sessions.is_ended("et-andet")
    assert "mit-navn" not in str(rows("ended_session")), "the name would open the conversation"
    ended_sessions.delete_expired()
    assert len(rows("ended_session")) == 1
    assert ended_sessions.is_ended("mit-navn")


def test_one_conversation_can_be_deleted(database: str) -> None:
    write_state("a", [{"n": 1}])
    write_state("b", [{"n": 1}])
    delete_conversation("a")
    delete_conversation("findes-ikke")
    assert sender_ids() == ["b"]


def test_a_conversation_is_read_as_it_was_written(database: str) -> None:
    state = [{"event": "slot", "name": "seen_cards", "value": ["ærø", None, 1.5]}, {"event": "user", "text": ""}]
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
