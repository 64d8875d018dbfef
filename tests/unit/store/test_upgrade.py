"""What an older version stored is there after the upgrade, and goes on."""

import pytest
from sqlalchemy import inspect

from bot.store import documents, models, plans, revoked_sessions, talks
from bot.store.conversations import read_state
from bot.store.database import current_engine, engine_for, known_revisions, migrate, revision
from tests.support.older_version import ANSWERS, ENDED, PLAN, REVISION, SENDER, left_by_older_version
from tests.support.store import rows


@pytest.fixture
def older(empty_database: str) -> str:
    """A database an older version left."""
    left_by_older_version(empty_database)
    return empty_database


def test_the_database_is_brought_to_the_newest_schema(older: str) -> None:
    assert revision() == REVISION
    migrate(engine_for(older))
    assert revision() == max(known_revisions()) > REVISION
    assert set(inspect(current_engine()).get_table_names()) == {*models.Base.metadata.tables, "alembic_version"}


def test_nothing_that_was_stored_is_lost(older: str) -> None:
    there = set(inspect(current_engine()).get_table_names())
    before = {table: rows(table) for table in models.Base.metadata.tables if table in there}
    migrate(engine_for(older))
    assert all(before.values())
    for table, kept in before.items():
        assert [{**after, **row} for after, row in zip(rows(table), kept, strict=True)] == rows(table)


def test_a_plan_under_way_goes_on(older: str) -> None:
    migrate(engine_for(older))
    plan = plans.find(PLAN)
    assert plan and plan.answers == ANSWERS
    plans.change(PLAN, {**ANSWERS, "placering": {"option": "passer"}}, days=7, version=plan.version)
    with pytest.raises(plans.ChangedMeanwhile):
        plans.change(PLAN, {}, days=7, version=plan.version)
    assert (changed := plans.find(PLAN)) and changed.answers == {**ANSWERS, "placering": {"option": "passer"}}


def test_conversation_paper_list_and_an_ended_session_are_found(older: str) -> None:
    migrate(engine_for(older))
    state = read_state(SENDER)
    assert state and {"name": "plan", "value": PLAN}.items() <= state[1].items()
    assert (paper := documents.find("et-papir")) and paper.fields == {"giver": "Skolen"}
    assert talks.find("en-liste")
    assert revoked_sessions.is_revoked(ENDED)
