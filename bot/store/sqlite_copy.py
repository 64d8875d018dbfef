"""Save a SQLite database while it is in use, and put a saved one in its place."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine.url import URL

from bot.store.database import current_engine, engine_for, migrate


class SqliteCopy:
    """What ``DatabaseCopy`` tells, for a SQLite file."""

    kind = "sqlite"

    def __init__(self, url: URL) -> None:
        self._file = Path(str(url.database)).resolve()

    def save(self, file: Path) -> None:
        """Save one state of the database, whoever writes to it meanwhile."""
        with closing(sqlite3.connect(self._file)) as ours, closing(sqlite3.connect(file)) as copy:
            ours.backup(copy)

    def in_use(self) -> bool:
        """Whether another process has the file open: as long as one does, SQLite does not leave WAL."""
        current_engine().dispose()
        with closing(sqlite3.connect(self._file, timeout=0)) as ours:
            try:
                (mode,) = ours.execute("PRAGMA journal_mode=DELETE").fetchone()
            except sqlite3.OperationalError:
                return True
        return bool(mode != "delete")

    @contextmanager
    def replaced_by(self, copy: Path) -> Iterator[None]:
        """Migrate a copy of the saved one beside ours, then give it ours' name; ours has another until the end."""
        with TemporaryDirectory(dir=self._file.parent, prefix=".gendannelse-") as folder:
            new, before = Path(folder) / "new.sqlite", Path(folder) / "before.sqlite"
            shutil.copyfile(copy, new)
            migrate(engine_for(f"sqlite:///{new}"))
            engine_for(f"sqlite:///{new}").dispose()
            current_engine().dispose()
            os.link(self._file, before)
            new.replace(self._file)
            try:
                yield
            except BaseException:
                current_engine().dispose()
                before.replace(self._file)
                raise
