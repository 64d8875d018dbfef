"""The log as JSON, and the request's id in it: seen in real processes, over HTTP."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.core.paths import ROOT
from bot.server.request_ids import HEADER
from tests.support.machine import free_port
from tests.support.server_without_model import FAIL, LOG, ServerWithoutModel, running
from tests.support.service import wait_until

FIELDS = {"time", "level", "logger", "message", "request_id"}
MADE = re.compile(r"[0-9a-f]{32}")
RARE_WORD = "grævlingepotpourri"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerWithoutModel]:
    with running(tmp_path_factory.mktemp("json"), SKOLEBRO_LOG="json") as started:
        yield started


def lines(text: str) -> list[dict[str, Any]]:
    """Every line of a log; each must be an object."""
    found = [json.loads(line) for line in text.splitlines()]
    assert all(one.keys() >= FIELDS for one in found)
    return found


def lines_of(server: ServerWithoutModel, request_id: str) -> list[dict[str, Any]]:
    return [one for one in lines(server.log.read_text(encoding="utf-8")) if one["request_id"] == request_id]


def told(code: str, **environment: str) -> list[dict[str, Any]]:
    """What a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env={**os.environ, "SKOLEBRO_LOG": "json", **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    return lines(done.stdout + done.stderr)


def test_a_line_says_when_where_what_and_of_which_request(server: ServerWithoutModel) -> None:
    server.say(LOG, {**server.session(), HEADER: "fra-proxyen-1"})
    (line,) = lines_of(server, "fra-proxyen-1")
    assert (line["level"], line["logger"]) == ("WARNING", "skolebro.test")
    assert re.fullmatch(r"it was heard in chat-#[0-9a-f]{8}", line["message"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


def test_what_fails_is_a_line_of_its_request_without_its_words(server: ServerWithoutModel) -> None:
    server.say(f"{FAIL} {RARE_WORD}", {**server.session(), HEADER: "fejler-1"})
    assert [line["message"] for line in lines_of(server, "fejler-1")] == ["A turn failed: LookupError"]
    assert RARE_WORD not in str(lines(server.log.read_text(encoding="utf-8")))


def test_requests_at_once_have_each_their_own_lines(server: ServerWithoutModel) -> None:
    names = [f"samtidig-{number}" for number in range(8)]
    sessions = [{**server.session(), HEADER: name} for name in names]
    with ThreadPoolExecutor(len(names)) as pool:
        answers = list(pool.map(lambda session: server.say(LOG, session), sessions))
    assert [answer.headers[HEADER] for answer in answers] == names
    assert [len(lines_of(server, name)) for name in names] == [1] * len(names)


@pytest.mark.parametrize("name", ["a", "0123456789abcdef" * 4, "9b2c1f0e-7a44-4c1e-8d7b-0c7f6a5e4d3b"])
def test_a_well_formed_id_is_returned(server: ServerWithoutModel, name: str) -> None:
    assert requests.get(f"{server.chat}/health", headers={HEADER: name}, timeout=30).headers[HEADER] == name


@pytest.mark.parametrize("name", ["", "x" * 65, "to ord", "a_b", "<script>", "a;b", "010203/1234", 'x"}'])
def test_another_is_replaced_by_one_that_is_made(server: ServerWithoutModel, name: str) -> None:
    answer = requests.get(f"{server.chat}/health", headers={HEADER: name}, timeout=30)
    assert MADE.fullmatch(answer.headers[HEADER])


def test_every_request_on_a_connection_has_its_own(server: ServerWithoutModel) -> None:
    with requests.Session() as connection:
        given = connection.get(f"{server.chat}/health", headers={HEADER: "den-foerste"}, timeout=30).headers[HEADER]
        made = [connection.get(f"{server.chat}/health", timeout=30).headers[HEADER] for _ in range(2)]
    assert given == "den-foerste" and all(MADE.fullmatch(one) for one in made) and made[0] != made[1]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/chat/findes-ikke", 404),
        ("GET", "/findes-ikke", 404),
        ("PUT", "/chat/message", 405),
        ("POST", "/chat/message", 401),
        ("POST", "/webhooks/rest/webhook", 400),
        ("GET", "/", 200),
    ],
)
def test_what_is_refused_has_its_id_too(server: ServerWithoutModel, method: str, path: str, status: int) -> None:
    answer = requests.request(method, server.origin + path, headers={HEADER: "afvist-1"}, timeout=30)
    assert (answer.status_code, answer.headers[HEADER]) == (status, "afvist-1")


def test_and_what_is_too_large_and_what_is_no_request(server: ServerWithoutModel) -> None:
    assert HEADER in requests.post(f"{server.chat}/message", data=b"x" * 5_500_000, timeout=30).headers
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(b"nonsense\r\n\r\n")
        assert HEADER.lower() in line.recv(4000).decode().lower()


def test_a_page_that_embeds_the_chat_gets_one_header_of_it(server: ServerWithoutModel) -> None:
    raw = requests.get(f"{server.chat}/", headers={HEADER: "en-gang"}, timeout=30).raw
    assert raw.headers.getlist(HEADER) == ["en-gang"]


def test_what_an_action_fails_of_is_a_line_of_the_request_that_called_it(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "actions.log"
    settings = {
        "SKOLEBRO_LOG": "json",
        "ACTIONS_PORT": str(port),
        "DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/away",
    }
    with open(log, "wb") as opened:
        command = [sys.executable, "-W", "ignore", "-m", "bot.server.action_server"]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=opened, stderr=opened)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until(lambda: is_up(f"{url}/health"), "the action server is up")
        tracker = {"sender_id": "test-a", "slots": {}, "latest_message": {}, "events": [], "paused": False}
        body = {"next_action": "action_make_consent_form", "sender_id": "test-a", "tracker": tracker, "domain": {}}
        answer = requests.post(f"{url}/webhook", json=body, headers={HEADER: "fra-rasa"}, timeout=30)
        assert (answer.status_code, answer.headers[HEADER]) == (200, "fra-rasa")
    finally:
        process.terminate()
        process.wait(timeout=30)
    of_it = [line for line in lines(log.read_text(encoding="utf-8")) if line["request_id"] == "fra-rasa"]
    assert any("action_make_consent_form failed" in line["message"] for line in of_it), log.read_text(encoding="utf-8")


def is_up(page: str) -> bool:
    try:
        return requests.get(page, timeout=2).status_code == 200
    except requests.RequestException:
        return False


def test_what_the_supervisor_tells_is_json_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (line,) = told("from bot.commands.main import app; app(['serve'])", PORT=str(port))
    assert f"Port {port} er optaget" in line["message"]
    assert (line["level"], line["logger"], line["request_id"]) == ("ERROR", "skolebro", None)


def test_what_libraries_log_and_print_and_what_breaks_is_json_without_values() -> None:
    name = "chat-Abcdefghijklmnopqrst-_12"
    found = told(f"""
import logging
from rasa.utils.log_utils import configure_structlog
from bot.server.json_log import log_as_json
from bot.server.log import keep_secrets_out
configure_structlog(logging.WARNING)
keep_secrets_out()
log_as_json("prøve")
import structlog
structlog.get_logger("a").warning("b.c", event_info="100 % af {name}", url="d")
def fail():
    hemmeligt = "en-hemmelighed"
    raise LookupError("hos {name}")
try:
    fail()
except LookupError:
    structlog.get_logger("a").exception("e")
    logging.getLogger("sanic.error").exception("f")
print("en linje\\u2028og mere")
fail()
""")
    assert "en-hemmelighed" not in str(found) and name not in str(found)
    first, second, third, printed, *broke = found
    assert re.fullmatch("100 % af chat-#[0-9a-f]{8}", first["message"])
    assert first["details"] == {"event": "b.c", "url": "d"}
    assert second["details"]["exception"].startswith("Traceback")
    assert third["exception"].startswith("Traceback")
    assert (printed["message"], printed["logger"]) == ("en linje\u2028og mere", "prøve")
    assert broke[-1]["message"].startswith("LookupError: hos chat-#")
