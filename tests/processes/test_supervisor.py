"""The supervisor with real, tiny processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bot.core.paths import ROOT
from bot.server import service as module
from bot.server.service import Failed, Service
from bot.server.supervisor import Supervisor

PATIENCE_SECONDS = 30  # how long a test waits for what must come; no measure of speed

RUNS = "import time; time.sleep(600)"
DIES = "import sys; sys.exit(3)"
DIES_ONCE = """
import pathlib, sys, time
marker = pathlib.Path(sys.argv[1])
if not marker.exists():
    marker.touch()
    sys.exit(3)
time.sleep(600)
"""
# Ignores SIGTERM, and so does its child; tells when both do.
STUBBORN = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1] + ".new").write_text(str(child.pid))
pathlib.Path(sys.argv[1] + ".new").rename(sys.argv[1])
time.sleep(600)
"""
# Ends by itself and leaves a child behind.
LEAVES_A_CHILD = """
import pathlib, subprocess, sys, time
marker = pathlib.Path(sys.argv[1])
if marker.exists():
    time.sleep(600)
marker.write_text(str(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid))
"""


@pytest.fixture(autouse=True)
def signals_as_they_were() -> Iterator[None]:
    """The supervisor takes over this process' signals: give them back."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def service(code: str, *arguments: str, name: str = "Prøven", **environment: str) -> Service:
    return Service(name, ["-c", code, *arguments], environment)


def running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def pid_of(started: Service) -> int:
    assert started.process is not None
    return started.process.pid


def wait_until(happened: Callable[[], object], meanwhile: Callable[[], None] = lambda: time.sleep(0.05)) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        meanwhile()


def test_services_run_until_the_end_and_no_longer() -> None:
    services = [service(RUNS), service(RUNS)]
    with Supervisor(services) as supervisor:
        supervisor.watch()
        assert all(running(pid_of(one)) for one in services)
        assert not any(one.died() or one.restarts for one in services)
    assert not any(running(pid_of(one)) for one in services)


def test_a_service_that_dies_is_started_again(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    other, dying = service(RUNS), service(DIES_ONCE, str(tmp_path / "marker"))
    with Supervisor([other, dying]) as supervisor:
        first, untouched = pid_of(dying), pid_of(other)
        wait_until(lambda: pid_of(dying) != first, meanwhile=supervisor.watch)
        supervisor.watch()
        assert running(pid_of(dying))
        assert pid_of(other) == untouched
        assert len(dying.restarts) == 1
    assert capfd.readouterr().out == "Prøven gik ned (kode 3) og bliver startet igen.\n"
    assert not running(pid_of(dying))


def test_a_service_that_keeps_dying_ends_everything(capfd: pytest.CaptureFixture[str]) -> None:
    other, dying = service(RUNS), service(DIES, name="Den skrøbelige")
    with (
        pytest.raises(Failed, match="^Den skrøbelige bliver ved med at gå ned"),
        Supervisor([other, dying]) as supervisor,
    ):
        wait_until(lambda: False, meanwhile=supervisor.watch)
    assert capfd.readouterr().out.count("bliver startet igen") == 3
    assert not running(pid_of(other))
    assert not running(pid_of(dying))


def test_a_service_that_never_answers_is_started_again(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "_ASKED_EVERY_SECONDS", 0.1)
    hangs = Service("Prøven", ["-c", RUNS], page="http://127.0.0.1:9/", starts_within=0.5)
    with Supervisor([hangs]) as supervisor:
        first = pid_of(hangs)
        wait_until(lambda: pid_of(hangs) != first, supervisor.watch)
    assert not running(first)
    assert "Prøven svarede ikke mere" in capfd.readouterr().out


def test_deaths_longer_ago_than_a_minute_are_forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RESTART_WINDOW_SECONDS", 0)
    dying = service(DIES)
    starts = []
    with Supervisor([dying]) as supervisor:

        def watch() -> None:
            supervisor.watch()
            starts.append(pid_of(dying))

        wait_until(lambda: len(set(starts)) > 5, meanwhile=watch)


def test_a_service_gets_its_environment_besides_our_own_and_runs_in_the_project(tmp_path: Path) -> None:
    found = tmp_path / "found"
    code = "import os, pathlib, sys; found = os.environ['EKSTRA'] + os.environ['PATH'] + os.getcwd();"
    code += "pathlib.Path(sys.argv[1]).write_text(found)"
    started = service(code, str(found), EKSTRA="æ")
    started.start()
    assert started.process is not None and started.process.wait(PATIENCE_SECONDS) == 0
    assert found.read_text() == "æ" + os.environ["PATH"] + str(ROOT)


def test_a_process_that_ignores_the_request_to_stop_is_ended_with_its_children(tmp_path: Path) -> None:
    note = tmp_path / "child"
    stubborn = service(STUBBORN, str(note))
    stubborn.start()
    wait_until(note.exists)
    child = int(note.read_text())
    assert running(child)
    stubborn.stop(patience=0.3)
    assert stubborn.process is not None and stubborn.process.returncode == -signal.SIGKILL
    wait_until(lambda: not running(child))
    assert not running(pid_of(stubborn))


def test_children_of_a_process_that_stops_when_asked_are_ended_too(tmp_path: Path) -> None:
    note = tmp_path / "child"
    obliging = service(STUBBORN.replace("signal.SIG_IGN", "signal.SIG_DFL"), str(note))
    obliging.start()
    wait_until(note.exists)
    obliging.stop()
    assert obliging.process is not None and obliging.process.returncode == -signal.SIGTERM
    wait_until(lambda: not running(int(note.read_text())))


def test_a_process_is_asked_before_it_is_made_to_stop(tmp_path: Path) -> None:
    ready, tidied = tmp_path / "ready", tmp_path / "tidied"
    code = """
import pathlib, signal, sys, time
def tidy(*_):
    pathlib.Path(sys.argv[2]).touch()
    sys.exit(0)
signal.signal(signal.SIGTERM, tidy)
pathlib.Path(sys.argv[1]).touch()
time.sleep(600)
"""
    started = service(code, str(ready), str(tidied))
    started.start()
    wait_until(ready.exists)
    started.stop()
    assert tidied.exists()
    assert started.process is not None and started.process.returncode == 0


def test_stopping_what_never_started_or_is_gone_is_fine() -> None:
    never = service(RUNS)
    never.stop()
    assert not never.died()
    gone = service(DIES)
    gone.start()
    wait_until(gone.died)
    gone.stop()
    gone.stop()
    assert gone.died()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_for_the_end_and_nothing_is_started_again(number: signal.Signals) -> None:
    dying = service(DIES)
    with Supervisor([dying]) as supervisor:
        assert not supervisor.stopping
        os.kill(os.getpid(), number)
        wait_until(lambda: supervisor.stopping)
        wait_until(dying.died)
        supervisor.watch()
        assert not dying.restarts


def test_a_hangup_asks_for_something_new_once_and_not_for_the_end() -> None:
    with Supervisor([]) as supervisor:
        assert not supervisor.hung_up()
        os.kill(os.getpid(), signal.SIGHUP)
        wait_until(supervisor.hung_up)
        assert not supervisor.hung_up() and not supervisor.stopping


def test_an_error_while_serving_leaves_nothing_running() -> None:
    started = service(RUNS)
    with pytest.raises(ZeroDivisionError), Supervisor([started]):
        _ = 1 / 0
    assert not running(pid_of(started))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a process' life to its parent's")
def test_a_supervisor_that_is_killed_outright_leaves_nothing_running(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = f"""
import pathlib, time
from bot.server.service import Service
from bot.server.supervisor import Supervisor
service = Service("Prøven", ["-c", {RUNS!r}])
with Supervisor([service]):
    pathlib.Path({str(note)!r} + ".new").write_text(str(service.process.pid))
    pathlib.Path({str(note)!r} + ".new").rename({str(note)!r})
    time.sleep(600)
"""
    killed = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    try:
        wait_until(note.exists)
        pid = int(note.read_text())
        assert running(pid)
    finally:
        killed.kill()
        killed.wait()
    wait_until(lambda: not running(pid))


def test_what_a_dead_service_leaves_behind_is_ended_when_it_is_started_again(tmp_path: Path) -> None:
    note = tmp_path / "child"
    leaving = service(LEAVES_A_CHILD, str(note))
    with Supervisor([leaving]) as supervisor:
        first = pid_of(leaving)
        wait_until(lambda: pid_of(leaving) != first, meanwhile=supervisor.watch)
    left_behind = psutil.Process(int(note.read_text()))
    try:
        assert not running(left_behind.pid)
    finally:
        left_behind.kill()
