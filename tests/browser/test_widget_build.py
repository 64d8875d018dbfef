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


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source as after a fresh checkout, with what `npm ci` installs."""
    if not shutil.which("npm"):
        unavailable("npm is missing: install Node 20 or newer to check the widget")
    web = tmp_path_factory.mktemp("widget") / "web"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules", "dist"))
    npm(web, "ci", "--no-audit", "--no-fund")
    return web


def npm(web: Path, *command: str) -> str:
    """Run npm there; gives what it printed."""
    done = subprocess.run(["npm", *command], cwd=web, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_widget_in_the_repository_is_built_from_the_source_beside_it(fresh: Path) -> None:
    printed = npm(fresh, "run", "build")
    for name in ("skolebro-chat.js", "licenser.txt"):
        assert (fresh / "dist" / name).read_bytes() == (WEB / "dist" / name).read_bytes(), "run `make widget`"
    # What the build prints is what a page needs to make sure that it got this very file.
    digest = hashlib.sha384((WEB / "dist" / "skolebro-chat.js").read_bytes()).digest()
    assert f"sha384-{base64.b64encode(digest).decode()}" in printed


def test_the_types_the_source_tells_of_are_true(fresh: Path) -> None:
    npm(fresh, "run", "types")


def test_the_unit_tests_of_the_widget_pass(fresh: Path) -> None:
    npm(fresh, "test")


def test_the_widget_is_small() -> None:
    assert len(gzip.compress((WEB / "dist" / "skolebro-chat.js").read_bytes(), 9)) <= 30_000
