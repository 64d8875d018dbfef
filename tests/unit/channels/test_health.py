"""What is told of a server whose actions run inside it, over HTTP."""

from pathlib import Path

import requests

from bot.server.action_server import ACTIONS_AT_ONCE
from tests.support.server_without_model import HANG, ServerWithoutModel


def told(server: ServerWithoutModel, page: str) -> tuple[int, dict[str, bool]]:
    answer = requests.get(f"{server.chat}/{page}", timeout=30)
    return answer.status_code, answer.json()


def test_where_every_action_hangs_it_is_neither_ready_nor_alive(tmp_path: Path) -> None:
    server = ServerWithoutModel(tmp_path)
    try:
        for _ in range(ACTIONS_AT_ONCE):
            assert told(server, "ready") == (200, {"ready": True, "model": True, "database": True, "actions": True})
            assert told(server, "health") == (200, {"ready": True})
            assert server.say(HANG).json()["messages"][0]["custom"]["outcome"] == "error"
        assert told(server, "ready") == (503, {"ready": False, "model": True, "database": True, "actions": False})
        # So that the supervisor starts another: nothing else lets the hung ones go.
        assert told(server, "health") == (503, {"ready": False})
    finally:
        server.process.kill()  # it would wait for them
        server.stop()
