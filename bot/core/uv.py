"""Where uv is, which sets up the environment."""

import os
import shutil

from bot.core.paths import ROOT

_OF_SETUP = ROOT / ".tools" / "uv" / "bin" / "uv"  # where bin/setup puts it


def find_uv() -> str | None:
    """Its path: of the uv that runs us, the machine's, or the one ``bin/setup`` installed; ``None`` where none is."""
    return os.environ.get("UV") or shutil.which("uv") or (str(_OF_SETUP) if _OF_SETUP.exists() else None)
