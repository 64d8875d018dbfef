"""Whatever is down, somebody in danger is told where help is; what hangs is started again; health tells the truth.

With the actions in a server of their own; in Rasa's: test_postgresql.py.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
import requests

from bot.knowledge.danger import danger_replies
from tests.support.faults import (
    DANGER,
    assert_a_hung_database_freezes_nobody,
    health,
    hung,
    told_where_help_is,
)
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
    server,
    wait_until,
)

pytestmark = [pytest.mark.service, pytest.mark.long]

# What may be danger, or not.
PERHAPS = "der er noget galt hjemme hos min datters veninde"


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with postgresql_in(tmp_path_factory.mktemp("postgres_faults")) as started:
        yield started


@pytest.fixture(scope="module")
def own(postgres: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = Service(
        tmp_path_factory.mktemp("faults"), DATABASE_URL=postgres.get_uri(), SKOLEBRO_ACTIONS="separate"
    ).start()
    yield running
    running.stop()


@pytest.fixture
def unwatched(own: Service) -> Iterator[Service]:
    """Nobody starts again what is stopped, until the test is over."""
    assert own.process is not None
    own.process.send_signal(signal.SIGSTOP)
    yield own
    own.process.send_signal(signal.SIGCONT)
    answers_again(own, new_sender(), QUESTION)


def test_danger_is_answered_while_the_action_server_hangs_and_it_is_started_again(own: Service) -> None:
    first = server(own, "bot.server.action_server")
    with hung(first):
        assert health(own, "ready") == (503, {"ready": False, "model": True, "database": True, "actions": False})
        assert health(own, "health") == (200, {"ready": True})
        assert told_where_help_is(one_reply(ChatSession(own).say(DANGER)))
        wait_until(lambda: not first.is_running() or first.status() == psutil.STATUS_ZOMBIE, "it is ended")
        wait_until(lambda: health(own, "ready")[0] == 200, "another takes its place")
    assert "Handlingsserveren svarede ikke mere" in own.log.read_text(encoding="utf-8")


def test_a_rasa_server_that_hangs_is_started_again(own: Service) -> None:
    first = server(own, "bot.server.rasa_server")
    with hung(first):
        wait_until(lambda: not first.is_running() or first.status() == psutil.STATUS_ZOMBIE, "it is ended")
    assert answers_again(own, new_sender(), QUESTION)["custom"]["card"] == CARD
    assert "Rasa-serveren svarede ikke mere" in own.log.read_text(encoding="utf-8")


def test_danger_is_answered_in_the_voice_and_language_it_was_told_in_without_the_action_server(
    unwatched: Service,
) -> None:
    actions = server(unwatched, "bot.server.action_server")
    with hung(actions):
        actions.kill()
        assert told_where_help_is(one_reply(ChatSession(unwatched).say(DANGER)))
        parent = ChatSession(unwatched, role="foraelder")
        reply = one_reply(parent.say("he is hitting me right now, please help"))
        assert (reply["custom"]["danger"]["voice"], reply["custom"]["danger"]["language"]) == ("parent", "en")
        assert "_Dansk:_" in reply["text"] and told_where_help_is(reply)
        assert is_fixed(one_reply(parent.say(QUESTION)), "fejl")


def test_somebody_asked_whether_it_is_danger_may_say_yes_without_the_action_server(unwatched: Service) -> None:
    actions = server(unwatched, "bot.server.action_server")
    with hung(actions):
        actions.kill()
        session = ChatSession(unwatched)
        asked = one_reply(session.say(PERHAPS))
        assert asked["custom"]["danger"]["sure"] is False and "112" in asked["text"]
        yes, no = asked["buttons"]
        assert (yes["title"], no["title"]) == (
            danger_replies().check_in.yes_button,
            danger_replies().check_in.no_button,
        )
        assert told_where_help_is(one_reply(session.say(yes["payload"])))


def test_a_database_that_hangs_freezes_nobody_and_takes_no_help_away(own: Service, postgres: Any) -> None:
    assert_a_hung_database_freezes_nobody(own, postgres, "bot.server.action_server")


def test_with_the_database_stopped_help_is_told_and_nothing_is_ready(own: Service, postgres: Any) -> None:
    session = ChatSession(own)
    postgres.stop()
    try:
        assert told_where_help_is(one_reply(session.say(DANGER)))
        assert health(own, "ready") == (503, {"ready": False, "model": True, "database": False, "actions": True})
        assert health(own, "health")[0] == 200
    finally:
        postgres.start()
    wait_until(lambda: health(own, "ready")[0] == 200, "it is there again")


@pytest.mark.parametrize("text", ["", "!!!", "ord " * 300])
def test_what_cannot_be_answered_names_the_number(own: Service, text: str) -> None:
    assert "112" in one_reply(ChatSession(own).say(text))["text"]


def test_every_refusal_names_the_number(own: Service) -> None:
    session = ChatSession(own)
    refused = [
        session.send(1),
        session.request("GET", "messages", params={"efter": "x"}),
        session.request("PUT", "message"),
        session.request("GET", "findes-ikke"),
        requests.post(f"{own.url}/chat/message", json={"message": DANGER}, timeout=30),
        requests.post(f"{own.url}/chat/session", headers={"Origin": "https://fremmed.example"}, timeout=30),
        session.send("x" * 70_000),
        *[session.send("hej") for _ in range(31)][-1:],
    ]
    assert [one.status_code for one in refused] == [400, 400, 405, 404, 401, 403, 413, 429]
    for one in refused:
        assert one.json()["detail"].count("112") == 1, one.json()
