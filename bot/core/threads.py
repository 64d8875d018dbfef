"""Work in a pool of threads that still knows whose it is, and work that is not given up in the middle."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import suppress
from contextvars import copy_context
from typing import Any, TypeVar

T = TypeVar("T")


async def run_in(threads: Executor, work: Callable[..., T], *args: Any) -> T:
    """Run something in a pool, with the context (the request's id) that ``run_in_executor`` leaves behind."""
    return await asyncio.get_running_loop().run_in_executor(threads, copy_context().run, work, *args)


async def to_its_end(work: Awaitable[T]) -> T:
    """What ``work`` gives, also where whoever waits for it is cancelled meanwhile: it is then done, not given up."""
    task = asyncio.ensure_future(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    return task.result()
