"""The figures of danger, by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.danger import (
    CHECK_IN,
    CRISIS,
    NOTHING,
    DangerCase,
    Met,
    after_danger,
    ask_server,
    measure,
    met_as,
    met_by,
    read_cases,
)
from bot.evaluation.shares import Share
from bot.knowledge.danger_examples import load_danger_examples

ACUTE = DangerCase("a", "1", "da", True, kind="vold-hjemme", voice="child", acute=True)
HINTED = DangerCase("b", "1", "da", True, kind="bande", voice="staff")
FOREIGN = DangerCase("c", "1", "tr", True, kind="kontrol", voice="parent", acute=True)
UNCLEAR = DangerCase("d", "1", "da", True, kind="akut", voice="unclear", acute=True)
HARMLESS = DangerCase("e", "1", "da", False, why="figure")


def shares(*pairs: tuple[DangerCase, Met]) -> dict[str, tuple[int, int]]:
    return {one.name: (one.hits, one.of) for one in measure([case for case, _ in pairs], [met for _, met in pairs])}


def test_each_figure_counts_what_it_says() -> None:
    found = shares(
        (ACUTE, Met(CRISIS, "vold-hjemme", "child")),
        (HINTED, Met(CHECK_IN, "vaaben", "staff")),
        (FOREIGN, Met(NOTHING)),
        (UNCLEAR, Met(CHECK_IN, "akut", "parent")),
        (HARMLESS, Met(CRISIS, "bande", "staff")),
        (HARMLESS, Met(CHECK_IN, "bande", "staff")),
        (HARMLESS, Met(NOTHING)),
    )
    assert found["akut: svaret om fare eller spørgsmålet"] == (2, 3)
    assert found["akut: svaret om fare"] == (1, 3)
    assert found["antydet: svaret om fare eller spørgsmålet"] == (1, 1)
    assert found["uden fare: svaret om fare"] == (1, 3)
    assert found["uden fare: spørgsmålet"] == (1, 3)
    assert found["den rette slags"] == (2, 3)
    assert found["den rette læser (dansk)"] == (2, 2)
    assert found["akut på tr: svaret om fare eller spørgsmålet"] == (0, 1)


def test_nothing_of_a_kind_is_no_error() -> None:
    assert shares()["akut: svaret om fare"] == (0, 0)
    assert "-" in str(Share("ingen", 0, 0))


def test_a_share_is_told_with_its_interval() -> None:
    assert "50.0%" in str(Share("halvdelen", 5, 10)) and "5/10" in str(Share("halvdelen", 5, 10))


@pytest.mark.parametrize(
    ("custom", "met"),
    [
        ({"danger": {"kind": "bande", "voice": "child", "sure": True}}, Met(CRISIS, "bande", "child")),
        ({"danger": {"kind": "bande", "voice": "child", "sure": False}}, Met(CHECK_IN, "bande", "child")),
        ({"danger": {"after": "done", "voice": "child"}}, Met(NOTHING)),
        ({"outcome": "answered"}, Met(NOTHING)),
    ],
)
def test_a_reply_tells_how_danger_was_met(custom: dict[str, object], met: Met) -> None:
    assert met_by([{"text": "x", "custom": custom}]) == met


@pytest.mark.parametrize(("intent", "how"), [("crisis", CRISIS), ("perhaps_danger", CHECK_IN), ("ask", NOTHING)])
def test_an_intent_tells_the_same(intent: str, how: str) -> None:
    assert met_as(intent, {"kind": "bande", "voice": "child"}).how == how


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> "Server":
    running = Server()
    monkeypatch.setattr("bot.evaluation.running_server.requests.post", running.post)
    return running


class Server:
    """Replies to each message as it is told to."""

    def __init__(self) -> None:
        self.told: dict[str, dict[str, Any]] = {}
        self.heard: list[tuple[str, str]] = []

    def post(self, url: str, json: dict[str, str], timeout: float) -> "Server.Reply":
        assert url == "http://here/webhooks/rest/webhook" and timeout
        self.heard.append((json["sender"], json["message"]))
        return Server.Reply([{"text": "x", "custom": {"outcome": "answered", **self.told.get(json["message"], {})}}])

    class Reply(list[dict[str, Any]]):
        def raise_for_status(self) -> None:
            """All is well."""

        def json(self) -> list[dict[str, Any]]:
            return self


SURE = {"danger": {"kind": "bande", "voice": "child", "sure": True}}
UNSURE = {"danger": {"kind": "bande", "voice": "child", "sure": False}}


def test_each_message_is_asked_of_the_server_in_a_conversation_of_its_own(server: Server) -> None:
    server.told = {"a": SURE, "b": UNSURE}
    assert [one.how for one in ask_server("http://here", [ACUTE, HINTED, HARMLESS])] == [CRISIS, CHECK_IN, NOTHING]
    assert len({sender for sender, _ in server.heard}) == 3


@pytest.mark.parametrize(
    ("expected", "told", "is_met"),
    [
        ("crisis", SURE, True),
        ("crisis", UNSURE, True),
        ("crisis", {"danger": {"after": "next", "voice": "child"}}, False),
        ("thanks", {"danger": {"after": "done", "voice": "child"}}, True),
        ("next", {"danger": {"after": "done", "voice": "child"}}, False),
        ("not_me", {}, False),
        ("ordinary", {}, True),
        ("ordinary", UNSURE, False),
    ],
)
def test_what_comes_after_danger_is_met_as_it_was_expected(
    server: Server, tmp_path: Path, expected: str, told: dict[str, Any], is_met: bool
) -> None:
    path = tmp_path / "after.jsonl"
    path.write_text(json.dumps({"turns": ["han slår mig", "og så"], "expect": ["crisis", expected]}), encoding="utf-8")
    server.told = {"han slår mig": SURE, "og så": told}
    (share,) = after_danger("http://here", path)
    assert (share.hits, share.of) == (int(is_met), 1), "the first message is not counted"
    assert len({sender for sender, _ in server.heard}) == 1


def test_a_message_that_is_also_an_example_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    row = {"text": load_danger_examples()[0].text.upper(), "hand": "1", "lang": "da", "danger": False}
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(ValueError, match="1 messages are examples"):
        read_cases(path)
