"""A backup is put back, on an empty machine or in the place of what is there."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core import secret
from bot.core.outcomes import Outcome
from bot.core.paths import ROOT
from bot.server.backup import BackupFailed, back_up, restore
from bot.store import plans
from bot.store.counts import count_turn
from bot.store.database import current_engine, known_revisions, migrate, revision
from tests.support.backup import OTHER_SECRET, SECRET, SITES, counted, forget_everything, state
from tests.support.older_version import ANSWERS, PLAN, REVISION, left_by_older_version


def test_everything_comes_back_on_an_empty_machine(saved: Path, own: Path) -> None:
    forget_everything()
    secret.KEPT.unlink()
    (told,) = restore(saved)
    assert counted() == ["answered"]
    assert secret.KEPT.read_text() == SECRET
    assert stat.S_IMODE(secret.KEPT.stat().st_mode) == 0o600
    (laid_out,) = (own / "gendannet").iterdir()
    assert str(laid_out) in told
    assert (laid_out / "sites.yml").read_text() == SITES
    assert (laid_out / "billeder" / "logo.svg").read_text() == "<svg/>"


def test_the_database_goes_on_after_a_restore(saved: Path) -> None:
    restore(saved, replace=True)
    count_turn(Outcome.CLARIFY)
    assert counted() == ["answered", "clarify"]


def test_a_database_in_use_is_only_replaced_when_somebody_says_so(saved: Path) -> None:
    before = state()
    with pytest.raises(BackupFailed, match="--erstat"):
        restore(saved)
    assert state() == before
    restore(saved, replace=True)
    assert counted() == ["answered"] and secret.KEPT.read_text() == SECRET


def test_nothing_is_put_under_a_running_service(saved: Path, database: str) -> None:
    holds_it = (
        "import sys; from bot.store.database import current_engine; kept = current_engine().connect();"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holds_it], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout and other.stdout.readline() == b"open\n"
        with pytest.raises(BackupFailed, match="Stop det først"):
            restore(saved, replace=True)
        other.communicate()
    assert len(counted()) == 2
    restore(saved, replace=True)
    assert len(counted()) == 1


def test_a_backup_of_an_older_version_is_migrated_and_its_plan_goes_on(empty_database: str, tmp_path: Path) -> None:
    left_by_older_version(empty_database)
    back_up(tmp_path / "kopi.zip")
    migrate(current_engine())
    plans.forget(PLAN)
    restore(tmp_path / "kopi.zip", replace=True)
    assert revision() == max(known_revisions()) > REVISION
    plan = plans.find(PLAN)
    assert plan and (plan.answers, plan.version) == (ANSWERS, 1)


def test_the_secret_of_the_settings_stays_and_that_it_is_another_is_told(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOLEBRO_SECRET", "driftens egen nøgle, der står i dens indstillinger")
    assert any("SKOLEBRO_SECRET" in line for line in restore(saved, replace=True))
    assert secret.KEPT.read_text() == OTHER_SECRET
