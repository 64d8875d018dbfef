"""What comes into the image, and what stays out of it."""

import fnmatch
import re

import pytest

from bot.core.paths import KNOWLEDGE, ROOT, STATE, WEB
from bot.server import rasa_server, training
from tests.support.deploy import CONTAINERFILE, instructions


def in_the_image(path: str) -> bool:
    """Whether .dockerignore lets a file in: the last line that fits it or a folder around it decides."""
    parts = path.split("/")
    around = ["/".join(parts[: length + 1]) for length in range(len(parts))]
    is_in = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!")
        patterns = [pattern, pattern.removeprefix("**/")]
        if line and line[0] != "#" and any(_fits(each, one) for each in around for one in patterns):
            is_in = line.startswith("!")
    return is_in


def _fits(path: str, pattern: str) -> bool:
    same_depth = pattern.count("/") == path.count("/")
    return fnmatch.fnmatchcase(path, pattern) and (same_depth or pattern.startswith("**/"))


@pytest.mark.parametrize(
    "path",
    [
        f"{STATE.name}/secret",
        f"{STATE.name}/skolebro.sqlite",
        ".env",
        ".git/config",
        ".venv/bin/python",
        "deploy/container/secrets/DATABASE_URL",
        "tests/conftest.py",
        "bot/__pycache__/x.pyc",
        "web/node_modules/lit/index.js",
    ],
)
def test_what_is_secret_or_of_no_use_stays_out_of_the_image(path: str) -> None:
    assert not in_the_image(path)


def needed() -> set[str]:
    """What the code reads at its own place when it serves or trains."""
    folders = [KNOWLEDGE, WEB / "dist", ROOT / "bot", ROOT / "actions", ROOT / "data"]
    files = [
        *rasa_server._CREDENTIALS.values(),
        "endpoints.yml",
        "domain.yml",
        "config.yml",
        "pyproject.toml",
        "uv.lock",
    ]
    trained = [str(path.relative_to(ROOT)) for pattern in training._TRAINED_FROM for path in ROOT.glob(pattern)]
    run = re.findall(r"deploy/container/[\w.-]+", " ".join(instructions("ENTRYPOINT") + instructions("HEALTHCHECK")))
    within = [str(path.relative_to(ROOT)) for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path for path in [*files, *trained, *run, *within] if "__pycache__" not in path}


def test_what_is_needed_comes_into_the_image() -> None:
    assert [path for path in sorted(needed()) if not in_the_image(path)] == []


def test_the_image_is_made_in_two_stages_and_given_no_secret() -> None:
    assert len(instructions("FROM")) == 2
    assert not re.search(r"SECRET|PASSWORD|DATABASE_URL", CONTAINERFILE.read_text(encoding="utf-8"))
