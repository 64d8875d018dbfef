"""The secret this machine makes for itself."""

import stat
from pathlib import Path

import pytest

from bot.core import secret
from bot.core.secret import installation_secret


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SKOLEBRO_SECRET", raising=False)
    monkeypatch.setattr(secret, "KEPT", tmp_path / "new" / "secret")
    return secret.KEPT


def test_a_secret_is_made_once_for_this_machine_and_is_its_owners_alone(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = installation_secret()
    assert len(made) >= 32
    assert installation_secret() == made
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    monkeypatch.setattr(secret, "KEPT", kept.with_name("other"))
    assert installation_secret() != made


def test_the_secret_of_the_settings_comes_first_and_makes_no_other(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_SECRET", "fælles for maskinerne, og lang nok")
    assert installation_secret() == "fælles for maskinerne, og lang nok"
    assert not kept.exists()
