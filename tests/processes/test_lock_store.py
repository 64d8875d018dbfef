"""One message of a conversation runs at a time, in the order they came, over several processes."""

import asyncio

import pytest
from rasa.core.lock_store import LockError

from bot.channels import shared_replies
from bot.server import lock_store as module
from bot.server.lock_store import SharedLockStore
from bot.store.shared_state import SharedState
from tests.support.machine import run_async
from tests.support.redis import RedisServer, keys_that_stay


def test_those_of_one_conversation_run_one_at_a_time_in_their_order(redis_server: RedisServer) -> None:
    async def scene() -> None:
        stores = [SharedLockStore(state=SharedState(redis_server.url)) for _ in range(2)]
        order: list[int] = []
        inside = most = left = 0

        async def take(number: int) -> None:
            nonlocal inside, most, left
            async with stores[number % 2].lock("a"):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.01)
                order.append(number)
                inside -= 1
            left += 1

        tasks = []
        for number in range(8):
            tasks.append(asyncio.ensure_future(take(number)))
            # The next comes when this one stands in the queue, or has even left it.
            while redis_server.client.llen("skolebro:lock:a") + left < number + 1:
                await asyncio.sleep(0.005)
        assert keys_that_stay(redis_server) == []
        await asyncio.gather(*tasks)
        assert (order, most) == (list(range(8)), 1)
        assert redis_server.client.keys() == []

    run_async(scene())


def test_another_conversation_does_not_wait(redis_server: RedisServer) -> None:
    async def scene() -> None:
        store = SharedLockStore(state=SharedState(redis_server.url))
        async with store.lock("a"), store.lock("b"):
            assert len(redis_server.client.keys()) == 4

    run_async(scene())


def test_of_a_process_that_died_the_place_in_the_queue_expires(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        monkeypatch.setattr(module, "_TICKET_SECONDS", 1)
        dead, alive = (SharedLockStore(state=SharedState(redis_server.url)) for _ in range(2))
        await dead.lock("a").__aenter__()
        monkeypatch.setattr(module, "_TICKET_SECONDS", 25)
        async with alive.lock("a"):
            assert redis_server.client.llen("skolebro:lock:a") == 1

    run_async(scene())


def test_who_stands_still_keeps_its_turn_as_long_as_its_place_in_the_queue() -> None:
    last_told = shared_replies._RUNNING_SECONDS - shared_replies._TOLD_EVERY_SECONDS
    assert last_told >= module._TICKET_SECONDS


def test_who_gives_up_waiting_leaves_the_queue(redis_server: RedisServer) -> None:
    async def scene() -> None:
        store = SharedLockStore(state=SharedState(redis_server.url))
        async with store.lock("a"):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(store.lock("a").__aenter__(), 0.3)
            assert redis_server.client.llen("skolebro:lock:a") == 1

    run_async(scene())


def test_when_redis_is_away_nobody_gets_in_and_who_is_in_comes_out(redis_server: RedisServer) -> None:
    async def scene() -> None:
        store = SharedLockStore(state=SharedState(redis_server.url))
        async with store.lock("a"):
            redis_server.kill()
            with pytest.raises(LockError):
                await store.lock("a").__aenter__()

    run_async(scene())


def test_when_redis_has_lost_its_memory_whoever_waits_is_told(redis_server: RedisServer) -> None:
    async def scene() -> None:
        store = SharedLockStore(state=SharedState(redis_server.url))
        async with store.lock("a"):
            waiting = asyncio.ensure_future(store.lock("a").__aenter__())
            while redis_server.client.llen("skolebro:lock:a") < 2:
                await asyncio.sleep(0.01)
            redis_server.client.flushall()
            with pytest.raises(LockError):
                await waiting

    run_async(scene())
