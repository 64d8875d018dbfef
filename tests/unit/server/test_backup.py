"""What an installation can't make again, saved in one file and put back, on both databases."""

import json
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core import secret
from bot.core.outcomes import Outcome
from bot.core.paths import ROOT
from bot.server import backup
from bot.server.backup import BackupFailed, back_up, restore
from bot.store import plans
from bot.store.counts import count_turn
from bot.store.database import current_engine, known_revisions, migrate, revision, session, tables
from bot.store.database_copy import database_copy
from bot.store.postgresql_copy import BEFORE
from tests.support.older_version import ANSWERS, PLAN, REVISION, left_by_older_version
from tests.support.postgresql import path_with_its_tools
from tests.support.service import wait_until
from tests.support.store import rows

SECRET, OTHER_SECRET = "nøglen, som den var, da kopien blev taget", "en nøgle, der blev lavet senere på maskinen"
SITES = "kommunen:\n  origins: [https://a.example]\n  logo: billeder/logo.svg\n"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation's folder: its secret, contacts and sites, and PostgreSQL's tools at hand."""
    folder = tmp_path / "own"
    (folder / "billeder").mkdir(parents=True)
    (folder / "billeder" / "logo.svg").write_text("<svg/>")
    (folder / "steder.yml").write_text(SITES)
    (folder / "kontakter.yml").write_text("dpo: {}\n")
    (folder / "secret").write_text(SECRET)
    monkeypatch.setenv("PATH", path_with_its_tools())
    monkeypatch.setenv("PORT", "6203")
    monkeypatch.delenv("SKOLEBRO_SECRET", raising=False)
    monkeypatch.setenv("SKOLEBRO_CONTACTS", str(folder / "kontakter.yml"))
    monkeypatch.setenv("SKOLEBRO_SITES", str(folder / "steder.yml"))
    monkeypatch.setattr(secret, "KEPT", folder / "secret")
    monkeypatch.setattr(backup, "RESTORED", folder / "gendannet")
    return folder


@pytest.fixture
def saved(database: str, tmp_path: Path) -> Path:
    """A backup with one turn; since then there was another turn, and the secret is another."""
    count_turn(Outcome.ANSWERED, "ssp")
    file = tmp_path / "kopi.zip"
    back_up(file)
    count_turn(Outcome.UNANSWERED)
    secret.KEPT.write_text(OTHER_SECRET)
    return file


def state() -> tuple[object, ...]:
    """Everything a restore could change."""
    return {table: rows(table) for table in tables()}, secret.KEPT.read_text(), revision()


def counted() -> list[str]:
    return [turn["outcome"] for turn in rows("turn")]


def forget_everything() -> None:
    cascade = "" if current_engine().url.get_backend_name() == "sqlite" else "CASCADE"
    there = tables()
    with current_engine().begin() as connection:
        for table in there:
            connection.execute(text(f'DROP TABLE "{table}" {cascade}'))


def change_manifest(file: Path, **changed: str) -> None:
    with zipfile.ZipFile(file) as old:
        content = {name: old.read(name) for name in old.namelist()}
    content["manifest.json"] = json.dumps({**json.loads(content["manifest.json"]), **changed}).encode()
    with zipfile.ZipFile(file, "w") as new:
        for name, data in content.items():
            new.writestr(name, data)


def test_a_backup_is_its_owners_alone_and_leaves_nothing_beside_it(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert not list(saved.parent.glob(".*"))


def test_a_backup_holds_database_secret_and_own_files_and_what_it_was_made_by(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        files = {name for name in archive.namelist() if not name.endswith("/")}
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.read("secret").decode() == SECRET
    assert files == {"manifest.json", "database", "secret"} | {
        f"egne-filer/{name}" for name in ("contacts.yml", "sites.yml", "billeder/logo.svg")
    }
    assert manifest["revision"] == revision()


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
    wait_until(lambda: not database_copy().in_use(), "PostgreSQL notices that the other is gone")
    restore(saved, replace=True)
    assert len(counted()) == 1


@pytest.mark.parametrize("newer", [{"version": "99.0"}, {"revision": "9999"}], ids=str)
def test_a_backup_of_a_newer_version_is_refused(saved: Path, newer: dict[str, str]) -> None:
    change_manifest(saved, **newer)
    before = state()
    with pytest.raises(BackupFailed, match="nyere udgave"):
        restore(saved, replace=True)
    assert state() == before


def test_a_backup_of_the_other_kind_of_database_is_refused(saved: Path) -> None:
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}
    change_manifest(saved, database=other[current_engine().url.get_backend_name()])
    with pytest.raises(BackupFailed, match="samme slags"):
        restore(saved, replace=True)


def test_a_backup_of_an_older_version_is_migrated_and_its_plan_goes_on(empty_database: str, tmp_path: Path) -> None:
    left_by_older_version(empty_database)
    back_up(tmp_path / "kopi.zip")
    migrate(current_engine())
    plans.forget(PLAN)
    restore(tmp_path / "kopi.zip", replace=True)
    assert revision() == max(known_revisions()) > REVISION
    plan = plans.find(PLAN)
    assert plan and (plan.answers, plan.version) == (ANSWERS, 1)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def change_a_byte(file: Path) -> None:
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)


def put_another_file_there(file: Path) -> None:
    file.write_text("noget helt andet")


def put_another_archive_there(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", "{}")


def lose_the_secret(file: Path) -> None:
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(file.with_suffix(".uden"), "w") as rest:
        for name in whole.namelist():
            rest.writestr(name, b"" if name == "secret" else whole.read(name))
    file.with_suffix(".uden").replace(file)


@pytest.mark.parametrize(
    "damage", [cut_short, change_a_byte, put_another_file_there, put_another_archive_there, lose_the_secret]
)
def test_a_broken_archive_changes_nothing(saved: Path, damage: Callable[[Path], None]) -> None:
    damage(saved)
    before = state()
    with pytest.raises(BackupFailed, match="ikke en hel sikkerhedskopi"):
        restore(saved, replace=True)
    assert state() == before


def test_a_saved_database_that_cannot_be_migrated_changes_nothing(saved: Path) -> None:
    # It says that it is older than it is: the next migration then fails, after the saved one was loaded.
    with session() as opened:
        opened.execute(text(f"UPDATE alembic_version SET version_num = '{REVISION}'"))
    back_up(saved)
    migrated = max(known_revisions())
    with session() as opened:
        opened.execute(text(f"UPDATE alembic_version SET version_num = '{migrated}'"))
    before = state()
    with pytest.raises(BackupFailed, match="Databasen kunne ikke bruges"):
        restore(saved, replace=True)
    assert state() == before


def test_what_fails_after_the_database_was_replaced_brings_the_old_one_back(
    saved: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret, "KEPT", own / "no such folder" / "secret")
    before = {table: rows(table) for table in tables()}
    with pytest.raises(BackupFailed):
        restore(saved, replace=True)
    assert {table: rows(table) for table in tables()} == before
    assert not BEFORE.exists()


def test_a_full_disk_leaves_the_older_backup_as_it_was(saved: Path) -> None:
    before = saved.read_bytes()
    # No file may grow beyond 8 kB.
    command = f"ulimit -f 8; exec '{sys.executable}' -m bot.commands.main backup '{saved}'"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Der blev ikke taget nogen kopi" in done.stderr and "Traceback" not in done.stderr
    assert saved.read_bytes() == before
    assert not list(saved.parent.glob(".sikkerhedskopi*"))


def test_there_is_nothing_to_save_before_the_first_start(empty_database: str, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="tom"):
        back_up(tmp_path / "kopi.zip")
    assert not (tmp_path / "kopi.zip").exists()


def test_the_secret_of_the_settings_stays_and_that_it_is_another_is_told(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOLEBRO_SECRET", "driftens egen nøgle, der står i dens indstillinger")
    assert any("SKOLEBRO_SECRET" in line for line in restore(saved, replace=True))
    assert secret.KEPT.read_text() == OTHER_SECRET


def test_without_postgresqls_tools_it_is_told_which_package_to_install(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    migrate()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupFailed, match="pg_dump mangler.*postgresql-client"):
        back_up(tmp_path / "kopi.zip")
    assert not (tmp_path / "kopi.zip").exists()
