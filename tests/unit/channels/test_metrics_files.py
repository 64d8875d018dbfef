"""The examples for Prometheus and Grafana ask for what there is, and docs/da/drift.md tells all of it."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

import bot.channels.problems  # noqa: F401  it shows the reasons there are
from bot.channels import metrics
from bot.core.outcomes import Outcome
from bot.core.paths import DOCS
from bot.core.yaml_files import read_yaml

FOLDER = DOCS / "da" / "overvaagning"
RULES, DASHBOARD = FOLDER / "alarmer.yml", FOLDER / "grafana.json"
ENDINGS = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "info": ("_info",), "gauge": ("",)}
FIGURES = {family.name: family for family in metrics.REGISTRY.collect()}
NAMES = {f"{name}{ending}" for name, family in FIGURES.items() for ending in ENDINGS[family.type]}
REASONS = {sample.labels["reason"] for sample in FIGURES["skolebro_refused"].samples}


def rules() -> list[dict[str, Any]]:
    (group,) = read_yaml(RULES)["groups"]
    return group["rules"]


def panels() -> list[dict[str, Any]]:
    return json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]


ASKED = [rule["expr"] for rule in rules()] + [target["expr"] for panel in panels() for target in panel["targets"]]


@pytest.mark.parametrize("asked", ASKED)
def test_every_question_is_about_a_figure_there_is(asked: str) -> None:
    named = set(re.findall(r"\b(?:skolebro|process)_\w+\b", asked))
    assert named or asked.startswith("up{"), asked
    assert named <= NAMES


@pytest.mark.parametrize("asked", ASKED)
def test_every_value_of_a_label_is_one_there_is(asked: str) -> None:
    for label, known in (("outcome", {one.value for one in Outcome}), ("reason", REASONS), ("channel", {"bot"})):
        for values in re.findall(rf'{label}=~?"([^"]*)"', asked):
            assert set(values.split("|")) <= known


def test_every_alarm_says_in_danish_what_is_wrong_and_what_to_do() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names)
    for rule in rules():
        assert rule["annotations"].keys() == {"summary", "description"}
        assert rule["labels"]["severity"] in ("critical", "warning", "info")


def test_no_two_panels_share_a_place() -> None:
    taken = [
        (x, y)
        for panel in panels()
        for at in (panel["gridPos"],)
        for x in range(at["x"], at["x"] + at["w"])
        for y in range(at["y"], at["y"] + at["h"])
    ]
    assert len(taken) == len(set(taken)) and max(x for x, _ in taken) < 24
    assert len({panel["id"] for panel in panels()}) == len(panels())


def test_the_operator_is_told_of_every_figure_and_every_alarm() -> None:
    told = (DOCS / "da" / "drift.md").read_text(encoding="utf-8")
    own = {f"skolebro_{what}" for what in ("turn_seconds", "errors_total", "papers_total", "turns_total")}
    own |= {name for name in NAMES if name.startswith("skolebro_") and "turn_seconds" not in name}
    for name in (*own, *(rule["alert"] for rule in rules()), *REASONS):
        assert f"`{name}`" in told, name


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is missing")
def test_prometheus_understands_every_question(tmp_path: Path) -> None:
    questions = [{"record": f"question:{number}", "expr": asked} for number, asked in enumerate(ASKED)]
    written = tmp_path / "questions.yml"
    written.write_text(yaml.safe_dump({"groups": [{"name": "all", "rules": questions}]}), encoding="utf-8")
    for file in (RULES, written):
        done = subprocess.run(["promtool", "check", "rules", str(file)], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
