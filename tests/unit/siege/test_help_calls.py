"""What counts as help for somebody in danger, and how long there was none."""

import json
from pathlib import Path

import pytest
import requests

from bot.siege.help_calls import Call, HelpCalls, answer_in
from bot.siege.service import Service

SURE = {"text": "Ring 112.", "custom": {"danger": {"sure": True}}}
CALM_ERROR = {"text": "Prøv igen. Er nogen i fare, så ring 112.", "custom": {"outcome": "error"}}


def response(status: int, body: object) -> requests.Response:
    made = requests.Response()
    made.status_code, made._content = status, json.dumps(body).encode()
    return made


@pytest.mark.parametrize(
    ("status", "body", "answer"),
    [
        (200, {"messages": [SURE]}, "answered"),
        (200, {"messages": [CALM_ERROR]}, "named"),
        (429, {"detail": "Vent. Er nogen i fare, så ring 112."}, "named"),
        (200, {"messages": []}, "silent"),
        (200, {"messages": [{"text": "Hej.", "custom": {}}]}, "silent"),
        (200, {"messages": [{"text": "Pas på.", "custom": {"danger": {"sure": True}}}]}, "silent"),
        (503, {"detail": "Prøv igen."}, "silent"),
    ],
)
def test_help_is_the_reply_to_danger_or_at_least_the_number(status: int, body: object, answer: str) -> None:
    assert answer_in(response(status, body)) == answer


def test_a_page_that_is_no_json_is_no_help() -> None:
    made = response(502, "")
    made._content = b"<h1>Bad gateway 112</h1>"
    assert answer_in(made) == "silent"


@pytest.mark.parametrize(
    ("calls", "seconds"),
    [
        ([(0, 1, "answered")], 0),
        ([(0, 1, "answered"), (2, 1, "silent"), (4, 1, "silent"), (6, 2, "named"), (9, 1, "answered")], 6),
        ([(0, 1, "silent"), (2, 1, "answered"), (4, 5, "silent")], 5),
    ],
)
def test_the_longest_silence_lasts_until_somebody_is_heard(
    tmp_path: Path, calls: list[tuple[float, float, str]], seconds: float
) -> None:
    made = HelpCalls(Service(tmp_path))
    made.calls = [Call(begun, took, answer) for begun, took, answer in calls]  # type: ignore[arg-type]
    assert made.longest_silence() == seconds
