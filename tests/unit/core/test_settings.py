"""What an installation may set, and what it is told when it sets nonsense."""

from pathlib import Path

import pytest

from bot.core.paths import DOCS, ROOT, STATE
from bot.core.settings import Settings, settings

NAMES = (
    "DATABASE_URL",
    "PORT",
    "LISTEN_ADDRESS",
    "SKOLEBRO_ACTIONS",
    "ACTIONS_PORT",
    "SKOLEBRO_PROFILE",
    "CONVERSATION_DAYS",
    "DOCUMENT_DAYS",
    "STATISTICS_DAYS",
    "QUESTION_DAYS",
    "SKOLEBRO_CONTACTS",
    "SKOLEBRO_SITES",
    "SKOLEBRO_SECRET",
    "MESSAGES_A_MINUTE",
    "SESSIONS_A_MINUTE",
    "SKOLEBRO_PATH_PREFIX",
    "SKOLEBRO_LOG",
    "SKOLEBRO_METRICS_PORT",
    "SKOLEBRO_REDIS",
    "SKOLEBRO_WORKERS",
)
NUMBERS = [
    "PORT",
    "ACTIONS_PORT",
    "CONVERSATION_DAYS",
    "DOCUMENT_DAYS",
    "STATISTICS_DAYS",
    "QUESTION_DAYS",
    "MESSAGES_A_MINUTE",
    "SESSIONS_A_MINUTE",
    "SKOLEBRO_METRICS_PORT",
    "SKOLEBRO_WORKERS",
]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


DEFAULTS = Settings(
    database_url=f"sqlite:///{STATE / 'skolebro.sqlite'}",
    port=5005,
    listen_address="127.0.0.1",
    actions="inside",
    actions_port=5055,
    profile="local",
    conversation_days=7,
    document_days=7,
    statistics_days=365,
    question_days=30,
    contacts=None,
    sites=None,
    secret=None,
    messages_a_minute=30,
    sessions_a_minute=120,
    path_prefix="",
    log="text",
    metrics_port=None,
    redis=None,
    workers=1,
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", [ROOT / ".env.example", DOCS / "da" / "drift.md"], ids=lambda path: path.name)
def test_every_setting_is_told_to_the_operator(name: str, file: Path) -> None:
    form = f"\n#{name}=" if file.name == ".env.example" else f"\n| `{name}` |"
    assert form in file.read_text(encoding="utf-8")


def test_with_nothing_set_there_are_defaults() -> None:
    assert settings() == DEFAULTS


@pytest.mark.parametrize("name", [*(name for name in NAMES if name != "SKOLEBRO_PROFILE")])
def test_what_is_set_to_nothing_is_as_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    assert settings() == DEFAULTS


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    secret, paths, prefix = "x" * 32, (Path("/x.yml"), Path("/y.yml")), "/a/b-c_D"
    address, actions, profile = "0.0.0.0", ("separate", 2), "production"
    redis = "rediss://:kode%40ord@redis.kommune.dk:6380/2"
    database = "postgresql://x"
    chosen = (
        *(database, 1, address, *actions, profile, 3, 4, 7, 9, *paths),
        *(secret, 5, 6, prefix, "json", 8, redis, 10),
    )
    for name, value in zip(NAMES, chosen, strict=True):
        monkeypatch.setenv(name, str(value))
    assert settings() == Settings(*chosen)


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
