"""The actions, on the real content or a small one, published."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.store.publish import publish
from tests.support.actions import BEGUN, FINISHED, LIST_MADE, answered_until, keep_list, keep_plan, legal_card
from tests.support.content import Content
from tests.support.machine import free_port
from tests.support.published import actions as actions
from tests.support.published import knowledge as knowledge
from tests.support.published import published as published
from tests.support.store import its_own_copy


@pytest.fixture(scope="session")
def small(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder and the database of ``content``; to copy, not to use."""
    folder = tmp_path_factory.mktemp("small")
    made = Content(folder / "content" / "knowledge")
    made.card("alfa", body="Alfas svar står her.\n\nOg mere om det.", related=["beta", "gamma", "delta", "epsilon"])
    made.card("beta", related=["alfa", "gamma"], section="Konklusion")
    made.card("gamma", law="Lov om noget § 1", status="historisk")
    legal_card(made, "delta", law="Forvaltningsloven § 27")
    legal_card(made, "underretning-alle", law="Barnets lov § 135", reviewed=date.today().isoformat())
    made.card("epsilon")
    with its_own_copy(migrated_sqlite, folder / "actions.sqlite"):
        publish(made.load())
        for token, last in ((BEGUN, "formaalet"), (FINISHED, None)):
            keep_plan(token, answered_until(last))
        keep_list(LIST_MADE)
    return folder


@pytest.fixture
def content(small: Path, tmp_path: Path) -> Iterator[Content]:
    """A small content, published in a database of its own.

    ``alfa`` leads to ``beta``, ``gamma``, ``delta`` and ``epsilon``, and ``beta`` back to ``alfa`` and on to ``gamma``.
    ``delta`` and ``underretning-alle``, which a route can end in, are legal; ``delta`` was reviewed long ago.
    The plan ``BEGUN`` has its first answers, the plan ``FINISHED`` all of them; the list ``LIST_MADE`` is made.
    """
    shutil.copytree(small / "content", tmp_path / "content")
    with its_own_copy(small / "actions.sqlite", small / "in-use.sqlite"):
        yield Content(tmp_path / "content" / "knowledge")


@pytest.fixture
def store_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")
