"""Work in a pool of threads that still knows whose it is."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from contextvars import copy_context
from typing import Any, TypeVar

T = TypeVar("T")


async def run_in(threads: Executor, work: Callable[..., T], *args: Any) -> T:
    """Run something in a pool, with the context (the request's id) that ``run_in_executor`` leaves behind."""
    return await asyncio.get_running_loop().run_in_executor(threads, copy_context().run, work, *args)
