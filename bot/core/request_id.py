"""The id of the request that is being answered."""

from contextvars import ContextVar

# Goes along with tasks, and into threads by ``to_thread`` and ``run_in`` (bot/core/threads.py).
REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
