"""A session that was ended stays ended."""

from datetime import timedelta

from bot.store import revoked_sessions
from bot.store.database import now
from tests.support.store import rows


def test_an_ended_session_stays_ended_until_it_would_have_expired(database: str) -> None:
    revoked_sessions.revoke("mit-navn", now() + timedelta(days=1))
    revoked_sessions.revoke("mit-navn", now() + timedelta(days=1))
    revoked_sessions.revoke("gammel", now() - timedelta(seconds=1))
    assert revoked_sessions.is_revoked("mit-navn")
    assert not revoked_sessions.is_revoked("et-andet")
    assert "mit-navn" not in str(rows("ended_session")), "the name would open the conversation"
    revoked_sessions.delete_expired()
    assert len(rows("ended_session")) == 1
    assert revoked_sessions.is_revoked("mit-navn")
