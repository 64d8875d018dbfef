"""Fixtures: the actions, and the real content published for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.knowledge.schema import Knowledge
from bot.store.publish import publish
from tests.support.actions import Actions
from tests.support.content import our_content
from tests.support.store import its_own_copy


@pytest.fixture(scope="session")
def actions() -> Actions:
    return Actions()


@pytest.fixture(scope="session")
def published(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Knowledge, Path]:
    """The real content, and a database it is published in; to copy, not to use."""
    path = tmp_path_factory.mktemp("published") / "actions.sqlite"
    with its_own_copy(migrated_sqlite, path):
        real = our_content()
        publish(real)
    return real, path


@pytest.fixture(scope="module")
def knowledge(published: tuple[Knowledge, Path]) -> Iterator[Knowledge]:
    """The real content, published in a database of this file's own."""
    real, path = published
    with its_own_copy(path, path.with_name("in-use.sqlite")):
        yield real
