"""Whoever asks how the server is asks an address it has; what restarts asks whether it lives, and nothing else."""

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bot.channels.api import OPENAPI
from bot.core.paths import ROOT
from bot.core.yaml_files import read_yaml
from tests.support.deploy import DEPLOY, instructions, template

LIVES, READY = "/chat/health", "/chat/ready"


def probe(name: str) -> str:
    container = template("deployment.yaml")["spec"]["template"]["spec"]["containers"][0]
    command: list[str] = container[name]["exec"]["command"]
    assert command[:2] == ["python", "deploy/container/answers.py"]
    return command[2]


def test_the_app_has_both_addresses() -> None:
    api = read_yaml(OPENAPI)
    assert {f"{api['servers'][0]['url']}{path}" for path in api["paths"]} >= {LIVES, READY}


def test_what_restarts_asks_whether_it_lives() -> None:
    assert (probe("livenessProbe"), probe("startupProbe")) == (LIVES, LIVES)


def test_the_image_asks_whether_it_lives() -> None:
    command = instructions("HEALTHCHECK")[0].split("CMD ")[1]
    assert json.loads(command) == ["python", "deploy/container/answers.py", LIVES]


def test_what_only_tells_asks_whether_somebody_is_answered() -> None:
    assert probe("readinessProbe") == READY


def test_who_writes_of_danger_reaches_the_pod_also_when_it_is_not_ready() -> None:
    assert template("service.yaml")["spec"]["publishNotReadyAddresses"] is True


def test_a_first_start_has_a_quarter_of_an_hour_to_train() -> None:
    container = template("deployment.yaml")["spec"]["template"]["spec"]["containers"][0]
    assert container["startupProbe"]["periodSeconds"] * container["startupProbe"]["failureThreshold"] == 15 * 60
    assert "--start-period=15m" in instructions("HEALTHCHECK")[0]


class _OneAddress(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == LIVES else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: the test's output is for the test."""


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), _OneAddress) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(("address", "code"), [(LIVES, 0), (READY, 1)])
def test_the_probe_tells_200_from_the_rest(port: int, address: str, code: int) -> None:
    command = [sys.executable, str(DEPLOY / "container" / "answers.py"), address]
    done = subprocess.run(command, cwd=ROOT, env={"PORT": str(port), "PYTHONPATH": str(ROOT)})
    assert done.returncode == code


def test_the_probe_asks_where_the_chat_is_below_another_site(port: int) -> None:
    prefix, address = LIVES[: LIVES.rindex("/")], LIVES[LIVES.rindex("/") :]
    command = [sys.executable, str(DEPLOY / "container" / "answers.py"), address]
    environment = {"PORT": str(port), "PYTHONPATH": str(ROOT), "SKOLEBRO_PATH_PREFIX": prefix}
    assert subprocess.run(command, cwd=ROOT, env=environment).returncode == 0
