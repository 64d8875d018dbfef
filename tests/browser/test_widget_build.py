"""The built widget in the repository is what its source gives."""

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.paths import WEB
from tests.conftest import unavailable

pytestmark = pytest.mark.browser


def test_the_widget_in_the_repository_is_built_from_the_source_beside_it(tmp_path: Path) -> None:
    if not shutil.which("npm"):
        unavailable("npm is missing: install Node 20 or newer to check the built widget")
    web = tmp_path / "web"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules", "dist"))
    for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
        done = subprocess.run(command, cwd=web, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    built = (web / "dist" / "skolebro-chat.js").read_bytes()
    assert built == (WEB / "dist" / "skolebro-chat.js").read_bytes(), "run `make widget`"
