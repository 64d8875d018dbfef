"""What the operator is told of the installation."""

from dataclasses import fields

import pytest

from bot.core.settings import Settings
from bot.server.doctor import examine


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("DATABASE_URL", "postgresql+pg8000://skolebro:hemmeligt@127.0.0.1:9/db")
    monkeypatch.setenv("SKOLEBRO_SECRET", "x" * 40)
    monkeypatch.setenv("CONVERSATION_DAYS", "3")
    return {finding.what: str(finding) for finding in examine()}


def test_every_setting_is_told_by_its_name(told: dict[str, str]) -> None:
    assert sum(name.isupper() for name in told) == len(fields(Settings))
    assert told["CONVERSATION_DAYS"].endswith(": 3")


def test_no_secret_is_told(told: dict[str, str]) -> None:
    assert "hemmeligt" not in "".join(told.values())
    assert told["SKOLEBRO_SECRET"].endswith(": sat")
    assert "xxx" not in "".join(told.values())


def test_a_setting_that_cannot_be_used_is_told_with_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCUMENT_DAYS", "snart")
    faults = [str(finding) for finding in examine() if not finding.fine]
    assert any("DOCUMENT_DAYS" in fault for fault in faults)
    assert any(finding.what == "Python" for finding in examine())
