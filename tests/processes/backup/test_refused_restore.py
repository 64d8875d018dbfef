"""What can't be put back, and what fails on the way, leaves everything as it was."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core import secret
from bot.server.backup import BackupFailed, back_up, restore
from bot.store import postgresql_copy
from bot.store.database import current_engine, known_revisions, migrate, session, tables
from tests.support.backup import change_manifest, on_a_full_disk, state
from tests.support.older_version import REVISION
from tests.support.store import rows


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
    assert not postgresql_copy.BEFORE.exists()


def test_a_full_disk_changes_nothing(saved: Path) -> None:
    before = state()
    done = on_a_full_disk("restore", "--erstat", str(saved))
    assert done.returncode == 1
    assert "Kopien blev ikke lagt tilbage" in done.stderr and "Traceback" not in done.stderr
    assert state() == before


@pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True)
def test_a_postgresql_that_takes_only_half_of_it_takes_nothing(empty_database: str, tmp_path: Path) -> None:
    migrate(current_engine())
    # A function is none of ours, so it is not saved; the table that needs it can't be made without it.
    with current_engine().begin() as connection:
        connection.execute(text("CREATE FUNCTION elsewhere() RETURNS int LANGUAGE sql AS 'SELECT 1'"))
        connection.execute(text("CREATE TABLE zebra (number int DEFAULT elsewhere())"))
    back_up(tmp_path / "kopi.zip")
    with current_engine().begin() as connection:
        connection.execute(text("DROP FUNCTION elsewhere CASCADE"))
    before = state()
    with pytest.raises(BackupFailed, match="psql"):
        restore(tmp_path / "kopi.zip", replace=True)
    assert state() == before
