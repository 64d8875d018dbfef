"""A message sent twice runs once; what was missed can be fetched; nothing is kept for long."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import pytest

from bot.channels import reply_cache as module
from bot.channels.reply_cache import Answer, ReplyCache
from tests.support.machine import run_async


class Counted:
    """A turn that counts how often it ran."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.runs, self._seconds = 0, seconds

    def __call__(self, name: str) -> Callable[[], Awaitable[Answer]]:
        async def turn() -> Answer:
            self.runs += 1
            await asyncio.sleep(self._seconds)
            return {"id": name, "run": self.runs}

        return turn


def test_the_same_message_again_gets_the_same_answer() -> None:
    async def scene() -> None:
        turns, turn = ReplyCache(), Counted()
        assert await turns.run("a", "1", turn("1")) == await turns.run("a", "1", turn("1")) == {"id": "1", "run": 1}
        assert await turns.knows("a", "1") and not await turns.knows("b", "1")
        assert (await turns.run("b", "1", turn("1")))["run"] == 2, "another conversation's is another message"

    run_async(scene())


def test_a_turn_goes_on_when_whoever_asked_has_gone_and_is_waited_for_when_asked_again() -> None:
    async def scene() -> None:
        turns, turn = ReplyCache(), Counted(seconds=0.05)
        asked = asyncio.ensure_future(turns.run("a", "1", turn("1")))
        await asyncio.sleep(0.01)
        asked.cancel()
        assert await turns.after("a", None) == [], "not made yet"
        assert await turns.run("a", "1", turn("1")) == {"id": "1", "run": 1}
        assert await turns.after("a", None) == [{"id": "1", "run": 1}]

    run_async(scene())


def test_what_came_after_a_message_is_told_in_order() -> None:
    async def scene() -> None:
        turns, turn = ReplyCache(), Counted()
        for name in ("1", "2", "3"):
            await turns.run("a", name, turn(name))
        assert [answer["id"] for answer in await turns.after("a", "1")] == ["2", "3"]
        assert [answer["id"] for answer in await turns.after("a", "ukendt")] == ["1", "2", "3"]
        assert await turns.after("a", "3") == await turns.after("b", None) == []

    run_async(scene())


def test_nothing_is_kept_longer_than_it_is_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        turns, turn = ReplyCache(), Counted()
        await turns.run("a", "1", turn("1"))
        monkeypatch.setattr(module, "KEPT_SECONDS", -1)
        assert await turns.after("a", None) == []
        assert not await turns.knows("a", "1")

    run_async(scene())


def test_a_long_conversation_keeps_its_newest_only(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        monkeypatch.setattr(module, "MOST_KEPT", 3)
        turns, turn = ReplyCache(), Counted()
        for name in "12345":
            await turns.run("a", name, turn(name))
        assert [answer["id"] for answer in await turns.after("a", None)] == ["3", "4", "5"]

    run_async(scene())


def test_ending_a_conversation_waits_for_what_is_under_way() -> None:
    async def scene() -> None:
        turns, done = ReplyCache(), []

        async def turn() -> Answer:
            await asyncio.sleep(0.05)
            done.append(True)
            return {"id": "1"}

        asked = asyncio.ensure_future(turns.run("a", "1", turn))
        await asyncio.sleep(0.01)
        await turns.end("a")
        assert done
        assert await turns.after("a", None) == []
        await asked

    run_async(scene())


def test_ending_that_is_broken_off_breaks_off_no_turn() -> None:
    async def scene() -> None:
        turns, turn = ReplyCache(), Counted(seconds=0.05)
        asked = asyncio.ensure_future(turns.run("a", "1", turn("1")))
        await asyncio.sleep(0.01)
        ending = asyncio.ensure_future(turns.end("a"))
        await asyncio.sleep(0.01)
        ending.cancel()
        assert (await asked)["run"] == 1

    run_async(scene())


@pytest.mark.parametrize("way", ["raises", "says so", "is broken off"])
def test_a_turn_that_failed_is_run_again_and_told_to_nobody(way: str) -> None:
    async def scene() -> None:
        turns, runs = ReplyCache(), []

        async def turn() -> Answer:
            runs.append(way)
            if len(runs) == 1 and way == "raises":
                raise ValueError
            if len(runs) == 1 and way == "is broken off":
                raise asyncio.CancelledError
            failed = len(runs) == 1 and way == "says so"
            return {"messages": [{"custom": {"outcome": "error" if failed else "answered"}}]}

        with contextlib.suppress(ValueError, asyncio.CancelledError):
            await turns.run("a", "1", turn)
        assert await turns.after("a", None) == []
        assert not await turns.knows("a", "1")
        assert (await turns.run("a", "1", turn))["messages"][0]["custom"]["outcome"] == "answered"
        assert len(runs) == 2

    run_async(scene())


def test_only_those_who_spoke_last_are_remembered_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        monkeypatch.setattr(module, "_MOST_CONVERSATIONS", 2)
        turns, turn = ReplyCache(), Counted()
        for conversation in ("a", "b", "a", "c", "d"):
            await turns.run(conversation, "1", turn("1"))
        assert len(turns._turns) <= 3
        assert await turns.knows("d", "1") and await turns.knows("c", "1") and not await turns.knows("b", "1")

    run_async(scene())
