"""Connections and migrations, the same code for SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from bot.core.settings import settings
from bot.store.postgresql import engine_of

LOCK_WAIT_SECONDS = 2  # a person waits for the answer: rather say so than hang

_MIGRATIONS = Path(__file__).parent / "migrations"


@cache
def engine_for(url: str) -> Engine:
    """One engine per database and process. Opens no connection by itself."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return engine_of(parsed)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        future=True,
        hide_parameters=True,
        # SQLAlchemy 1.4 would open the file anew for every transaction: milliseconds of every turn.
        poolclass=QueuePool,
        connect_args={"timeout": LOCK_WAIT_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _tune_sqlite)
    return engine


def current_engine() -> Engine:
    """The engine of this installation's ``DATABASE_URL``."""
    return engine_for(settings().database_url)


@contextmanager
def session(engine: Engine | None = None) -> Iterator[Session]:
    """A session in one transaction: committed at the end, rolled back on an error."""
    with Session(engine or current_engine(), future=True, expire_on_commit=False) as opened, opened.begin():
        yield opened


def migrate(engine: Engine | None = None) -> None:
    """Bring the database to the newest schema."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with (engine or current_engine()).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def now() -> datetime:
    """The time in UTC without a zone, as both databases store it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


def _tune_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # Two processes read and write the same file: WAL lets readers go on while the other writes.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
