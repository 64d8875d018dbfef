"""What tests ask of the machine they run on: a free port, a loop of their own, what may be missing."""

import asyncio
import os
import random
import socket
from collections.abc import Coroutine
from contextlib import ExitStack
from functools import cache
from threading import Thread
from typing import Any, NoReturn, TypeVar

import pytest
from hypothesis import settings

from bot.siege.service import free_port as free_port

T = TypeVar("T")


def unavailable(reason: str) -> NoReturn:
    """Skip on a machine without what a test needs; in CI that is an error."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def free_ports(count: int) -> int:
    """The first of so many in a row nobody listens on; below those the kernel gives to whoever calls somebody."""
    while True:
        first = random.randrange(20_000, 32_000)
        try:
            with ExitStack() as probes:
                for port in range(first, first + count):
                    probes.enter_context(socket.socket()).bind(("127.0.0.1", port))
        except OSError:
            continue
        return first


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """A loop in a thread beside this one: Playwright has a loop running here, once a browser was open."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, daemon=True).start()
    return loop


def run_async(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, in a loop beside this thread."""
    return asyncio.run_coroutine_threadsafe(coroutine, _loop()).result()


def result_of(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives that waits for nothing: it needs no loop."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise AssertionError("it waits for something")


def a_quarter() -> settings:
    """For a property whose example takes long: a quarter of the examples that the profile has."""
    return settings(max_examples=settings().max_examples // 4)
