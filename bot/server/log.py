"""What the servers' logs never tell: the values in a traceback, and the names of conversations."""

import hashlib
import logging
import re
from collections.abc import Callable
from typing import Any

import structlog

# A conversation's name is all one needs to know it again in the database (bot/channels/sessions.py).
_NAME = re.compile(r"\bchat-[A-Za-z0-9_-]{24}(?![A-Za-z0-9_-])")


def keep_secrets_out() -> None:
    """Write no local variables into tracebacks, and a hash for each conversation's name; after the log is set up.

    structlog shows every local variable by default: the key that signs sessions and the database's password are some.
    """
    without_locals: dict[Any, Any] = {structlog.processors.dict_tracebacks: structlog.processors.format_exc_info}
    processors = [without_locals.get(one, one) for one in structlog.get_config()["processors"]]
    for one in processors:
        if isinstance(one, structlog.dev.ConsoleRenderer):
            one._exception_formatter = structlog.dev.plain_traceback
    structlog.configure(processors=processors)
    logging.setLogRecordFactory(_hashing(logging.getLogRecordFactory()))
    logging.Formatter.formatException = _formatted(logging.Formatter.formatException)  # type: ignore[method-assign]


def with_names_hashed(text: str) -> str:
    """A text with a short hash for each conversation's name: two lines about the same one can still be told."""
    return _NAME.sub(lambda name: f"chat-#{hashlib.sha256(name[0].encode()).hexdigest()[:8]}", text)


def _hashing(make: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    def record(*args: Any, **more: Any) -> logging.LogRecord:
        made = make(*args, **more)
        told = made.getMessage()
        if (hashed := with_names_hashed(told)) != told:
            made.msg, made.args = hashed, None
        return made

    return record


def _formatted(format_one: Callable[..., str]) -> Callable[..., str]:
    def format_exception(formatter: logging.Formatter, info: Any) -> str:
        return with_names_hashed(format_one(formatter, info))

    return format_exception
