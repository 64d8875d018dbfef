"""An answer that was acknowledged is kept; one that can't be kept is not acknowledged, and is asked for again.

Where nothing can be read, the reply is calm, and the conversation goes on afterwards.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.support.service import (
    CARD,
    OTHER_QUESTION,
    QUESTION,
    ChatSession,
    Service,
    is_fixed,
    one_reply,
    remembered,
)
from tests.support.service_plan import kept

pytestmark = pytest.mark.service


@contextmanager
def unreadable(service: Service) -> Iterator[None]:
    """Meanwhile the tables of answers and of conversations are not there."""
    database = sqlite3.connect(service.database_url.removeprefix("sqlite:///"))
    with closing(database):
        _rename(database, "{}", "{}_away")
        try:
            yield
        finally:
            _rename(database, "{}_away", "{}")


def _rename(database: sqlite3.Connection, old: str, new: str) -> None:
    with database:
        for table in ("card_version", "conversation"):
            database.execute(f"ALTER TABLE {old.format(table)} RENAME TO {new.format(table)}")


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


def test_a_guided_step_whose_conversation_cannot_be_saved_is_an_error_and_stays(service: Service) -> None:
    session = ChatSession(service)
    session.say("/start_plan")
    question = remembered(service, session.sender)["plan_step"]
    (option, *_) = _options(session)
    with refusing_to_save(service):
        refused = session.send(option, id="svar-nummer-1").json()["messages"]
        assert is_fixed(one_reply(refused), "fejl")
        assert remembered(service, session.sender)["plan_step"] == question
    answered = session.send(option, id="svar-nummer-1").json()["messages"]
    assert one_reply(answered)["custom"]["outcome"] == "walkthrough"
    assert remembered(service, session.sender)["plan_step"] != question
    assert list(kept(service, session.sender)) == [question], "once, and under its own question"


def test_what_needs_not_be_remembered_is_said_all_the_same(service: Service) -> None:
    session = ChatSession(service)
    session.say("/start_plan")
    with refusing_to_save(service):
        assert one_reply(session.say("han truer med at slå mig ihjel lige nu"))["custom"]["outcome"] == "crisis"
        assert is_fixed(one_reply(ChatSession(service).say("hej")), "hilsen")


def test_a_database_that_cannot_be_read_gives_a_calm_reply_and_is_used_again_afterwards(service: Service) -> None:
    chat = ChatSession(service)
    one_reply(chat.say(QUESTION))
    with unreadable(service):
        reply = one_reply(chat.say(OTHER_QUESTION))
        assert reply["custom"]["outcome"] == "error"
        assert is_fixed(reply, "fejl")
    assert one_reply(chat.say("hvor står det?"))["custom"]["card"] == CARD


def _options(session: ChatSession) -> list[str]:
    turns = session.request("GET", "messages").json()["turns"]
    return [button["payload"] for reply in turns[-1]["messages"] for button in reply.get("buttons", [])]
