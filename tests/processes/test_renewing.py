"""One set of processes takes another's place: the supervisor with real servers that need no trained model."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from types import SimpleNamespace

import psutil
import pytest
import requests

from bot.core.settings import INSIDE, SEPARATE
from bot.server.service import HOST, Failed, Service, Worker, answers
from bot.server.sockets import bound
from bot.server.supervisor import Supervisor
from bot.store.database import engine_for, migrate
from tests.support.machine import free_port

PATIENCE_SECONDS = 120
TALKS = 6
_PAUSE_SECONDS = 0.3
# A server whose actions, or whose database, are nowhere lives; but does not answer as it should.
NOWHERE = {SEPARATE: {"ACTIONS_PORT": "9"}, INSIDE: {"DATABASE_URL": "sqlite:////findes/ikke.sqlite"}}


class Running(SimpleNamespace):
    """A supervisor, and what makes more processes for it."""

    supervisor: Supervisor
    url: str

    def processes(self) -> list[Service]:
        port = free_port()
        environment = {**self.environment, "ACTIONS_PORT": str(port)}
        actions = None
        if environment["SKOLEBRO_ACTIONS"] == SEPARATE:
            module, page = ["-m", "bot.server.action_server"], f"http://{HOST}:{port}/health"
            actions = Service("Handlingsserveren", module, environment, page)
        server = ["-m", "tests.support.server_without_model"]
        workers = [
            Worker(f"Server {number}", server, dict(environment), shared=self.shared, actions=actions)
            for number in range(2)
        ]
        return [actions, *workers] if actions else [*workers]

    def pids(self) -> set[int]:
        return {worker.process.pid for worker in self.supervisor.workers if worker.process}


@pytest.fixture(scope="module", params=[INSIDE, SEPARATE])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    before = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    database = f"sqlite:///{tmp_path_factory.mktemp('renewing') / 'a.sqlite'}"
    migrate(engine_for(database))
    environment = {"DATABASE_URL": database, "MESSAGES_A_MINUTE": "100000", "SKOLEBRO_ACTIONS": request.param}
    with bound(HOST, 0) as shared:
        url = f"http://{HOST}:{shared.getsockname()[1]}/chat"
        made = Running(environment=environment, shared=shared, url=url, supervisor=Supervisor([]))
        services = made.processes()
        made.supervisor = Supervisor(services)
        with made.supervisor as supervisor:
            assert supervisor.until(
                lambda: all(one.is_ready() for one in services) and answers(f"{url}/ready"), PATIENCE_SECONDS
            )
            yield made
    for number, handler in before:
        signal.signal(number, handler)


@contextmanager
def traffic(url: str) -> Iterator[list[object]]:
    """People who write all the time, every other over a connection she keeps; gives what was no answer, at the end."""
    over, wrong, answered = threading.Event(), list[object](), list[str]()

    def talk(keeps: bool) -> None:
        with requests.Session() as kept:
            caller = kept if keeps else requests
            session = caller.post(f"{url}/session", timeout=30).json()["session"]
            while not over.is_set():
                try:
                    answer = caller.post(
                        f"{url}/message",
                        json={"message": "answered"},
                        headers={"Authorization": f"Bearer {session}"},
                        timeout=30,
                    )
                    answered.append(answer.json()["messages"][0]["text"])
                except Exception as error:
                    wrong.append(error)
                over.wait(_PAUSE_SECONDS)

    with ThreadPoolExecutor(TALKS) as pool:
        talks = [pool.submit(talk, keeps) for keeps, _ in zip(cycle((True, False)), range(TALKS), strict=False)]
        try:
            yield wrong
        finally:
            over.set()
    for one in talks:
        one.result()
    assert len(answered) > TALKS, "nobody wrote"


def test_nobody_notices(running: Running) -> None:
    before, proven = running.pids(), []
    with traffic(running.url) as wrong:
        running.supervisor.renew(running.processes(), lambda: proven.append(running.pids()))
    assert wrong == []
    assert proven == [before], "told once, while the old ones were there"
    assert not before & running.pids() and len(running.pids()) == 2
    assert not [pid for pid in before if psutil.pid_exists(pid)]


def test_what_does_not_get_ready_takes_nobodys_place(running: Running) -> None:
    before = running.pids()
    *called, first, second = new = running.processes()
    for worker in (first, second):
        worker.environment.update(NOWHERE[running.environment["SKOLEBRO_ACTIONS"]])
        worker.starts_within = 15
    with traffic(running.url) as wrong, pytest.raises(Failed, match="Server 0 kunne ikke starte"):
        running.supervisor.renew(new, lambda: pytest.fail("it was not proven"))
    assert wrong == [] and running.pids() == before
    assert all(one.died() for one in (*called, first)) and second.process is None


def test_what_cannot_be_brought_in_force_takes_nobodys_place(running: Running) -> None:
    before = running.pids()
    *called, first, _second = new = running.processes()

    def fails() -> None:
        raise Failed("Databasen er væk.")

    with pytest.raises(Failed, match="Databasen er væk"):
        running.supervisor.renew(new, fails)
    assert running.pids() == before and answers(f"{running.url}/ready")
    assert all(one.died() for one in (*called, first))


def test_one_that_dies_is_started_again_alone(running: Running) -> None:
    first, second = running.supervisor.workers
    assert first.process and second.process
    stays, dead = second.process.pid, first.process.pid
    os.kill(dead, signal.SIGKILL)
    assert running.supervisor.until(lambda: running.pids() != {dead, stays} and first.is_ready(), PATIENCE_SECONDS)
    assert stays in running.pids() and dead not in running.pids()
