"""What an installation can't make again, saved in one file."""

import json
import stat
import zipfile
from pathlib import Path

import pytest

from bot.server.backup import BackupFailed, back_up
from bot.store.database import current_engine, migrate, revision
from tests.support.backup import SECRET, on_a_full_disk


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


def test_a_full_disk_leaves_the_older_backup_as_it_was(saved: Path) -> None:
    before = saved.read_bytes()
    done = on_a_full_disk("backup", str(saved))
    assert done.returncode == 1
    assert "Der blev ikke taget nogen kopi" in done.stderr and "Traceback" not in done.stderr
    assert saved.read_bytes() == before
    assert not list(saved.parent.glob(".sikkerhedskopi*"))


def test_there_is_nothing_to_save_before_the_first_start(empty_database: str, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="tom"):
        back_up(tmp_path / "kopi.zip")
    assert not (tmp_path / "kopi.zip").exists()


@pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True)
def test_without_postgresqls_tools_it_is_told_which_package_to_install(
    tmp_path: Path, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(current_engine())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupFailed, match="pg_dump mangler.*postgresql-client"):
        back_up(tmp_path / "kopi.zip")
    assert not (tmp_path / "kopi.zip").exists()
