"""An installation with a backup taken, on both databases."""

from pathlib import Path

import pytest

from bot.core import secret
from bot.core.outcomes import Outcome
from bot.server import backup
from bot.server.backup import back_up
from bot.store import postgresql_copy
from bot.store.counts import count_turn
from tests.support.backup import OTHER_SECRET, SECRET, SITES
from tests.support.postgresql import path_with_its_tools


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
    # Two workers at once must not write the same file.
    monkeypatch.setattr(postgresql_copy, "BEFORE", folder / "foer.dump")
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
