"""Whatever is down, somebody in danger is told where help is, with the actions in Rasa's own process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.faults import DANGER, assert_a_hung_database_freezes_nobody, health, told_where_help_is
from tests.support.postgresql import postgresql_in
from tests.support.service import (
    CARD,
    QUESTION,
    ChatSession,
    Service,
    is_fixed,
    one_reply,
    processes,
    server,
    wait_until,
)

pytestmark = pytest.mark.service


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with postgresql_in(tmp_path_factory.mktemp("postgres_inside")) as started:
        yield started


@pytest.fixture(scope="module")
def own(postgres: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = Service(
        tmp_path_factory.mktemp("inside"), DATABASE_URL=postgres.get_uri(), SKOLEBRO_ACTIONS="inside"
    ).start()
    yield running
    running.stop()


def test_there_is_one_server(own: Service) -> None:
    supervisor, *started = processes(own)
    assert started == [server(own, "bot.server.rasa_server")]
    assert one_reply(ChatSession(own).say(QUESTION))["custom"]["card"] == CARD


def test_a_database_that_hangs_freezes_nobody_and_takes_no_help_away(own: Service, postgres: Any) -> None:
    assert_a_hung_database_freezes_nobody(own, postgres, "bot.server.rasa_server")


def test_with_the_database_stopped_the_conversation_stays_where_it_was(own: Service, postgres: Any) -> None:
    session = ChatSession(own)
    one_reply(session.say(QUESTION))
    postgres.stop()
    try:
        assert told_where_help_is(one_reply(ChatSession(own).say(DANGER)))
        assert is_fixed(one_reply(session.say("fortæl mere")), "fejl")
    finally:
        postgres.start()
    wait_until(lambda: health(own, "ready")[0] == 200, "it is there again")
    assert one_reply(session.say("hvor står det?"))["custom"]["card"] == CARD
