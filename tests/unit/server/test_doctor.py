"""What the operator is told of the installation."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.main import app
from bot.core.settings import Settings
from bot.server.doctor import Finding, _redis, _responsible, _tried, examine
from bot.sites.contacts import contacts
from bot.sites.content import sites
from tests.support.redis import PASSWORD, RedisServer, redis_in


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", "postgresql+pg8000://skolebro:hemmeligt@127.0.0.1:9/db")
        patch.setenv("SKOLEBRO_SECRET", "x" * 40)
        patch.setenv("SKOLEBRO_REDIS", "redis://:hemmeligt@127.0.0.1:9/0")
        patch.setenv("CONVERSATION_DAYS", "3")
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


RESPONSIBLE = """\
dataansvarlig: {label: Bro Kommune, value: 00 00 00 00}
dpo: {label: Bros rådgiver, value: dpo@bro.example}
tilgaengelighed: {label: Bros webredaktion, value: web@bro.example}
"""


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Finding]]:
    """Whether it says who is responsible: with its contacts, its sites and its profile."""

    def told(own: str = "", places: str = "", profile: str = "production") -> Finding:
        for name, text in (("SKOLEBRO_CONTACTS", own), ("SKOLEBRO_SITES", places)):
            path = tmp_path / name
            path.write_text(text, encoding="utf-8")
            monkeypatch.setenv(name, str(path))
        monkeypatch.setenv("SKOLEBRO_PROFILE", profile)
        contacts.cache_clear()
        sites.cache_clear()
        return _tried("Ansvarlig", _responsible)

    yield told
    contacts.cache_clear()
    sites.cache_clear()


def test_who_is_responsible_must_be_said_where_people_use_the_chat(installation: Callable[..., Finding]) -> None:
    unsaid = installation()
    assert not unsaid.fine
    assert "standard mangler dataansvarlig, dpo, tilgaengelighed" in unsaid.found and "drift.md" in unsaid.found
    assert installation(RESPONSIBLE).fine


def test_to_try_the_chat_nobody_must_say_it_and_is_told_all_the_same(installation: Callable[..., Finding]) -> None:
    told = installation(profile="local")
    assert told.fine and "standard mangler" in told.found


def test_a_site_says_it_itself_or_on_a_page_of_its_own(installation: Callable[..., Finding]) -> None:
    own_page = "standard: {privacy: /privat, accessibility: /adgang}\n"
    assert installation(places=own_page).fine
    missing = installation(places=own_page + "kommunen:\n  contacts: {dpo: {label: R, value: r@k.example}}\n")
    assert "kommunen mangler dataansvarlig, tilgaengelighed" in missing.found and "standard" not in missing.found


def redis_at(url: str, monkeypatch: pytest.MonkeyPatch) -> Finding:
    monkeypatch.setenv("SKOLEBRO_REDIS", url)
    return _tried("Redis", _redis)


def test_a_redis_that_keeps_no_words_is_fine(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert redis_at(redis_server.url, monkeypatch).fine


def test_without_redis_nothing_is_wrong_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert redis_at("", monkeypatch).fine


def test_a_redis_that_would_keep_words_is_a_fault_and_told_with_what_keeps_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis_in(tmp_path, "--save", "3600", "1", "--slowlog-log-slower-than", "-1") as server:
        told = redis_at(server.url, monkeypatch)
        assert CliRunner().invoke(app, ["doctor"]).exit_code == 1
    assert not told.fine
    assert "save=3600 1" in told.found and "drift.md" in told.found


def test_a_redis_that_is_not_there_or_does_not_let_us_look_is_a_fault(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not redis_at(redis_server.url.replace(PASSWORD, "forkert"), monkeypatch).fine
    redis_server.client.execute_command("ACL", "SETUSER", "chat", "on", ">kode", "+@all", "-config", "~*")
    assert not redis_at(redis_server.url.replace(f":{PASSWORD}", "chat:kode"), monkeypatch).fine
    redis_server.kill()
    told = redis_at(redis_server.url, monkeypatch)
    assert not told.fine and PASSWORD not in str(told)
