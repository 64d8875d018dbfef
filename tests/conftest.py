"""Shared fixtures: databases of both kinds, and the service as a user meets it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.host_site import HostSite
from tests.support.postgresql import postgresql_in
from tests.support.service import SECRET, Service

# On a busy machine an example may take its time: that is no fault.
settings.register_profile("skolebro", deadline=None)
settings.load_profile("skolebro")

# What the running service is set up for: one municipality's page, that signs its people in with a shared secret.
SITES = """\
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first: two workers are then done at about the same time."""
    items.sort(key=lambda item: item.get_closest_marker("service") is None)


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
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server, from a wheel."""
    with postgresql_in(tmp_path_factory.mktemp("postgres")) as server:
        yield server.get_uri()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database of each kind that nobody has used, set as this installation's. Gives its URL."""
    from sqlalchemy import create_engine, text

    from bot.store.database import engine_for

    url = f"sqlite:///{tmp_path / 'test.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        cleaner = create_engine(url, future=True)
        with cleaner.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        cleaner.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    yield url
    engine_for(url).dispose()


@pytest.fixture
def database(empty_database: str) -> str:
    """An empty, migrated database of each kind, set as this installation's. Gives its URL."""
    from bot.store.database import engine_for, migrate

    migrate(engine_for(empty_database))
    return empty_database
