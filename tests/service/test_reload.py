"""New content and new processes are taken into use while people write: no error, nothing lost, nothing twice."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.siege.service import RASA
from tests.support.service import (
    CARD,
    QUESTION,
    ChatSession,
    Service,
    answers_again,
    new_sender,
    one_reply,
    processes,
    server,
    skolebro,
    turns,
    wait_until,
)
from tests.support.traffic import traffic

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
    # With a server of the actions' own: tests/processes/test_renewing.py.
    settings = {"SKOLEBRO_CONTACTS": str(contacts), "SESSIONS_A_MINUTE": "10000"}
    running = Service(tmp_path_factory.mktemp("reload"), **settings).start()
    yield running
    running.stop()


def pids(service: Service) -> set[int]:
    return {one.pid for one in processes(service) if RASA in one.cmdline()}


@contextmanager
def half_saved(file: Path) -> Iterator[None]:
    """Meanwhile somebody is in the middle of saving a file."""
    good = file.read_text(encoding="utf-8")
    file.write_text(good[: len(good) // 2], encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(good, encoding="utf-8")


def told_in_danger(service: Service) -> str:
    return str(one_reply(ChatSession(service).say(DANGER))["text"])


def assert_nobody_notices(own: Service, *options: str) -> None:
    """All processes are replaced while people write."""
    before, counted = pids(own), len(turns(own))
    with traffic(own, TALK, CONVERSATIONS) as talks:
        done = skolebro(own, "reload", *options)
    held = talks()
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(before) == len(pids(own)) == 1 and not before & pids(own)
    assert [talk.errors for talk in held if talk.errors] == []
    assert len(turns(own)) - counted == len(held) * len(TALK), "each message was answered once"
    assert {tuple(talk.replies) for talk in held} == {tuple(held[0].replies)}


def test_nobody_notices_that_new_content_is_taken_into_use_and_it_is_answered_with(
    own: Service, contacts: Path
) -> None:
    contacts.write_text(CONTACTS.format(which="anden"), encoding="utf-8")
    assert "112 (første)" in told_in_danger(own)
    assert_nobody_notices(own)
    assert "112 (anden)" in told_in_danger(own)


def test_nobody_notices_a_restart(own: Service) -> None:
    assert_nobody_notices(own, "--restart")


def test_content_that_is_not_right_is_refused_with_the_reason_and_the_old_stays(own: Service, contacts: Path) -> None:
    before, told = pids(own), told_in_danger(own)
    with half_saved(contacts):
        done = skolebro(own, "reload")
    assert done.returncode == 1
    assert "contacts.yml" in done.stderr and "Det gamle gælder stadig" in done.stderr
    assert pids(own) == before and told_in_danger(own) == told


def test_half_saved_content_takes_no_server_down_that_is_started_again_and_no_start_of_them_all(
    own: Service, contacts: Path
) -> None:
    told = told_in_danger(own)
    with half_saved(contacts):
        died = server(own, RASA)
        died.kill()
        wait_until(lambda: not died.is_running(), "it is dead")
        assert answers_again(own, new_sender(), QUESTION)["custom"]["card"] == CARD
        assert told_in_danger(own) == told
        own.stop(signal.SIGTERM)
        own.log.write_text("")
        own.start()
        assert "contacts.yml" in own.log.read_text(encoding="utf-8")
        assert told_in_danger(own) == told


def test_where_nothing_runs_the_command_says_so(tmp_path: Path) -> None:
    done = skolebro(Service(tmp_path), "reload")
    assert done.returncode == 1 and "Der kører ingen chat" in done.stderr
