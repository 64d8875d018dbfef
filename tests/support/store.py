"""What stands in the store."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.store.database import engine_for, session
from bot.store.models import Base


def rows(table: str) -> list[dict[str, Any]]:
    with session() as opened:
        return [dict(row) for row in opened.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings()]


@contextmanager
def its_own_copy(database: Path, path: Path) -> Iterator[str]:
    """A copy of a SQLite database, as this installation's; gives its URL.

    At the same path again it has the same engine, which knows its statements already.
    """
    url = f"sqlite:///{path}"
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    shutil.copy(database, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        yield url
    engine_for(url).dispose()


def empty(engine: Engine) -> None:
    """Take all rows out of a PostgreSQL database; ids begin at one again."""
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
