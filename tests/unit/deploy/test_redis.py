"""Redis beside the containers: closed in as they are, and started as `skolebro doctor` asks for it."""

from pathlib import Path
from typing import Any

import pytest

from bot.core.settings import settings
from bot.core.yaml_files import read_yaml
from bot.store.shared_state import SharedState
from tests.support.deploy import DEPLOY, compose
from tests.support.machine import run_async
from tests.support.redis import redis_in


@pytest.fixture
def beside() -> dict[str, Any]:
    return read_yaml(DEPLOY / "container" / "compose.redis.yml")


def test_it_keeps_no_words(beside: dict[str, Any], tmp_path: Path) -> None:
    program, *options = beside["services"]["redis"]["command"]
    assert program == "redis-server"
    with redis_in(tmp_path, *options) as server:
        assert run_async(SharedState(server.url).settings_that_keep_words()) == []


def test_it_is_closed_in_as_the_others_are(beside: dict[str, Any]) -> None:
    redis, postgres = beside["services"]["redis"], compose()["services"]["postgres"]
    for name in ("read_only", "cap_drop", "security_opt", "restart", "logging"):
        assert redis[name] == postgres[name]
    assert "ports" not in redis and "volumes" not in redis
    assert beside["networks"][redis["networks"][0]]["internal"]
    assert [name for name, service in compose()["services"].items() if "shared" in service["networks"]] == []


def test_the_chat_is_told_where_it_is(beside: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_REDIS", beside["services"]["skolebro"]["environment"]["SKOLEBRO_REDIS"])
    assert settings().redis == "redis://redis:6379/0"
