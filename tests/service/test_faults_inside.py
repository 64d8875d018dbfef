"""Whatever is down, somebody in danger is told where help is, with the actions in Rasa's own process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.service.test_faults import DANGER, health, hung, of_postgres, told_where_help_is
from tests.support.postgresql import postgresql_in
from tests.support.service import (
    CARD,
    QUESTION,
    ChatSession,
    Service,
    answers_again,
    is_fixed,
    new_sender,
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
    session = ChatSession(own)
    one_reply(session.say(QUESTION))
    rasa = server(own, "bot.server.rasa_server").pid
    with hung(*of_postgres(postgres)):
        assert told_where_help_is(one_reply(session.say(DANGER)))
        assert is_fixed(one_reply(session.say(QUESTION)), "fejl")
        assert health(own, "health") == (200, {"ready": True})
        assert health(own, "ready") == (503, {"ready": False, "model": True, "database": False, "actions": True})
        # Longer than a server may be silent: it is not taken for one that hangs.
        time.sleep(30)
        assert told_where_help_is(one_reply(ChatSession(own).say(DANGER)))
    assert server(own, "bot.server.rasa_server").pid == rasa
    wait_until(lambda: health(own, "ready")[0] == 200, "it is there again")
    assert answers_again(own, new_sender(), QUESTION)["custom"]["card"] == CARD


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
