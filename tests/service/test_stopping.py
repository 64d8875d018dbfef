"""Stopping leaves nothing behind but the database; that it is enough to go on from is in test_resuming.py."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.core.paths import ROOT
from tests.support.machine import free_port
from tests.support.service import (
    QUESTION,
    ChatSession,
    Service,
    assert_nothing_left,
    one_reply,
    processes,
    wait_until,
)

pytestmark = pytest.mark.service


def test_no_server_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    service = Service(tmp_path).start()
    started = processes(service)
    service.stop(signal.SIGKILL)
    wait_until(lambda: not any(process.is_running() for process in started), "the servers have ended")
    assert_nothing_left(service, started)


def test_what_is_being_answered_is_answered_before_the_end(tmp_path: Path) -> None:
    service = Service(tmp_path).start()
    started = processes(service)
    sessions = [ChatSession(service) for _ in range(6)]
    long = f"{QUESTION} {'[](){}<>' * 100}"  # so that most are not understood yet, and have still to ask the actions
    with ThreadPoolExecutor(len(sessions)) as pool:
        asked = [pool.submit(session.send, long) for session in sessions]
        while not any(one.done() for one in asked):
            time.sleep(0.005)
        assert service.process is not None
        service.process.terminate()
        answers = [one.result() for one in asked]
    outcomes = [one_reply(answer.json()["messages"])["custom"]["outcome"] for answer in answers]
    assert len(outcomes) == len(sessions) and "error" not in outcomes
    assert service.process.wait(timeout=40) == 0
    assert_nothing_left(service, started)


@pytest.mark.parametrize("name", ["PORT", "ACTIONS_PORT"])
def test_a_port_in_use_is_named_in_danish(tmp_path: Path, name: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ports = {"PORT": str(free_port()), "ACTIONS_PORT": str(free_port()), name: str(port)}
        done = _serve(tmp_path, {"SKOLEBRO_ACTIONS": "separate", **ports})
    assert done.returncode == 1
    assert f"Port {port} er optaget" in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "fem"), ("PORT", "-1"), ("CONVERSATION_DAYS", "0"), ("SKOLEBRO_PROFILE", "test")]
)
def test_a_setting_that_cannot_be_used_is_named_in_danish(tmp_path: Path, name: str, value: str) -> None:
    done = _serve(tmp_path, {"PORT": str(free_port()), "ACTIONS_PORT": str(free_port()), name: value})
    assert done.returncode == 1
    assert f"{name} skal være" in done.stderr
    assert value in done.stderr
    assert "Traceback" not in done.stderr


def _serve(folder: Path, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot.commands.main", "serve"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'unused.sqlite'}", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
