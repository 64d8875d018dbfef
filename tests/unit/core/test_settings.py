"""What an installation may set, and what it is told when it sets nonsense."""

from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.core.paths import DOCS, ROOT, STATE
from bot.core.settings import Settings, settings


class Choice(NamedTuple):
    """One setting: what it is where nothing is set, and what it may be set to."""

    default: object
    another: object


# In the order of the fields of ``Settings``.
CHOICES = {
    "DATABASE_URL": Choice(f"sqlite:///{STATE / 'skolebro.sqlite'}", "postgresql://x"),
    "PORT": Choice(5005, 1),
    "LISTEN_ADDRESS": Choice("127.0.0.1", "0.0.0.0"),
    "SKOLEBRO_ACTIONS": Choice("inside", "separate"),
    "ACTIONS_PORT": Choice(5055, 2),
    "SKOLEBRO_PROFILE": Choice("local", "production"),
    "CONVERSATION_DAYS": Choice(7, 3),
    "DOCUMENT_DAYS": Choice(7, 4),
    "STATISTICS_DAYS": Choice(365, 5),
    "QUESTION_DAYS": Choice(30, 6),
    "SKOLEBRO_CONTACTS": Choice(None, Path("/x.yml")),
    "SKOLEBRO_SITES": Choice(None, Path("/y.yml")),
    "SKOLEBRO_SECRET": Choice(None, "x" * 32),
    "MESSAGES_A_MINUTE": Choice(30, 7),
    "SESSIONS_A_MINUTE": Choice(120, 8),
    "SKOLEBRO_PATH_PREFIX": Choice("", "/a/b-c_D"),
    "SKOLEBRO_LOG": Choice("text", "json"),
    "SKOLEBRO_METRICS_PORT": Choice(None, 9),
    "SKOLEBRO_REDIS": Choice(None, "rediss://:kode%40ord@redis.kommune.dk:6380/2"),
    "SKOLEBRO_WORKERS": Choice(1, 10),
}
DEFAULTS = Settings(*(choice.default for choice in CHOICES.values()))  # type: ignore[arg-type]
NUMBERS = [name for name, choice in CHOICES.items() if isinstance(choice.another, int)]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CHOICES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("file", [ROOT / ".env.example", DOCS / "da" / "drift.md"], ids=lambda path: path.name)
def test_every_setting_is_told_to_the_operator(name: str, file: Path) -> None:
    form = f"\n#{name}=" if file.name == ".env.example" else f"\n| `{name}` |"
    assert form in file.read_text(encoding="utf-8")


def test_with_nothing_set_there_are_defaults() -> None:
    assert settings() == DEFAULTS


@pytest.mark.parametrize("name", CHOICES)
def test_what_is_set_to_nothing_is_as_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    assert settings() == DEFAULTS


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, choice in CHOICES.items():
        monkeypatch.setenv(name, str(choice.another))
    assert astuple(settings()) == tuple(choice.another for choice in CHOICES.values())


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


@pytest.mark.parametrize("value", ["localhost", "10.0.0.5", "::"])
def test_an_address_the_supervisor_could_not_ask_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LISTEN_ADDRESS", value)
    with pytest.raises(ValueError, match=f"^LISTEN_ADDRESS skal være '127.0.0.1' eller '0.0.0.0', ikke '{value}'"):
        settings()


def test_another_place_for_the_actions_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_ACTIONS", "outside")
    with pytest.raises(ValueError, match="^SKOLEBRO_ACTIONS skal være 'inside' eller 'separate', ikke 'outside'"):
        settings()


@pytest.mark.parametrize("value", ["JSON", "ja", " "])
def test_an_unknown_form_of_the_log_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SKOLEBRO_LOG", value)
    with pytest.raises(ValueError, match=f"^SKOLEBRO_LOG skal være 'text' eller 'json', ikke '{value}'"):
        settings()


@pytest.mark.parametrize(
    "value", ["skolebro", "/", "/a/", "//a", "/a//b", "/a b", "/å", "/..", "/a?b", "/a{b}", "/a\n"]
)
def test_a_prefix_that_is_no_plain_path_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SKOLEBRO_PATH_PREFIX", value)
    with pytest.raises(ValueError, match="^SKOLEBRO_PATH_PREFIX skal begynde med /"):
        settings()


@pytest.mark.parametrize(
    "given",
    [{"DATABASE_URL": "postgresql://x"}, {"SKOLEBRO_REDIS": "redis://vaert"}, {}],
    ids=lambda given: str([*given]),
)
def test_several_workers_that_would_share_nothing_are_refused(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    for name, value in {**given, "SKOLEBRO_WORKERS": "2"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match="^SKOLEBRO_WORKERS over 1 kræver, at SKOLEBRO_REDIS er sat"):
        settings()


def test_a_raised_two_is_refused_in_danish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "²")
    with pytest.raises(ValueError, match="^PORT skal være"):
        settings()


def test_a_secret_that_can_be_guessed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_SECRET", "hemmelig")
    with pytest.raises(ValueError, match="^SKOLEBRO_SECRET skal være på mindst 32 tegn"):
        settings()


@pytest.mark.parametrize(
    "value",
    [
        "127.0.0.1:6379",
        "http://127.0.0.1",
        "redis://",
        "redis://:hemmelig@",
        "redis://a:hemmelig",
        "redis://:hemmelig/t@vaert:1/0",
        "redis://:hemmelig@vaert/nul",
    ],
)
def test_a_redis_that_is_no_address_is_refused_and_its_password_not_told(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SKOLEBRO_REDIS", value)
    with pytest.raises(ValueError, match="^SKOLEBRO_REDIS skal være en adresse") as refused:
        settings()
    assert "hemmelig" not in str(refused.value)
