"""What becomes of the old database when PostgreSQL itself goes away in the middle of a restore."""

import stat
import subprocess
from pathlib import Path

import pytest

from bot.core.outcomes import Outcome
from bot.store import postgresql_copy
from bot.store.counts import count_turn
from bot.store.database import current_engine, migrate
from bot.store.database_copy import database_copy
from bot.store.postgresql_copy import ToolFailed
from tests.support.postgresql import path_with_its_tools, postgresql_in


def test_a_server_that_goes_away_leaves_the_old_database_in_a_file_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", path_with_its_tools())
    monkeypatch.setattr(postgresql_copy, "BEFORE", tmp_path / "before.dump")
    with postgresql_in(tmp_path / "server") as server:
        monkeypatch.setenv("DATABASE_URL", server.get_uri())
        migrate(current_engine())
        copy = database_copy()
        copy.save(tmp_path / "saved")
        count_turn(Outcome.ANSWERED)
        with pytest.raises(ToolFailed, match=r"before\.gemt"), copy.replaced_by(tmp_path / "saved"):
            server.stop()
            raise OSError
        current_engine().dispose()
    kept = tmp_path / "before.gemt"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    listed = subprocess.run(["pg_restore", "--data-only", "--table=turn", "-f-", kept], capture_output=True, text=True)
    assert "answered" in listed.stdout
