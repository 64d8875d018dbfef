"""Connections and migrations, the same code for SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from bot.core.settings import settings
from bot.store.postgresql import SLOWEST_CALL_SECONDS, engine_of

_MIGRATIONS = Path(__file__).parent / "migrations"

# An error tells its statement, which is ours, never its values: they are people's words, and names of conversations.
_COMMON: dict[str, Any] = {"future": True, "hide_parameters": True, "pool_timeout": SLOWEST_CALL_SECONDS}


@cache
def engine_for(url: str) -> Engine:
    """One engine per database and process. Opens no connection by itself."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return engine_of(parsed)
    if parsed.database:
        _keep_to_ourselves(Path(parsed.database))
    engine = create_engine(
        url,
        # SQLAlchemy 1.4 would open the file anew for every transaction: milliseconds of every turn.
        poolclass=QueuePool,
        connect_args={"timeout": SLOWEST_CALL_SECONDS, "check_same_thread": False},
        **_COMMON,
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


def is_there() -> bool:
    """Whether the database answers.

    Raises:
        SQLAlchemyError: it does not.
    """
    with session() as opened:
        return bool(opened.execute(text("SELECT 1")).scalar_one())


def migrate(engine: Engine | None = None, to: str = "head") -> None:
    """Bring the database to the newest schema, or to an older revision's."""
    config, used = _alembic(), engine or _unhurried_engine()
    with used.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
    if engine is None:
        used.dispose()  # a connection that nobody uses again must not stay open


def tables() -> list[str]:
    """The names of the tables there are; none in a database nobody has used."""
    return list(inspect(current_engine()).get_table_names())


def revision() -> str | None:
    """Which migration the database was brought to last; ``None`` if it is empty."""
    with current_engine().connect() as connection:
        found: str | None = MigrationContext.configure(connection).get_current_revision()
    return found


def known_revisions() -> set[str]:
    """Every revision this version can bring to the newest."""
    return {script.revision for script in ScriptDirectory.from_config(_alembic()).walk_revisions()}


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def _unhurried_engine() -> Engine:
    """This installation's database without a time limit: a migration may take its time."""
    url = make_url(settings().database_url)
    return current_engine() if url.get_backend_name() == "sqlite" else engine_of(url, wait_seconds=None)


def now() -> datetime:
    """The time in UTC without a zone, as both databases store it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


def _keep_to_ourselves(file: Path) -> None:
    """Make the file, readable to nobody else; SQLite gives those beside it the same rights."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    with suppress(PermissionError):  # another user's: he decides
        file.chmod(0o600)


def _tune_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # Two processes read and write the same file: WAL lets readers go on while the other writes.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
