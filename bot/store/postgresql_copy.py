"""Save a PostgreSQL database with its own tools, and put a saved one in its place."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text
from sqlalchemy.engine.url import URL

from bot.core.paths import STATE
from bot.store.database import current_engine, migrate, tables

# Deleted when a restore has ended well, or when it was put back.
BEFORE = STATE / "database-foer-gendannelse.dump"

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    # Without a user's name it is one of the server's own helpers.
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL"
)

# The server notices a moment later that somebody is gone.
_LEAVING_SECONDS = 3


class ToolFailed(Exception):
    """One of PostgreSQL's tools is missing or failed; the message says what to do (Danish)."""


class PostgresqlCopy:
    """What ``DatabaseCopy`` tells, for a PostgreSQL database of Skolebro's own."""

    kind = "postgresql"

    def __init__(self, url: URL) -> None:
        self._environment = _libpq_environment(url)

    def save(self, file: Path) -> None:
        """Save one state of the database, whoever writes to it meanwhile."""
        file.touch(mode=0o600)
        # Its tables alone: what else the server's owner put there (extensions) could not be restored by us.
        named = [f"--table={table}" for table in tables()]
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}", *named)

    def in_use(self) -> bool:
        """Whether anybody else, also on another machine, is connected and stays so."""
        deadline = time.monotonic() + _LEAVING_SECONDS
        while others := self._others():
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        return bool(others)

    def _others(self) -> int:
        with current_engine().connect() as connection:
            return int(connection.execute(_OTHERS).scalar_one())

    @contextmanager
    def replaced_by(self, copy: Path) -> Iterator[None]:
        """Load the saved one and migrate it; what was there is saved first, and put back on an error."""
        before = BEFORE if tables() else None
        try:
            if before:
                self.save(before)
            self._load(copy)
            with self._undone_on_an_error(before):
                migrate()
                yield
        finally:
            BEFORE.unlink(missing_ok=True)

    @contextmanager
    def _undone_on_an_error(self, before: Path | None) -> Iterator[None]:
        try:
            yield
        except BaseException:
            try:
                self._load(before)
            except Exception as error:
                kept = BEFORE.rename(BEFORE.with_suffix(".gemt")) if before else "ingen fil, for den var tom"
                raise ToolFailed(
                    f"Den gamle database kunne ikke lægges tilbage ({type(error).__name__}). Den ligger i {kept}."
                ) from error
            raise

    def _load(self, copy: Path | None) -> None:
        """Put the saved one, or nothing, in the place of all tables: in one transaction, so all of it or nothing."""
        with TemporaryDirectory(dir=STATE, prefix=".gendannelse-") as folder:
            script = Path(folder) / "script.sql"
            script.touch()
            if copy:
                self._run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
            dropped = [f'--command=DROP TABLE "{table}" CASCADE' for table in tables()]
            # An error's code alone: the rest of it may hold what people wrote.
            careful = [
                "--set=ON_ERROR_STOP=1",
                "--set=VERBOSITY=sqlstate",
                "--no-psqlrc",
                "--quiet",
                "--output=/dev/null",
            ]
            self._run("psql", *careful, "--single-transaction", *dropped, f"--file={script}")

    def _run(self, tool: str, *arguments: str) -> None:
        if shutil.which(tool) is None:
            raise ToolFailed(
                f"Programmet {tool} mangler. Installér PostgreSQLs klientprogrammer (Debians pakke "
                "`postgresql-client`) i samme hovedversion som serveren, og prøv igen."
            )
        done = subprocess.run([tool, *arguments], env=self._environment, capture_output=True, text=True)
        if done.returncode != 0:
            last = " ".join(done.stderr.split("\n")[:3]).strip()
            raise ToolFailed(f"{tool} kunne ikke gøre det færdigt ({last}). Versionen skal passe til serverens.")


def _libpq_environment(url: URL) -> dict[str, str]:
    """How the tools reach the database: in the environment, for everybody can read a process' arguments."""
    told = {
        "PGHOST": url.query.get("host") or url.host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
        "PGSSLROOTCERT": url.query.get("sslrootcert"),
    }
    return {**os.environ, **{name: str(value) for name, value in told.items() if value}}
