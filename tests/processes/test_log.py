"""What the servers' logs never tell, seen in real processes."""

import os
import subprocess
import sys

import pytest

from bot.core.paths import ROOT

SECRET = "en-hemmelighed-som-ingen-maa-se-0123456789"
NAME = "chat-Abcdefghijklmnopqrst-_12"

SET_UP = """
import logging
from bot.core.silence_warnings import silence_warnings
silence_warnings()
from rasa.utils.log_utils import configure_structlog
from bot.server.log import keep_secrets_out
configure_structlog(logging.WARNING)
keep_secrets_out()
import structlog
"""


def told_by(code: str) -> str:
    """All that a process of its own prints."""
    secrets = {"SKOLEBRO_SECRET": SECRET, "DATABASE_URL": f"postgresql://skolebro:{SECRET}@127.0.0.1:1/skolebro"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **secrets},
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.stdout + done.stderr


def test_an_error_nobody_foresaw_while_serving_tells_no_secret() -> None:
    told = told_by("""
import bot.server.serve as serve
serve._check_ports = lambda chosen: 1 / 0
from bot.commands.main import app
app(["serve"])
""")
    assert "ZeroDivisionError" in told, told
    assert SECRET not in told


@pytest.mark.parametrize("logger", ["structlog.get_logger()", "logging.getLogger('sanic.error')"])
def test_a_traceback_in_a_servers_log_has_no_values_and_no_conversation(logger: str) -> None:
    told = told_by(f"""{SET_UP}
def fail():
    from bot.core.settings import settings
    chosen = settings()
    raise LookupError({NAME!r})
try:
    fail()
except LookupError:
    {logger}.exception("it failed for {NAME}")
""")
    assert "LookupError" in told and "it failed for chat-#" in told, told
    assert SECRET not in told
    assert NAME not in told
