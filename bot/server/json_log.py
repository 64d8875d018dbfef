"""The servers' log as one JSON object a line, for those who collect logs (``SKOLEBRO_LOG=json``)."""

import io
import json
import logging
import sys
from collections.abc import Mapping, MutableMapping
from datetime import datetime, timezone
from typing import Any, TextIO

import structlog

from bot.core.request_id import REQUEST_ID
from bot.server.log import with_names_hashed

_DETAILS = "details"  # what structlog's callers say beside the message


def log_as_json(process: str) -> None:
    """Write all that this process says as JSON; after ``keep_secrets_out``.

    Args:
        process: stands as the logger of what is printed and not logged.
    """
    out = sys.stdout
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    handler.setLevel(logging.WARNING)
    for one in logging.getLogger().handlers:
        one.setFormatter(JsonFormatter())
    logging.lastResort = handler  # what has no handler of its own: Sanic's
    before = structlog.get_config()["processors"][:-1]  # the last writes the line
    structlog.configure(
        processors=[*before, structlog.processors.format_exc_info, _as_record],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    sys.stdout, sys.stderr = JsonLines(out, process, "INFO"), JsonLines(out, process, "ERROR")


class JsonFormatter(logging.Formatter):
    """A record as a JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; a traceback is a text in it."""
        more = {_DETAILS: getattr(record, _DETAILS)} if hasattr(record, _DETAILS) else {}
        if record.exc_info:
            more["exception"] = self.formatException(record.exc_info)
        when = datetime.fromtimestamp(record.created, timezone.utc)
        return _line(when, record.levelname, record.name, record.getMessage(), more)


class JsonLines(io.TextIOBase):
    """A stream that writes each line that is printed as a JSON object."""

    def __init__(self, out: TextIO, process: str, level: str) -> None:
        self._out, self._process, self._level, self._begun = out, process, level, ""

    def write(self, text: str) -> int:
        """Write what is a whole line by now."""
        *lines, self._begun = (self._begun + text).split("\n")
        for line in filter(str.strip, lines):
            told = _line(datetime.now(timezone.utc), self._level, self._process, line, {})
            self._out.write(f"{told}\n")
        return len(text)

    def flush(self) -> None:
        """Pass on what is written."""
        self._out.flush()


def _line(when: datetime, level: str, logger: str, message: str, more: Mapping[str, Any]) -> str:
    told = {
        "time": when.isoformat(timespec="milliseconds"),
        "level": level,
        "logger": logger,
        "message": message,
        "request_id": REQUEST_ID.get(),
        **more,
    }
    return with_names_hashed(json.dumps(told, default=str))


def _as_record(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> tuple[Any, ...]:
    """What structlog hands to the logger: its message alone, the rest beside it."""
    name = event.pop("event", "")
    message = str(event.pop("event_info", name))
    event.pop("level", None)
    return (message,), {"extra": {_DETAILS: {"event": name, **event}}}
