"""What an installation may set, and what it is told when it sets nonsense."""

from pathlib import Path

import pytest

from bot.core.paths import STATE
from bot.core.settings import Settings, settings

NAMES = (
    "DATABASE_URL",
    "PORT",
    "ACTIONS_PORT",
    "SKOLEBRO_PROFILE",
    "CONVERSATION_DAYS",
    "DOCUMENT_DAYS",
    "STATISTICS_DAYS",
    "SKOLEBRO_CONTACTS",
    "SKOLEBRO_SITES",
    "SKOLEBRO_SECRET",
    "MESSAGES_A_MINUTE",
    "SESSIONS_A_MINUTE",
    "SKOLEBRO_LOG",
    "SKOLEBRO_METRICS_PORT",
)
NUMBERS = [
    "PORT",
    "ACTIONS_PORT",
    "CONVERSATION_DAYS",
    "DOCUMENT_DAYS",
    "STATISTICS_DAYS",
    "MESSAGES_A_MINUTE",
    "SESSIONS_A_MINUTE",
    "SKOLEBRO_METRICS_PORT",
]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


DEFAULTS = Settings(
    f"sqlite:///{STATE / 'skolebro.sqlite'}", 5005, 5055, "local", 7, 7, 365, None, None, None, 30, 120, "text", None
)


def test_with_nothing_set_there_are_defaults() -> None:
    assert settings() == DEFAULTS


@pytest.mark.parametrize("name", [*(name for name in NAMES if name != "SKOLEBRO_PROFILE")])
def test_what_is_set_to_nothing_is_as_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    assert settings() == DEFAULTS


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ("sqlite:///x", "1", "2", "production", "3", "4", "7", "/x.yml", "/y.yml", "x" * 32, "5", "6", "json", "8")
    for name, value in zip(NAMES, values, strict=True):
        monkeypatch.setenv(name, value)
    paths = Path("/x.yml"), Path("/y.yml")
    assert settings() == Settings("sqlite:///x", 1, 2, "production", 3, 4, 7, *paths, "x" * 32, 5, 6, "json", 8)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", " ", "1 2", "0x10"])
def test_a_number_that_is_none_is_refused_with_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=f"^{name} skal være et helt tal større end 0, ikke '{value}'"):
        settings()


def test_an_unknown_profile_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_PROFILE", "prod")
    with pytest.raises(ValueError, match="^SKOLEBRO_PROFILE skal være 'local' eller 'production', ikke 'prod'"):
        settings()


@pytest.mark.parametrize("value", ["JSON", "ja", " "])
def test_an_unknown_form_of_the_log_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SKOLEBRO_LOG", value)
    with pytest.raises(ValueError, match=f"^SKOLEBRO_LOG skal være 'text' eller 'json', ikke '{value}'"):
        settings()


def test_a_raised_two_is_refused_in_danish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "²")
    with pytest.raises(ValueError, match="^PORT skal være"):
        settings()


def test_a_secret_that_can_be_guessed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_SECRET", "hemmelig")
    with pytest.raises(ValueError, match="^SKOLEBRO_SECRET skal være på mindst 32 tegn"):
        settings()
