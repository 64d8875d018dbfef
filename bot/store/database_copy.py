"""Save this installation's database in a file, and put a saved one in its place: the same for both databases."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import make_url

from bot.core.settings import settings
from bot.store.postgresql_copy import PostgresqlCopy
from bot.store.sqlite_copy import SqliteCopy


class DatabaseCopy(Protocol):
    """How one kind of database is saved and put back."""

    kind: str

    def save(self, file: Path) -> None:
        """Save one state of the database, whoever writes to it meanwhile."""

    def in_use(self) -> bool:
        """Whether somebody else is connected to it."""

    def replaced_by(self, copy: Path) -> AbstractContextManager[None]:
        """For the block and ever after the saved one, at the newest schema; an error brings back what was there."""


def database_copy() -> DatabaseCopy:
    """The way for the database ``DATABASE_URL`` names."""
    url = make_url(settings().database_url)
    return SqliteCopy(url) if url.get_backend_name() == "sqlite" else PostgresqlCopy(url)
