"""An answer that was acknowledged is kept; one that can't be kept is not acknowledged, and is asked for again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.support.service import ChatSession, Service, is_fixed, one_reply, remembered
from tests.support.service_plan import kept

pytestmark = pytest.mark.service


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = Service(tmp_path_factory.mktemp("refusing")).start()
    yield running
    running.stop()


@contextmanager
def refusing_to_save(service: Service) -> Iterator[None]:
    """Meanwhile the table of conversations is read-only, as a full disk would make it, and nothing else."""
    database = sqlite3.connect(service.database_url.removeprefix("sqlite:///"))
    with closing(database):
        with database:
            for when in ("UPDATE", "INSERT"):
                body = "SELECT RAISE(ABORT, 'disk full'); END"
                database.execute(f"CREATE TRIGGER refused_{when} BEFORE {when} ON conversation BEGIN {body}")
        try:
            yield
        finally:
            with database:
                for when in ("UPDATE", "INSERT"):
                    database.execute(f"DROP TRIGGER refused_{when}")


def test_a_guided_step_whose_conversation_cannot_be_saved_is_an_error_and_stays(own: Service) -> None:
    session = ChatSession(own)
    session.say("/start_plan")
    question = remembered(own, session.sender)["plan_step"]
    (option, *_) = _options(session)
    with refusing_to_save(own):
        refused = session.send(option, id="svar-nummer-1").json()["messages"]
        assert is_fixed(one_reply(refused), "fejl")
        assert remembered(own, session.sender)["plan_step"] == question
    answered = session.send(option, id="svar-nummer-1").json()["messages"]
    assert one_reply(answered)["custom"]["outcome"] == "walkthrough"
    assert remembered(own, session.sender)["plan_step"] != question
    assert list(kept(own, session.sender)) == [question], "once, and under its own question"


def test_what_needs_not_be_remembered_is_said_all_the_same(own: Service) -> None:
    session = ChatSession(own)
    session.say("/start_plan")
    with refusing_to_save(own):
        assert one_reply(session.say("han truer med at slå mig ihjel lige nu"))["custom"]["outcome"] == "crisis"
        assert is_fixed(one_reply(ChatSession(own).say("hej")), "hilsen")


def _options(session: ChatSession) -> list[str]:
    turns = session.request("GET", "messages").json()["turns"]
    return [button["payload"] for reply in turns[-1]["messages"] for button in reply.get("buttons", [])]
