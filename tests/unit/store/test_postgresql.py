"""What people write never comes into PostgreSQL's own log, whatever fails: read from a real server's log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import DatabaseError

from bot.store.database import engine_for
from bot.store.postgresql import _way_there, settings_that_log_words

WORD = "grævlingepotpourri"


@pytest.fixture
def engine(postgres: Any) -> Iterator[Engine]:
    opened = engine_for(postgres.get_uri())
    with opened.begin() as connection:
        connection.execute(text("CREATE TABLE said (id int PRIMARY KEY, words varchar(5))"))
        connection.execute(text("INSERT INTO said VALUES (1, 'hej')"))
    yield opened
    with opened.begin() as connection:
        connection.execute(text("DROP TABLE said"))


def log_of(server: Any) -> str:
    return (Path(server.pgdata) / "log").read_text(encoding="utf-8")


def test_an_update_that_fails_is_logged_without_the_words(postgres: Any, engine: Engine) -> None:
    with pytest.raises(DatabaseError) as failed, engine.begin() as connection:
        connection.execute(text("UPDATE said SET words = :words WHERE id = 1"), {"words": WORD})
    assert WORD not in str(failed.value), "nor in ours"
    logged = log_of(postgres)
    assert "UPDATE said SET words" in logged, "the failure itself is there"
    assert WORD not in logged


def test_a_server_that_logs_every_statement_is_told(engine: Engine) -> None:
    with engine.connect() as connection:
        assert settings_that_log_words(connection) == []
        connection.execute(text("SET log_statement = 'all'"))
        assert settings_that_log_words(connection) == ["log_statement=all"]
        connection.execute(text("SET log_parameter_max_length = 0"))
        assert settings_that_log_words(connection) == []


@pytest.mark.parametrize(
    ("query", "way"),
    [
        ("", {}),
        ("?host=/run/postgresql", {"unix_sock": "/run/postgresql/.s.PGSQL.5432", "ssl_context": False}),
        ("?host=/run/x&sslmode=require", {"unix_sock": "/run/x/.s.PGSQL.5432", "ssl_context": False}),
        ("?sslmode=disable", {"ssl_context": False}),
        ("?sslmode=require", {"ssl_context": True}),
    ],
)
def test_the_options_of_an_address_are_understood(query: str, way: dict[str, Any]) -> None:
    assert _way_there(make_url(f"postgresql://x:y@db/skolebro{query}")) == way
