"""What Prometheus may fetch: how many, how long and how it ended; never a word, a conversation or a site.

Every label has a fixed set of values. Counting never breaks what it counts (docs/decisions/0018-metrics.md).
"""

import importlib.metadata
import logging
import platform
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)
from sanic import Sanic

from bot.core.outcomes import Outcome
from bot.core.paths import KNOWLEDGE
from bot.core.settings import settings

logger = logging.getLogger(__name__)

# Whoever is on this machine may read them; from outside they are reached only where the operator lets somebody.
_CHANNELS = ("bot", "rest")  # as Rasa calls them
_UNKNOWN = "unknown"
_TRIED_EVERY_SECONDS = 1
_UP_TO_SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 20)

# They are a second series for each, which nothing asks for.
disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
_TURNS = Counter("skolebro_turns", "Turns that ended", ("outcome", "channel"), registry=REGISTRY)
_SECONDS = Histogram(
    "skolebro_turn_seconds",
    "Seconds from a message to its answer",
    ("channel",),
    registry=REGISTRY,
    buckets=_UP_TO_SECONDS,
)
_OPEN = Gauge("skolebro_open_turns", "Messages that wait for their answer", registry=REGISTRY)
_REFUSED = Counter("skolebro_refused", "Requests and messages that were refused", ("reason",), registry=REGISTRY)
_ERRORS = Counter("skolebro_errors", "What failed, by the class of the error", ("kind",), registry=REGISTRY)
_PAPERS = Counter("skolebro_papers", "Papers and pictures made", ("paper",), registry=REGISTRY)
_MODEL_AGE = Gauge("skolebro_model_age_seconds", "Seconds since the model was trained", registry=REGISTRY)
_CONTENT_AGE = Gauge("skolebro_content_age_seconds", "Seconds since the content changed", registry=REGISTRY)
_BUILD = Info("skolebro_build", "The versions that run", registry=REGISTRY)
ProcessCollector(registry=REGISTRY)


def expect(reasons: Sequence[str]) -> None:
    """Show what may happen as 0: the first time it happens is then seen as a rise, too."""
    for channel in _CHANNELS:
        _SECONDS.labels(channel)
        for outcome in Outcome:
            _TURNS.labels(outcome.value, channel)
    for reason in reasons:
        _REFUSED.labels(reason)


@contextmanager
def open_turn(channel: str) -> Iterator[None]:
    """A message is being answered; how long it takes counts from here, with what it waits."""
    begun = time.perf_counter()
    with _harmless():
        _OPEN.inc()
    try:
        yield
    finally:
        with _harmless():
            _OPEN.dec()
            _SECONDS.labels(channel).observe(time.perf_counter() - begun)


def count_turn(channel: str, replies: Sequence[Mapping[str, Any]]) -> None:
    """A turn ended as its first reply says; what follows it is a question that comes back."""
    with _harmless():
        outcome = replies[0].get("custom", {}).get("outcome")
        known = outcome if outcome in {one.value for one in Outcome} else _UNKNOWN
        _TURNS.labels(known, channel).inc()


def count_refused(reason: str) -> None:
    """Something was refused, for one of the kinds of ``bot/channels/problems.py`` or as too long."""
    with _harmless():
        _REFUSED.labels(reason).inc()


def count_error(error: BaseException) -> None:
    """Something failed; its class alone is told, for its message may hold words."""
    with _harmless():
        _ERRORS.labels(type(error).__name__).inc()


def count_paper(name: str) -> None:
    """A paper was made; its name is one of the files there are, and the same for everybody."""
    with _harmless():
        _PAPERS.labels(name).inc()


def serve_metrics(app: Sanic, port: int) -> None:
    """Answer Prometheus on a port of its own, in a thread of its own: also while the event loop has much to do."""
    _BUILD.info({
        "version": importlib.metadata.version("skolebro"),
        "rasa": importlib.metadata.version("rasa"),
        "python": platform.python_version(),
    })  # fmt: skip
    changed = max((path.stat().st_mtime for path in KNOWLEDGE.rglob("*") if path.is_file()), default=0.0)
    _CONTENT_AGE.set_function(lambda: time.time() - changed)
    _MODEL_AGE.set_function(lambda: _age_of_model(app))
    if not _serves_at(port):
        # The chat goes on without: who writes must not suffer for who watches. The process that this one replaces may
        # still have the port.
        logger.warning("No metrics on port %s until it is free.", port)
        threading.Thread(target=_serve_when_free, args=(port,), daemon=True).start()


def _serve_when_free(port: int) -> None:
    while not _serves_at(port):
        time.sleep(_TRIED_EVERY_SECONDS)


def _serves_at(port: int) -> bool:
    try:
        start_http_server(port, settings().listen_address, REGISTRY)
    except OSError:
        return False
    return True


def _age_of_model(app: Sanic) -> float:
    try:
        trained: datetime = app.ctx.agent.processor.model_metadata.trained_at  # UTC, without saying so
        return time.time() - trained.replace(tzinfo=timezone.utc).timestamp()
    except AttributeError:  # it is not loaded yet
        return float("nan")


@contextmanager
def _harmless() -> Iterator[None]:
    """Whatever goes wrong with the counting, the person gets her answer."""
    try:
        yield
    except Exception as error:
        logger.error("Something was not counted: %s", type(error).__name__)
