"""How a PostgreSQL database is reached, so that what people write never comes into its own log."""

import ssl
import time
from collections.abc import Mapping
from typing import Any

import pg8000.core
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import URL

# A person waits for the answer: rather say so than hang.
SLOWEST_CALL_SECONDS = 3.0
_NOT_ASKED_AGAIN_SECONDS = 5.0
_POOL_SECONDS = 30.0  # SQLAlchemy's own

# What must hold for a server that logs more than failures; only its owner can set these.
_SAFE_SETTINGS: Mapping[str, tuple[str, ...]] = {
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
}
# Of libpq's options in an address these are understood.
_OPTIONS = ("host", "sslmode", "sslrootcert")


_read_of_pg8000 = pg8000.core._read


def _read(sock: Any, size: int) -> bytes:
    """pg8000 tells every network error as its own but that of a first read that takes too long (1.31.5)."""
    try:
        return bytes(_read_of_pg8000(sock, size))
    except OSError as error:
        raise pg8000.core.InterfaceError("network error") from error


pg8000.core._read = _read


def engine_of(url: URL, wait_seconds: float | None = SLOWEST_CALL_SECONDS) -> Engine:
    """An engine whose statements and the values in them travel apart.

    A statement that fails is written into the server's log. psycopg2 puts the values into it first, so that people's
    answers would stand there; pg8000 sends them beside it, and the setting keeps them out of the log too.

    Args:
        url: the database.
        wait_seconds: the longest a call, or the wait for a free connection, may take; ``None``: as long as it takes.
    """
    engine = create_engine(
        url.set(drivername="postgresql+pg8000").difference_update_query(_OPTIONS),
        future=True,
        pool_pre_ping=True,
        pool_timeout=wait_seconds or _POOL_SECONDS,
        hide_parameters=True,  # nor in our own log, where an error is told
        connect_args={
            "timeout": wait_seconds,
            "startup_params": {"log_parameter_max_length_on_error": "0"},
            **_way_there(url),
        },
    )
    event.listen(engine, "do_connect", _Connect())
    return engine


class _Connect:
    """Connects; one has waited in vain: the others need not, for so long."""

    def __init__(self) -> None:
        self._away_until = 0.0

    def __call__(self, dialect: Any, record: Any, arguments: Any, options: Any) -> Any:
        if time.monotonic() < self._away_until:
            raise dialect.dbapi.OperationalError("the database did not answer just now")
        try:
            return dialect.connect(*arguments, **options)
        except Exception as error:
            self._away_until = time.monotonic() + _NOT_ASKED_AGAIN_SECONDS
            if isinstance(error, OSError):  # a handshake that takes too long
                raise dialect.dbapi.InterfaceError("network error") from error
            raise


def settings_that_log_words(connection: Connection) -> list[str]:
    """The server's settings by which it writes values of statements that succeed into its log, as "name=value"."""
    found = {
        name: connection.exec_driver_sql(f"SHOW {name}").scalar_one()
        for name in ("log_parameter_max_length", *_SAFE_SETTINGS)
    }
    if found.pop("log_parameter_max_length") == "0":
        return []
    return [f"{name}={value}" for name, value in found.items() if value not in _SAFE_SETTINGS[name]]


def _way_there(url: URL) -> dict[str, Any]:
    """What libpq's options of an address are called by pg8000."""
    host, mode = str(url.query.get("host", "")), url.query.get("sslmode", "prefer")
    # A socket of this machine has no TLS: libpq does not ask for it either, whatever sslmode is.
    if host.startswith("/"):
        return {"unix_sock": f"{host}/.s.PGSQL.{url.port or 5432}", "ssl_context": False}
    way: dict[str, Any] = {"host": host} if host else {}
    if mode in ("disable", "allow"):
        way["ssl_context"] = False
    elif mode == "require":
        way["ssl_context"] = True
    elif mode in ("verify-ca", "verify-full"):
        way["ssl_context"] = ssl.create_default_context(cafile=url.query.get("sslrootcert"))
    return way
