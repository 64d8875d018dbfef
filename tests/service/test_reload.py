"""New content and new processes are taken into use while people write: no error, nothing lost, nothing twice."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.core.paths import ROOT
from bot.siege.service import RASA
from tests.support.service import QUESTION, ChatSession, Service, one_reply, processes, turns
from tests.support.traffic import Sent, converse

pytestmark = [pytest.mark.service, pytest.mark.long]

CONTACTS = """\
alarm:
  label: "Alarm"
  value: "112 ({which})"
  note: "Hele døgnet."
  source: "kommune.example"
  checked: 2026-11-28
"""
DANGER = "han truer med at slå mig ihjel lige nu"
# Each is understood by what was said before it.
TALK = (QUESTION, "hvor står det?", "fortæl mere")
CONVERSATIONS = 3


@pytest.fixture(scope="module")
def contacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("contacts") / "contacts.yml"
    path.write_text(CONTACTS.format(which="første"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own(contacts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    # With a server of the actions' own: tests/service/test_renewing.py.
    settings = {"SKOLEBRO_CONTACTS": str(contacts), "SESSIONS_A_MINUTE": "10000"}
    running = Service(tmp_path_factory.mktemp("reload"), **settings).start()
    yield running
    running.stop()


def reload(service: Service, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot.commands.main", "reload", *options],
        cwd=ROOT,
        env=service.environment,
        capture_output=True,
        text=True,
    )


@contextmanager
def traffic(service: Service) -> Iterator[Callable[[], list[list[Sent]]]]:
    """People who write all the time; what was said in their conversations is given when they have ended."""
    over = threading.Event()

    def talk() -> list[list[Sent]]:
        held = []
        while not over.is_set():
            held.append(converse(service, TALK).sent)
        return held

    with ThreadPoolExecutor(CONVERSATIONS) as pool:
        talks = [pool.submit(talk) for _ in range(CONVERSATIONS)]
        try:
            yield lambda: [one for asked in talks for one in asked.result()]
        finally:
            over.set()


def pids(service: Service) -> set[int]:
    return {one.pid for one in processes(service) if RASA in one.cmdline()}


def told_in_danger(service: Service) -> str:
    return str(one_reply(ChatSession(service).say(DANGER))["text"])


@pytest.mark.parametrize("options", [(), ("--restart",)], ids=["reload", "restart"])
def test_nobody_notices_that_all_processes_are_replaced(own: Service, options: tuple[str, ...]) -> None:
    before, counted = pids(own), len(turns(own))
    with traffic(own) as talks:
        done = reload(own, *options)
    held = talks()
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(before) == len(pids(own)) == 1 and not before & pids(own)
    sent = [message for talk in held for message in talk]
    assert [message.errors for message in sent if message.errors] == []
    assert len(turns(own)) - counted == len(sent), "each message was answered once"
    assert {tuple(message.reply for message in talk) for talk in held} == {tuple(one.reply for one in held[0])}


def test_new_content_is_what_is_answered_with(own: Service, contacts: Path) -> None:
    contacts.write_text(CONTACTS.format(which="anden"), encoding="utf-8")
    assert "112 (første)" in told_in_danger(own)
    assert reload(own).returncode == 0
    assert "112 (anden)" in told_in_danger(own)


def test_content_that_is_not_right_is_refused_with_the_reason_and_the_old_stays(own: Service, contacts: Path) -> None:
    before, told = pids(own), told_in_danger(own)
    good = contacts.read_text(encoding="utf-8")
    contacts.write_text(good[: len(good) // 2], encoding="utf-8")
    try:
        done = reload(own)
    finally:
        contacts.write_text(good, encoding="utf-8")
    assert done.returncode == 1
    assert "contacts.yml" in done.stderr and "Det gamle gælder stadig" in done.stderr
    assert pids(own) == before and told_in_danger(own) == told


def test_where_nothing_runs_the_command_says_so(tmp_path: Path) -> None:
    done = reload(Service(tmp_path))
    assert done.returncode == 1 and "Der kører ingen chat" in done.stderr
