"""A part that fails costs at most a calm reply, and the conversation goes on afterwards."""

import contextlib
import signal
import sqlite3
from collections.abc import Iterator

import psutil
import pytest

from tests.support.service import (
    CARD,
    OTHER_CARD,
    OTHER_QUESTION,
    QUESTION,
    Service,
    answers_again,
    is_fixed,
    new_sender,
    one_reply,
    processes,
    remembered,
    server,
    turns,
    wait_until,
)

pytestmark = pytest.mark.service

RARE_WORD = "grævlingepotpourri"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service these tests may break."""
    running = Service(tmp_path_factory.mktemp("outages"), SKOLEBRO_ACTIONS="separate").start()
    yield running
    running.stop()


@pytest.fixture
def without_actions(own: Service) -> Iterator[Service]:
    """The action server is gone, and nobody starts it again until the test is over.

    The tests of this file take it down three times together: once more within a minute, and the
    supervisor would give up.
    """
    assert own.process is not None
    own.process.send_signal(signal.SIGSTOP)
    actions = server(own, "bot.server.action_server")
    actions.kill()
    wait_until(lambda: actions.status() == psutil.STATUS_ZOMBIE, "the action server is dead")
    yield own
    own.process.send_signal(signal.SIGCONT)
    answers_again(own, new_sender(), QUESTION)


def test_an_action_server_that_dies_is_started_again(own: Service) -> None:
    sender = new_sender()
    one_reply(own.say(sender, QUESTION))
    first = server(own, "bot.server.action_server")
    first.kill()
    assert answers_again(own, sender, "hvor står det?")["custom"]["card"] == CARD
    assert server(own, "bot.server.action_server").pid != first.pid
    assert "Handlingsserveren gik ned" in own.log.read_text(encoding="utf-8")


def test_a_rasa_server_that_dies_is_started_again_and_remembers(own: Service) -> None:
    sender = new_sender()
    one_reply(own.say(sender, QUESTION))
    first = server(own, "bot.server.rasa_server")
    first.kill()
    wait_until(lambda: not first.is_running(), "the Rasa server is dead")
    assert answers_again(own, sender, "hvor står det?")["custom"]["card"] == CARD


def test_without_its_actions_skolebro_says_so_calmly_and_logs_no_words(without_actions: Service) -> None:
    reply = one_reply(without_actions.say(new_sender(), f"hvor mange familier {RARE_WORD}"))
    assert reply["custom"]["outcome"] == "error"
    assert is_fixed(reply, "fejl")
    log = without_actions.log.read_text(encoding="utf-8")
    assert "Traceback" not in reply["text"]
    assert RARE_WORD not in log


def test_the_conversation_goes_on_where_it_was_when_the_actions_are_back(
    own: Service, request: pytest.FixtureRequest
) -> None:
    sender = new_sender()
    one_reply(own.say(sender, QUESTION))
    without = request.getfixturevalue("without_actions")
    for message in (OTHER_QUESTION, "hvor står det?", "fortæl mere"):
        assert one_reply(without.say(sender, message))["custom"]["outcome"] == "error"
    without.process.send_signal(signal.SIGCONT)
    assert answers_again(own, sender, "hvor står det?")["custom"]["card"] == CARD


def test_a_character_that_stands_for_a_whole_sentence_takes_nothing_down(own: Service) -> None:
    sender = new_sender()
    one_reply(own.say(sender, QUESTION))
    try:
        for _ in range(3):
            one_reply(own.say(sender, "\ufdfa" * 55))  # 990 characters, spelt out
            # Too long to be answered; whether it sounds like danger is not the matter here.
            assert not is_fixed(one_reply(own.say(sender, "\ufdfa" * 1000)), "fejl")
    finally:
        assert answers_again(own, sender, "hvor står det?")["custom"]["card"]
    assert "Rasa-serveren gik ned (kode -6)" not in own.log.read_text(encoding="utf-8")


def test_a_locked_database_costs_no_conversation(own: Service) -> None:
    sender, stranger = new_sender(), new_sender()
    one_reply(own.say(sender, QUESTION))
    counted = len(turns(own))
    lock = sqlite3.connect(own.database_url.removeprefix("sqlite:///"), isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        during = one_reply(own.say(sender, OTHER_QUESTION))
        new = one_reply(own.say(stranger, "hej"))
    finally:
        lock.close()
    assert during["custom"]["card"] == OTHER_CARD or is_fixed(during, "fejl")
    assert is_fixed(new, "hilsen") or is_fixed(new, "fejl")
    # What was said before the lock is still known: at the worst the turn during it is not.
    assert one_reply(own.say(sender, "hvor står det?"))["custom"]["card"] in (CARD, OTHER_CARD)
    assert CARD in remembered(own, sender)["seen_cards"]
    assert len(turns(own)) > counted


def test_a_server_that_keeps_dying_stops_everything_with_a_danish_reason(own: Service) -> None:
    """The last of this file: nothing runs afterwards."""
    supervisor = own.process
    assert supervisor is not None
    rest = processes(own)

    def killed_once_more() -> bool:
        for process in psutil.Process(supervisor.pid).children():
            # One that was just killed stays a zombie until the service has taken note of it.
            with contextlib.suppress(psutil.NoSuchProcess):
                if "bot.server.action_server" in process.cmdline():
                    process.kill()
        return supervisor.poll() is not None

    wait_until(killed_once_more, "the service gives up")
    assert supervisor.returncode == 1
    assert "Handlingsserveren bliver ved med at gå ned" in own.log.read_text(encoding="utf-8")
    assert not [process for process in rest if process.is_running()]
