"""Who reaches the API: other pages, other machines, who asks how it is."""

import psutil
import pytest
import requests

from bot.core.paths import ROOT
from bot.core.yaml_files import read_yaml
from tests.support.service import QUESTION, ChatSession, Service, assert_problem, processes

pytestmark = pytest.mark.service


@pytest.mark.parametrize("path", ["theme", "message", "session", "skolebro-chat.js", ""])
def test_pages_of_other_sites_may_read_nothing_unless_they_are_named(service: Service, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        response = requests.request(
            method, f"{service.url}/chat/{path}", json={}, headers={"Origin": "https://andet.example"}, timeout=30
        )
        assert not [name for name in response.headers if name.lower().startswith("access-control-allow")]


def test_pages_of_other_sites_are_told_that_they_are_not_set_up(service: Service) -> None:
    chat = ChatSession(service)
    chat.headers["Origin"] = "https://andet.example"
    assert_problem(chat.send(QUESTION), 403, "origin-refused")
    for path in ("session", "theme?site=standard"):
        method = "GET" if "theme" in path else "POST"
        assert_problem(chat.request(method, path), 403, "origin-refused")


def test_the_description_of_the_api_can_be_fetched(service: Service) -> None:
    described = requests.get(f"{service.url}/chat/openapi.json", timeout=30).json()
    written = read_yaml(ROOT / "bot" / "channels" / "openapi.yml")
    assert described == written


def test_health_tells_that_the_chat_is_ready(service: Service) -> None:
    response = requests.get(f"{service.url}/chat/health", timeout=30)
    assert (response.status_code, response.json()) == (200, {"ready": True})


def test_the_servers_listen_on_this_machine_only(service: Service) -> None:
    listening = [
        connection.laddr
        for process in processes(service)
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert {address.ip for address in listening} == {"127.0.0.1"}
    ports = {address.port for address in listening}
    # A Rasa server has a port of its own besides, where the supervisor asks it; no action server listens.
    assert len(ports) == 2 and service.port in ports and service.actions_port not in ports
