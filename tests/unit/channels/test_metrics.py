"""A figure that can't be counted costs nobody an answer. What is counted: tests/processes/test_metrics.py."""

import pytest

from bot.channels import metrics
from bot.channels.handle_message import handle_message
from bot.channels.input_filter import read
from tests.support.machine import run_async


class Broken:
    """A metric that can't be counted."""

    def __getattr__(self, name: str) -> object:
        raise ValueError(name)


def test_what_cannot_be_counted_is_answered_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("_TURNS", "_ERRORS", "_REFUSED", "_OPEN", "_SECONDS"):
        monkeypatch.setattr(metrics, name, Broken())

    async def fails(_message: object) -> None:
        raise LookupError

    async def answer() -> list[dict[str, object]]:
        with metrics.open_turn("bot"):
            return await handle_message(fails, read("hej " + "x" * 1001), "test-a", "bot")

    (reply,) = run_async(answer())
    assert "112" in str(reply["text"])
    assert "Something was not counted: ValueError" in caplog.text
