"""Redis as processes share it: away is told soon, and what it keeps of words is known."""

import asyncio
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.store import shared_state as module
from bot.store.shared_state import Away, SharedState, shared_state
from tests.support.machine import run_async
from tests.support.redis import RedisServer, redis_in


def test_without_the_setting_nothing_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SKOLEBRO_REDIS", raising=False)
    assert shared_state() is None


def test_who_does_not_answer_is_away_and_back_when_it_is_back(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "_NOT_ASKED_AGAIN_SECONDS", 0)

    async def scene() -> None:
        state = SharedState(redis_server.url)
        assert await state.is_there()
        redis_server.kill()
        assert not await state.is_there()
        assert not await state.is_there()
        redis_server.start()
        assert await state.is_there()
        redis_server.hang()
        assert not await state.is_there()
        redis_server.go_on()
        assert await state.is_there()
        await state.close()

    run_async(scene())
    told = [record for record in caplog.records if record.name == module.__name__]
    assert len(told) == 4, "twice it went and twice it came back"


def test_while_one_hangs_the_event_loop_goes_on_and_the_next_are_told_at_once(redis_server: RedisServer) -> None:
    async def scene() -> None:
        state = SharedState(redis_server.url)
        await state.is_there()
        redis_server.hang()
        asked = asyncio.ensure_future(state.call(lambda redis: redis.get("x")))
        rounds = 0
        while not asked.done():
            rounds += 1
            await asyncio.sleep(0.01)
        assert rounds > 5, "the loop stood still"
        with pytest.raises(Away):
            await asked
        asked_again: list[Redis] = []

        async def ask(redis: Redis) -> None:
            asked_again.append(redis)

        with pytest.raises(Away):
            await state.call(ask)
        assert asked_again == []
        redis_server.go_on()
        await state.close()

    run_async(scene())


def test_a_wrong_password_is_away_and_not_told(redis_server: RedisServer) -> None:
    async def scene() -> None:
        state = SharedState(redis_server.url.replace("hemmeligt", "forkert"))
        with pytest.raises(Away) as refused:
            await state.call(lambda redis: redis.get("x"))
        assert "kodeord" not in f"{refused.value!r} {refused.value.__cause__!r}"
        await state.close()

    run_async(scene())


def test_a_redis_that_keeps_no_words_is_fine(redis_server: RedisServer) -> None:
    assert run_async(SharedState(redis_server.url).settings_that_keep_words()) == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--save", "3600", "1", "--slowlog-log-slower-than", "-1"), ["save=3600 1"]),
        (("--save", "", "--appendonly", "yes", "--slowlog-log-slower-than", "-1"), ["appendonly=yes"]),
        (("--save", ""), ["slowlog-log-slower-than=10000"]),
    ],
)
def test_what_keeps_words_is_told(tmp_path: Path, options: tuple[str, ...], told: list[str]) -> None:
    with redis_in(tmp_path, *options) as server:
        assert run_async(SharedState(server.url).settings_that_keep_words()) == told
