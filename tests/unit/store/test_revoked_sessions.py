"""A session that was ended stays ended."""

from datetime import timedelta

from bot.store import revoked_sessions as ended_sessions
from bot.store.database import now
from tests.support.store import rows


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
