"""The actions, on the real content or a small one, published."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.loader import load
from bot.knowledge.schema import Knowledge
from bot.store.database import engine_for, migrate
from bot.store.publish import publish
from tests.support.actions import BEGUN, FINISHED, LIST_MADE, Actions, answered_until, keep_list, keep_plan, legal_card
from tests.support.content import Content
from tests.support.machine import free_port


@pytest.fixture(scope="session")
def actions() -> Actions:
    return Actions()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Knowledge, Path]:
    """The real content, and a database it is published in; to copy, not to use."""
    path = tmp_path_factory.mktemp("published") / "actions.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{path}")
        migrate()
        real = load()
        publish(real)
    engine_for(f"sqlite:///{path}").dispose()
    return real, path


@pytest.fixture(scope="module")
def knowledge(published: tuple[Knowledge, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    """The real content, published in a database of this file's own."""
    real, path = published
    url = f"sqlite:///{shutil.copy(path, tmp_path_factory.mktemp('real'))}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        yield real
    engine_for(url).dispose()


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Content]:
    """A small content, published in a database of its own.

    ``alfa`` leads to ``beta``, ``gamma``, ``delta`` and ``epsilon``, and ``beta`` back to ``alfa`` and on to ``gamma``.
    ``delta`` and ``underretning-alle``, which a route can end in, are legal; ``delta`` was reviewed long ago.
    The plan ``BEGUN`` has its first answers, the plan ``FINISHED`` all of them; the list ``LIST_MADE`` is made.
    """
    url = f"sqlite:///{tmp_path / 'actions.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    migrate()
    made = Content(tmp_path / "content" / "knowledge")
    made.card("alfa", body="Alfas svar står her.\n\nOg mere om det.", related=["beta", "gamma", "delta", "epsilon"])
    made.card("beta", related=["alfa", "gamma"], section="Konklusion")
    made.card("gamma", law="Lov om noget § 1", status="historisk")
    legal_card(made, "delta", law="Forvaltningsloven § 27")
    legal_card(made, "underretning-alle", law="Barnets lov § 135", reviewed=date.today().isoformat())
    made.card("epsilon")
    publish(made.load())
    for token, last in ((BEGUN, "formaalet"), (FINISHED, None)):
        keep_plan(token, answered_until(last))
    keep_list(LIST_MADE)
    yield made
    engine_for(url).dispose()


@pytest.fixture
def store_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")
