"""The installation's secret: signs the chat's sessions and the trained model."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.core.paths import STATE
from bot.core.settings import settings

KEPT = STATE / "secret"


def installation_secret() -> str:
    """``SKOLEBRO_SECRET``, which machines that share the traffic share; else one made once on this machine."""
    return settings().secret or _kept_secret(KEPT)


def _kept_secret(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written whole before it has its name: half a secret could be guessed.
        descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
        with suppress(FileExistsError):  # another process was first
            os.link(unfinished, path)
        os.unlink(unfinished)
        return path.read_text()
