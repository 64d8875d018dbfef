"""The same service on PostgreSQL, also when the database hangs or is away for a while: with the actions in Rasa's own
process. With a server of their own: test_faults.py.
"""

import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from tests.support.faults import DANGER, assert_a_hung_database_freezes_nobody, health, told_where_help_is
from tests.support.postgresql import postgresql_in
from tests.support.service import (
    CARD,
    OTHER_QUESTION,
    QUESTION,
    ChatSession,
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


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL server of these tests' own: they stop it."""
    with postgresql_in(tmp_path_factory.mktemp("postgres_outage")) as server:
        yield server


@pytest.fixture(scope="module")
def on_postgres(postgres: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("on_postgres")
    running = Service(folder, DATABASE_URL=postgres.get_uri(), SKOLEBRO_ACTIONS="inside").start()
    yield running
    running.stop()


def start_again(server: Any) -> None:
    """Start a stopped server; the package trips over a process that ends just while it looks."""
    for _ in range(20):
        try:
            server.start()
            return
        except psutil.NoSuchProcess:
            time.sleep(0.5)
    pytest.fail("PostgreSQL did not start again")


def test_there_is_one_server(on_postgres: Service) -> None:
    supervisor, *started = processes(on_postgres)
    assert started == [server(on_postgres, "bot.server.rasa_server")]
    assert one_reply(ChatSession(on_postgres).say(QUESTION))["custom"]["card"] == CARD


def test_a_question_is_answered_counted_and_followed_up(on_postgres: Service) -> None:
    sender = new_sender()
    before = turns(on_postgres)
    assert one_reply(on_postgres.say(sender, QUESTION))["custom"]["card"] == CARD
    assert one_reply(on_postgres.say(sender, "hvor står det?"))["custom"]["card"] == CARD
    assert turns(on_postgres) == [*before, ("answered", CARD), ("answered", CARD)]


def test_characters_postgresql_cannot_store_do_no_harm(on_postgres: Service) -> None:
    sender = new_sender()
    assert one_reply(on_postgres.say(sender, "hvad er\x00 en bisidder"))["custom"]["outcome"] == "answered"
    assert remembered(on_postgres, sender)["last_card"]


def test_a_database_that_is_away_gives_a_calm_reply_and_the_conversation_goes_on_when_it_is_back(
    on_postgres: Service, postgres: Any
) -> None:
    sender = new_sender()
    one_reply(on_postgres.say(sender, QUESTION))
    address = postgres.get_uri()
    postgres.stop()
    try:
        for message in (OTHER_QUESTION, "skal et samtykke være på skrift?"):
            reply = one_reply(on_postgres.say(sender, message))
            assert reply["custom"]["outcome"] == "error"
            assert is_fixed(reply, "fejl")
        # What needs no database is still to be had.
        assert is_fixed(one_reply(on_postgres.say(sender, "snakker jeg med et menneske?")), "er-du-et-menneske")
    finally:
        start_again(postgres)
    assert postgres.get_uri() == address
    assert answers_again(on_postgres, sender, "hvor står det?")["custom"]["card"] == CARD
    assert remembered(on_postgres, sender)["last_card"] == CARD


@pytest.mark.parametrize("message", ["hvor står det?", "fortæl mere"])
def test_an_earlier_answer_is_not_denied_while_the_database_is_away(
    on_postgres: Service, postgres: Any, message: str
) -> None:
    sender = new_sender()
    one_reply(on_postgres.say(sender, QUESTION))
    postgres.stop()
    try:
        reply = one_reply(on_postgres.say(sender, message))
    finally:
        start_again(postgres)
        answers_again(on_postgres, new_sender(), QUESTION)
    assert is_fixed(reply, "fejl")


def test_a_database_that_hangs_freezes_nobody_and_takes_no_help_away(on_postgres: Service, postgres: Any) -> None:
    assert_a_hung_database_freezes_nobody(on_postgres, postgres, "bot.server.rasa_server")


def test_with_the_database_stopped_the_conversation_stays_where_it_was(on_postgres: Service, postgres: Any) -> None:
    session = ChatSession(on_postgres)
    one_reply(session.say(QUESTION))
    postgres.stop()
    try:
        assert told_where_help_is(one_reply(ChatSession(on_postgres).say(DANGER)))
        assert is_fixed(one_reply(session.say("fortæl mere")), "fejl")
    finally:
        start_again(postgres)
    wait_until(lambda: health(on_postgres, "ready")[0] == 200, "it is there again")
    assert one_reply(session.say("hvor står det?"))["custom"]["card"] == CARD
