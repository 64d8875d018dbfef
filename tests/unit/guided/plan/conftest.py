"""A copy of the walk's files, to break."""

import shutil
from pathlib import Path

import pytest
import yaml

from bot.guided.plan.content import PLAN
from tests.support.plan_files import FILES, POINTS_OF_A_COPY, write

_ELSEWHERE = "kontaktpersoner"


@pytest.fixture(scope="session")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of knowledge/plan/ with two of the five points; to copy again, not to break."""
    folder = tmp_path_factory.mktemp("plan")
    for name in FILES:
        raw = yaml.load((PLAN / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        if name == "forloeb":
            raw["points"] = POINTS_OF_A_COPY
            # Next steps that hang on a question of another point.
            raw["next_steps"] = [step for step in raw["next_steps"] if _ELSEWHERE not in step.values()]
        for step in raw.get("steps", ()):
            for option in step["options"]:
                option["words"] = option["words"][:2]
        write(folder, name, raw)
    return folder


@pytest.fixture
def copied(unbroken: Path, tmp_path: Path) -> Path:
    """A copy of its own, to break."""
    return Path(shutil.copytree(unbroken, tmp_path / "plan"))
