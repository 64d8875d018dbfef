"""What one process remembers another knows; all of it expires, and while Redis is away nothing runs twice."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable

import pytest

from bot.channels import shared_replies as replies_module
from bot.channels.input_filter import Intake, read
from bot.channels.problems import Problem
from bot.channels.recent_words import Recent
from bot.channels.reply_cache import Answer
from bot.channels.shared_limits import SharedRateLimiter
from bot.channels.shared_replies import SharedReplies
from bot.channels.shared_words import SharedWords
from bot.store.shared_state import Away, SharedState
from tests.support.machine import run_async
from tests.support.redis import RedisServer, keys_that_stay


class Turn:
    """A turn that can be held up, and counts how often it ran."""

    def __init__(self) -> None:
        self.runs, self.held = 0, asyncio.Event()
        self.outcome = "answered"
        self.held.set()

    async def __call__(self) -> Answer:
        self.runs += 1
        await self.held.wait()
        return {"run": self.runs, "messages": [{"text": "æøå", "custom": {"outcome": self.outcome}}]}


def with_two(scene: Callable[[SharedState, SharedState], Awaitable[None]], server: RedisServer) -> None:
    """Play a scene with the state as two processes have it: each its own connections, and no memory of the other's."""

    async def played() -> None:
        one, other = SharedState(server.url), SharedState(server.url)
        await scene(one, other)
        await one.close()
        await other.close()

    run_async(played())


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


async def under_way(state: SharedState, turn: Turn) -> asyncio.Future[Answer]:
    """The turn as it is held up in the middle."""
    turn.held.clear()
    asked = asyncio.ensure_future(SharedReplies(state).run("a", "1", turn))
    await until(lambda: turn.runs > 0)
    return asked


def test_a_message_that_comes_to_both_at_once_runs_once(redis_server: RedisServer) -> None:
    async def scene(one: SharedState, other: SharedState) -> None:
        turn = Turn()
        turn.held.clear()
        asked = [
            asyncio.ensure_future(SharedReplies(state).run("a", "1", turn)) for state in (one, other, one, other, other)
        ]
        await until(lambda: turn.runs > 0)
        assert await SharedReplies(other).knows("a", "1")
        turn.held.set()
        answers = await asyncio.gather(*asked)
        assert turn.runs == 1
        assert all(answer == answers[0] for answer in answers)
        assert await SharedReplies(other).after("a", None) == [answers[0]]
        assert keys_that_stay(redis_server) == [] != redis_server.client.keys()

    with_two(scene, redis_server)


def test_what_came_after_a_message_is_told_in_order_by_the_other(redis_server: RedisServer) -> None:
    async def scene(one: SharedState, other: SharedState) -> None:
        turn = Turn()
        for number, state in enumerate((one, other, one)):
            await SharedReplies(state).run("a", str(number), turn)
        assert [answer["run"] for answer in await SharedReplies(other).after("a", "0")] == [2, 3]
        assert [answer["run"] for answer in await SharedReplies(one).after("a", "ukendt")] == [1, 2, 3]
        assert await SharedReplies(one).after("b", None) == []

    with_two(scene, redis_server)


def test_a_long_conversation_keeps_its_newest_only(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies_module, "MOST_KEPT", 3)

    async def scene(one: SharedState, other: SharedState) -> None:
        turn = Turn()
        for number in range(5):
            await SharedReplies(one).run("a", str(number), turn)
        assert [answer["run"] for answer in await SharedReplies(other).after("a", None)] == [3, 4, 5]

    with_two(scene, redis_server)


def test_a_turn_that_failed_is_run_again_by_the_other(redis_server: RedisServer) -> None:
    async def scene(one: SharedState, other: SharedState) -> None:
        turn = Turn()
        turn.outcome = "error"
        await SharedReplies(one).run("a", "1", turn)
        assert not await SharedReplies(other).knows("a", "1")
        assert await SharedReplies(other).after("a", None) == []
        turn.outcome = "answered"
        assert (await SharedReplies(other).run("a", "1", turn))["run"] == 2
        assert (await SharedReplies(one).run("a", "1", turn))["run"] == 2

    with_two(scene, redis_server)


def test_a_turn_of_a_process_that_died_is_taken_over(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies_module, "_RUNNING_SECONDS", 1)
    monkeypatch.setattr(replies_module, "_TOLD_EVERY_SECONDS", 3600)

    async def scene(one: SharedState, other: SharedState) -> None:
        dead, turn = Turn(), Turn()
        given_up = await under_way(one, dead)
        answer = await SharedReplies(other).run("a", "1", turn)
        assert answer["run"] == turn.runs == 1
        dead.held.set()
        await given_up
        assert await SharedReplies(other).after("a", None) == [answer], "what came too late changes nothing"

    with_two(scene, redis_server)


def test_a_turn_that_takes_its_time_is_taken_over_by_nobody(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies_module, "_RUNNING_SECONDS", 1)
    monkeypatch.setattr(replies_module, "_TOLD_EVERY_SECONDS", 0.2)

    async def scene(one: SharedState, other: SharedState) -> None:
        turn = Turn()
        turn.held.clear()
        asked = [asyncio.ensure_future(SharedReplies(state).run("a", "1", turn)) for state in (one, other)]
        await asyncio.sleep(1.5)  # longer than a dead one is waited for
        turn.held.set()
        await asyncio.gather(*asked)
        assert turn.runs == 1

    with_two(scene, redis_server)


def test_ending_waits_for_what_the_other_has_under_way_and_leaves_nothing(redis_server: RedisServer) -> None:
    async def scene(one: SharedState, other: SharedState) -> None:
        turn = Turn()
        asked = await under_way(one, turn)
        await SharedWords(one).keep("a", Recent(Intake("hej")))
        ending = asyncio.ensure_future(SharedReplies(other).end("a"))
        await asyncio.sleep(0.3)
        assert not ending.done()
        turn.held.set()
        await asked
        await ending
        await SharedWords(other).forget("a")
        assert redis_server.client.keys() == []

    with_two(scene, redis_server)


def test_when_redis_goes_during_a_turn_it_is_answered_and_when_it_is_away_none_begins(
    redis_server: RedisServer,
) -> None:
    async def scene(one: SharedState, other: SharedState) -> None:
        turn = Turn()
        asked = await under_way(one, turn)
        redis_server.kill()
        with pytest.raises(Away):
            await SharedReplies(other).run("a", "1", turn)
        turn.held.set()
        assert (await asked)["run"] == turn.runs == 1

    with_two(scene, redis_server)


def test_an_answer_made_while_redis_hung_is_known_when_it_goes_on(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replies_module, "_TOLD_EVERY_SECONDS", 0.2)

    async def scene(one: SharedState, other: SharedState) -> None:
        turn = Turn()
        asked = await under_way(one, turn)
        redis_server.hang()
        turn.held.set()
        answer = await asked
        redis_server.go_on()
        assert await SharedReplies(other).run("a", "1", Turn()) == answer

    with_two(scene, redis_server)


def test_a_limit_is_counted_together_and_tells_how_long_to_wait(redis_server: RedisServer) -> None:
    async def scene(one: SharedState, other: SharedState) -> None:
        for state in (one, other, one):
            await SharedRateLimiter(state, "messages", 3).hit("a")
        for state in (one, other):
            with pytest.raises(Problem) as refused:
                await SharedRateLimiter(state, "messages", 3).hit("a")
            assert 50 < int(refused.value.headers["Retry-After"]) <= 60
            await SharedRateLimiter(state, "messages", 3).hit("b")
            await SharedRateLimiter(state, "sessions", 3).hit("a")
        assert keys_that_stay(redis_server) == []

    with_two(scene, redis_server)


def test_what_weighs_more_than_the_limit_fills_it(redis_server: RedisServer) -> None:
    async def scene(one: SharedState, other: SharedState) -> None:
        await SharedRateLimiter(one, "addresses", 600).hit("a", 5000)
        with pytest.raises(Problem):
            await SharedRateLimiter(other, "addresses", 600).hit("a")

    with_two(scene, redis_server)


def test_while_redis_is_away_each_counts_by_itself(redis_server: RedisServer) -> None:
    redis_server.kill()

    async def scene(one: SharedState, other: SharedState) -> None:
        limits = [SharedRateLimiter(state, "messages", 1) for state in (one, other)]
        for limit in limits:
            await limit.hit("a")
            with pytest.raises(Problem):
                await limit.hit("a")

    with_two(scene, redis_server)


def test_words_are_seen_by_the_other_expire_and_hold_nothing_as_it_was_typed(redis_server: RedisServer) -> None:
    said = read("Jens Hansen bor på Vestergade 12, ring 12 34 56 78 æøå")
    recent = Recent(said, confirm='/confirm_danger{"kind": "bande"}', asked_lately=3, after_danger=2, topic="ssp")

    async def scene(one: SharedState, other: SharedState) -> None:
        await SharedWords(one).keep("a", recent)
        assert await SharedWords(other).of("a") == recent
        assert await SharedWords(other).of("b") is None
        (name,) = redis_server.client.keys()
        assert 0 < redis_server.client.ttl(name) <= 600
        kept = str(redis_server.client.get(name))
        assert said.typed and said.typed not in kept and "12345678" not in kept.replace(" ", "")

    with_two(scene, redis_server)


def test_words_that_cannot_be_had_are_none_and_those_that_cannot_be_forgotten_are_told(
    redis_server: RedisServer,
) -> None:
    redis_server.kill()

    async def scene(one: SharedState, other: SharedState) -> None:
        await SharedWords(one).keep("a", Recent(Intake("hej")))
        assert await SharedWords(other).of("a") is None
        with pytest.raises(Away):
            await SharedWords(one).forget("a")
        with contextlib.suppress(Away):
            await SharedReplies(one).end("a")

    with_two(scene, redis_server)


def test_words_kept_by_a_process_of_another_version_are_read(redis_server: RedisServer) -> None:
    async def scene(one: SharedState, other: SharedState) -> None:
        await SharedWords(one).keep("a", Recent(Intake("hej"), topic="alfa"))
        (name,) = redis_server.client.keys("*words*")
        newer = {**json.loads(redis_server.client.get(name)), "only_the_newer_knows": 1}
        older = {"said": newer["said"], "topic": "alfa"}
        for written in (newer, older):
            redis_server.client.set(name, json.dumps(written), ex=60)
            assert await SharedWords(other).of("a") == Recent(Intake("hej"), topic="alfa", until=0.0)

    with_two(scene, redis_server)
