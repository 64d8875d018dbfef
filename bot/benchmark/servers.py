"""The two bots that are compared, each started as its user starts it."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

from bot.core.paths import ROOT, STATE
from bot.core.uv import find_uv

_SLOWEST_START_SECONDS = 300
STOCK = STATE / "stock-bot"
# Stock Rasa needs TensorFlow, which our environment has not got.
_STOCK_ENVIRONMENT = STATE / "stock-rasa"
_STOCK_RASA = "rasa==3.6.21"
# What Rasa leaves open and newer versions of which it does not start with.
_STOCK_NEEDS = ("setuptools<81", "sqlalchemy<1.4.50")


@dataclass(frozen=True)
class Bot:
    """How to start a bot, and where it answers over REST."""

    name: str
    command: list[str]
    folder: Path
    port: int
    environment: dict[str, str]

    @property
    def webhook(self) -> str:
        """Rasa's REST endpoint."""
        return f"http://127.0.0.1:{self.port}/webhooks/rest/webhook"


def ours(folder: Path) -> Bot:
    """Skolebro with a database of its own under ``folder``; everything prepared, as at a second start."""
    environment = {"PORT": "5105", "ACTIONS_PORT": "5155", "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite'}"}
    return Bot("Skolebro", [sys.executable, "-m", "bot.commands.main", "serve"], ROOT, 5105, environment)


def stock() -> Bot:
    """The bot `rasa init` makes, in an environment of its own; installed and trained the first time this is called."""
    rasa = str(_stock_rasa())
    if not list(STOCK.glob("models/*.tar.gz")):
        print("Laver og træner en almindelig Rasa-bot (et par minutter) ...", flush=True)
        STOCK.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [rasa, "init", "--no-prompt", "--init-dir", str(STOCK)], check=True, capture_output=True, cwd=STOCK
        )
    return Bot("rasa init", [rasa, "run", "--port", "5205"], STOCK, 5205, {"RASA_TELEMETRY_ENABLED": "false"})


def _stock_rasa() -> Path:
    """Rasa's command line, as `pip install rasa` gives it."""
    rasa = _STOCK_ENVIRONMENT / "bin" / "rasa"
    if not rasa.exists():
        print("Henter en almindelig Rasa (et par minutter) ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(_STOCK_ENVIRONMENT)], check=True)
        # Not by our own settings, which leave TensorFlow out; and compiled, as ours is: else it starts three times as
        # slowly.
        options = [
            "--no-config",
            "--compile-bytecode",
            "--quiet",
            "--python",
            str(_STOCK_ENVIRONMENT / "bin" / "python"),
        ]
        subprocess.run([find_uv() or "uv", "pip", "install", *options, _STOCK_RASA, *_STOCK_NEEDS], check=True)
    return rasa


class Running:
    """A started bot."""

    def __init__(self, bot: Bot, first_message: str) -> None:
        self.bot = bot
        started = time.monotonic()
        self._process = subprocess.Popen(
            bot.command,
            cwd=bot.folder,
            env={**os.environ, **bot.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not self._answers(first_message):
            if self._process.poll() is not None or time.monotonic() - started > _SLOWEST_START_SECONDS:
                raise RuntimeError(f"{bot.name} did not start")
            time.sleep(0.1)
        self.seconds_to_first_answer = time.monotonic() - started

    def ask(self, sender: str, message: str) -> float:
        """Seconds until the whole answer is there.

        Raises:
            RuntimeError: there was no answer; a figure for that would mean nothing.
        """
        started = time.perf_counter()
        response = requests.post(self.bot.webhook, json={"sender": sender, "message": message}, timeout=60)
        seconds = time.perf_counter() - started
        if not response.ok or not response.json():
            raise RuntimeError(f"{self.bot.name} gave no answer to {message!r}")
        return seconds

    def megabytes(self) -> float:
        """Memory of all its processes together (PSS: a page that several share is counted once). Linux only."""
        process = psutil.Process(self._process.pid)
        return sum(one.memory_full_info().pss for one in [process, *process.children(recursive=True)]) / 1e6

    def stop(self) -> None:
        """End it and wait until it is gone."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)

    def _answers(self, message: str) -> bool:
        try:
            self.ask("first", message)
        except (requests.RequestException, RuntimeError):
            return False
        return True
