"""What stands in the store."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.store.database import session
from bot.store.models import Base


def rows(table: str) -> list[dict[str, Any]]:
    with session() as opened:
        return [dict(row) for row in opened.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings()]


def empty(engine: Engine) -> None:
    """Take all rows out of a PostgreSQL database; ids begin at one again."""
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
