"""Every table that holds words people wrote is cleaned, and emptied with its conversation."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.core.paths import ROOT
from bot.core.yaml_files import read_yaml
from bot.store import models, plans, talks
from bot.store.database import now, session
from bot.store.kept_words import KEPT_WORDS, KeptWords

TABLES: dict[str, tuple[Any, Callable[[], str]]] = {
    "plan": (models.Plan, lambda: plans.begin(7)),
    "talk": (models.Talk, talks.begin),
}
each = pytest.mark.parametrize("kept", KEPT_WORDS, ids=lambda kept: kept.slot)


def tokens(table: Any) -> set[str]:
    with session() as opened:
        return set(opened.execute(select(table.token)).scalars())


def test_no_table_with_answers_is_left_out() -> None:
    with_answers = {one.class_ for one in models.Base.registry.mappers if "answers" in one.columns}
    assert with_answers == {TABLES[kept.slot][0] for kept in KEPT_WORDS}


def test_a_conversation_has_the_slots_with_the_tokens() -> None:
    slots = read_yaml(ROOT / "domain.yml")["slots"]
    assert {kept.slot for kept in KEPT_WORDS} <= slots.keys()


@each
def test_what_is_forgotten_is_gone_and_nothing_else(database: str, kept: KeptWords) -> None:
    begun = {slot: {begin(), begin()} for slot, (_, begin) in TABLES.items()}
    kept.forget(begun[kept.slot].pop())
    assert {slot: tokens(table) for slot, (table, _) in TABLES.items()} == begun


@each
def test_what_expired_is_deleted_and_nothing_else(database: str, kept: KeptWords) -> None:
    table, begin = TABLES[kept.slot]
    expired, living = begin(), begin()
    with session() as opened:
        opened.execute(update(table).where(table.token == expired).values(expires_at=now() - timedelta(seconds=1)))
    kept.delete_expired()
    assert tokens(table) == {living}
