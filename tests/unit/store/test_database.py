"""The schema on both databases, and what a failing session leaves."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.core.outcomes import Outcome
from bot.store import models
from bot.store.counts import count_turn
from bot.store.database import current_engine, engine_for, migrate, now, session
from tests.support.store import rows


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


def test_nobody_else_on_the_machine_can_read_the_sqlite_file(tmp_path: Path) -> None:
    for file in (tmp_path / "new.sqlite", tmp_path / "old.sqlite"):
        if file.name == "old.sqlite":
            file.touch(mode=0o644)
        migrate(engine_for(f"sqlite:///{file}"))
        with engine_for(f"sqlite:///{file}").connect() as connection:
            connection.execute(text("SELECT 1 FROM turn"))
            made = list(tmp_path.glob(f"{file.name}*"))
        assert len(made) > 1, "SQLite keeps files beside it"
        assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
