"""A copy of the walk's files, to break."""

from pathlib import Path

import pytest
import yaml

from bot.guided.plan.content import PLAN
from tests.support.plan_files import FILES, POINTS_OF_A_COPY, write

_ELSEWHERE = "kontaktpersoner"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of knowledge/plan/ to break, with two of the five points."""
    for name in FILES:
        raw = yaml.load((PLAN / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        if name == "forloeb":
            raw["points"] = POINTS_OF_A_COPY
            # Next steps that hang on a question of another point.
            raw["next_steps"] = [step for step in raw["next_steps"] if _ELSEWHERE not in step.values()]
        for step in raw.get("steps", ()):
            for option in step["options"]:
                option["words"] = option["words"][:2]
        write(tmp_path, name, raw)
    return tmp_path
