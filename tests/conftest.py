"""Shared fixtures: databases of both kinds, and the service as a user meets it."""

import gc
import itertools
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.support.host_site import HostSite
from tests.support.postgresql import postgresql_in
from tests.support.redis import RedisServer, redis_in
from tests.support.service import SECRET, Service

# On a busy machine an example may take its time: that is no fault. `make unit` tries fewer, `make test` all.
settings.register_profile("skolebro", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)
settings.load_profile("skolebro")

# What the running service is set up for: one municipality's page, that signs its people in with a shared secret.
# Whoever writes from elsewhere can send a question to the editor.
SITES = """\
standard:
  questions_to_editor: true
kommunen:
  origins: [{origin}]
  title: Brobyggeren
  accent: "#7a1f5c"
  logo: logo.svg
  contacts:
    dpo: {{label: "Kommunens rådgiver", value: "dpo@kommune.example"}}
  sign_in: {{issuer: https://login.example, audience: skolebro, secret_env: SKOLEBRO_JWT}}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#7a1f5c"/></svg>'


NEEDS_MODEL = ("model", "service", "browser")
MOST_FILES_TOLD = 15


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the trained model last: bin/test trains it meanwhile. Long files first: two workers end together."""

    def place(item: pytest.Item) -> tuple[bool, bool]:
        marks = {mark.name for mark in item.iter_markers()}
        return not marks.isdisjoint(NEEDS_MODEL), "long" not in marks

    items.sort(key=place)


@pytest.hookimpl(hookwrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is imported and collected is there to the end: looking through it for garbage is in vain."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The files that took longest, where the tests that did are asked for: a worker has a whole file."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for report in itertools.chain.from_iterable(terminalreporter.stats.values()):
        if isinstance(report, pytest.TestReport):
            seconds[report.nodeid.split("::")[0]] += report.duration
    if terminalreporter.config.getoption("durations"):
        terminalreporter.section(f"slowest {MOST_FILES_TOLD} files")
        for file, taken in sorted(seconds.items(), key=itemgetter(1), reverse=True)[:MOST_FILES_TOLD]:
            terminalreporter.write_line(f"{taken:.0f}s {file}")


@pytest.fixture(scope="session")
def host_site() -> Iterator[HostSite]:
    """Somebody else's site, that the service is set up for."""
    running = HostSite()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def service(host_site: HostSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One running service for the tests that leave it as they found it."""
    folder = tmp_path_factory.mktemp("service")
    (folder / "steder.yml").write_text(SITES.format(origin=host_site.origin), encoding="utf-8")
    (folder / "logo.svg").write_text(LOGO)
    running = Service(folder, SKOLEBRO_SITES=str(folder / "steder.yml"), SKOLEBRO_JWT=SECRET).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real PostgreSQL server, from a wheel."""
    with postgresql_in(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A real Redis server with nothing in it."""
    with redis_in(tmp_path) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with nothing in it; to copy, not to use."""
    from bot.store.database import engine_for, migrate

    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    engine = engine_for(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()  # what stands in the file beside it comes into the file
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Any) -> str:
    """The URL of a migrated database that the tests have one after another."""
    from bot.store.database import engine_for, migrate

    migrate(engine_for(postgres.get_uri()))
    return str(postgres.get_uri())


@pytest.fixture
def sqlite(migrated_sqlite: Path) -> Iterator[str]:
    """An empty, migrated SQLite database, set as this installation's. Gives its URL."""
    from tests.support.store import its_own_copy

    with its_own_copy(migrated_sqlite, migrated_sqlite.with_name("in-use.sqlite")) as url:
        yield url


@pytest.fixture
def postgresql(migrated_postgres: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty, migrated PostgreSQL database, set as this installation's. Gives its URL."""
    from bot.store.database import engine_for
    from tests.support.store import empty

    empty(engine_for(migrated_postgres))
    monkeypatch.setenv("DATABASE_URL", migrated_postgres)
    return migrated_postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """One of each kind, for what depends on the store."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database of each kind that nobody has used, not even to migrate it. Gives its URL."""
    from bot.store.database import engine_for
    from tests.support.postgresql import unused_database

    with ExitStack() as undone:
        url = f"sqlite:///{tmp_path / 'test.sqlite'}"
        if request.param == "postgresql":
            url = undone.enter_context(unused_database(request.getfixturevalue("postgres").get_uri()))
        monkeypatch.setenv("DATABASE_URL", url)
        yield url
        engine_for(url).dispose()
