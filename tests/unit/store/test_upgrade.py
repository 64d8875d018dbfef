"""What an older version stored is there after the upgrade, and goes on."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import inspect

from bot.store import documents, models, plans, revoked_sessions, talks
from bot.store.conversations import read_state
from bot.store.database import current_engine, engine_for, known_revisions, migrate, revision
from tests.support.older_version import ANSWERS, ENDED, PLAN, REVISION, SENDER, left_by_older_version
from tests.support.postgresql import unused_database
from tests.support.store import rows

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Upgrade:
    """The revision an older version left, and what its tables held before and after the upgrade."""

    revision: str | None
    before: Rows
    after: Rows


@pytest.fixture(scope="module", params=["sqlite", "postgresql"], autouse=True)
def upgrade(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgrade]:
    """A database of each kind that an older version left, upgraded; this installation's until the file is done."""
    with ExitStack() as undone:
        url = f"sqlite:///{tmp_path_factory.mktemp('older') / 'test.sqlite'}"
        if request.param == "postgresql":
            url = undone.enter_context(unused_database(request.getfixturevalue("postgres").get_uri()))
        undone.enter_context(pytest.MonkeyPatch.context()).setenv("DATABASE_URL", url)
        undone.callback(lambda: engine_for(url).dispose())
        left_by_older_version(url)
        left, there = revision(), set(inspect(current_engine()).get_table_names()) & set(models.Base.metadata.tables)
        before = {table: rows(table) for table in there}
        migrate(engine_for(url))
        yield Upgrade(left, before, {table: rows(table) for table in there})


def test_the_database_is_brought_to_the_newest_schema(upgrade: Upgrade) -> None:
    assert upgrade.revision == REVISION
    assert revision() == max(known_revisions()) > REVISION
    assert set(inspect(current_engine()).get_table_names()) == {*models.Base.metadata.tables, "alembic_version"}


def test_nothing_that_was_stored_is_lost(upgrade: Upgrade) -> None:
    assert all(upgrade.before.values())
    for table, kept in upgrade.before.items():
        after = upgrade.after[table]
        assert [{**now, **row} for now, row in zip(after, kept, strict=True)] == after


def test_a_plan_under_way_goes_on() -> None:
    plan = plans.find(PLAN)
    assert plan and plan.answers == ANSWERS
    plans.change(PLAN, {**ANSWERS, "placering": {"option": "passer"}}, days=7, version=plan.version)
    with pytest.raises(plans.ChangedMeanwhile):
        plans.change(PLAN, {}, days=7, version=plan.version)
    assert (changed := plans.find(PLAN)) and changed.answers == {**ANSWERS, "placering": {"option": "passer"}}


def test_conversation_paper_list_and_an_ended_session_are_found() -> None:
    state = read_state(SENDER)
    assert state and {"name": "plan", "value": PLAN}.items() <= state[1].items()
    assert (paper := documents.find("et-papir")) and paper.fields == {"giver": "Skolen"}
    assert talks.find("en-liste")
    assert revoked_sessions.is_revoked(ENDED)
