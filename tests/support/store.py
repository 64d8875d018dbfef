"""What stands in the store."""

from typing import Any

from sqlalchemy import text

from bot.store.database import session


def rows(table: str) -> list[dict[str, Any]]:
    with session() as opened:
        return [dict(row) for row in opened.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings()]
