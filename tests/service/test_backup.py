"""A walk that an older version began goes on after the upgrade, and after the whole was lost and restored."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import models, plans
from bot.store.database import engine_for, session
from tests.support.older_version import ANSWERS, NEXT_STEP, PLAN, SENDER, STEP, left_by_older_version
from tests.support.postgresql import path_with_its_tools
from tests.support.service import Service, skolebro
from tests.support.service_plan import answer, asked, kept, made

pytestmark = pytest.mark.service


@pytest.fixture
def own(empty_database: str, tmp_path: Path) -> Iterator[Service]:
    """A service that is not running yet, on a database an older version left."""
    left_by_older_version(empty_database)
    engine_for(empty_database).dispose()
    service = Service(tmp_path, DATABASE_URL=empty_database, PATH=path_with_its_tools())
    yield service
    if service.process and service.process.poll() is None:
        service.stop()


def test_a_walk_an_older_version_began_goes_on_after_the_upgrade_and_after_a_restore(
    own: Service, tmp_path: Path
) -> None:
    archive = str(tmp_path / "kopi.zip")
    own.start()
    assert asked(own.say(SENDER, answer(STEP, "passer"))) == NEXT_STEP
    answered = {**ANSWERS, STEP: {"option": "passer"}}
    assert kept(own, SENDER) == answered

    assert skolebro(own, "backup", archive).returncode == 0
    refused = skolebro(own, "restore", archive, "--erstat")
    assert refused.returncode == 1 and "Stop det først" in refused.stderr
    own.stop()

    with session() as opened:
        opened.query(models.Conversation).delete()
    plans.forget(PLAN)
    engine_for(own.database_url).dispose()
    restored = skolebro(own, "restore", archive, "--erstat")
    assert restored.returncode == 0, restored.stderr

    own.log.unlink()
    own.start()
    assert kept(own, SENDER) == answered
    own.say(SENDER, "Flere skal trives")
    assert NEXT_STEP in kept(own, SENDER)
    assert len(made(own, SENDER)) > 1
