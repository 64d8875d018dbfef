"""The built widget in the repository is what its source gives."""

import base64
import gzip
import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.core.paths import WEB
from tests.support.machine import unavailable

pytestmark = pytest.mark.browser


def test_the_widget_in_the_repository_is_built_from_the_source_beside_it(tmp_path: Path) -> None:
    if not shutil.which("npm"):
        unavailable("npm is missing: install Node 20 or newer to check the built widget")
    web = tmp_path / "web"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules", "dist"))
    for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
        done = subprocess.run(command, cwd=web, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    for name in ("skolebro-chat.js", "licenser.txt"):
        assert (web / "dist" / name).read_bytes() == (WEB / "dist" / name).read_bytes(), "run `make widget`"
    # What the build prints is what a page needs to make sure that it got this very file.
    digest = hashlib.sha384((WEB / "dist" / "skolebro-chat.js").read_bytes()).digest()
    assert f"sha384-{base64.b64encode(digest).decode()}" in done.stdout


def test_the_widget_is_small() -> None:
    assert len(gzip.compress((WEB / "dist" / "skolebro-chat.js").read_bytes(), 9)) <= 25_600
