"""The files in `deploy/`, read as data."""

import re
from pathlib import Path
from typing import Any

from bot.core.paths import ROOT
from bot.core.yaml_files import parse, read_yaml

DEPLOY = ROOT / "deploy"
CONTAINERFILE = DEPLOY / "container" / "Containerfile"
CHART = DEPLOY / "helm" / "skolebro"
LOCATIONS = DEPLOY / "nginx" / "locations.conf"

# What an installation may set that bot/core/settings.py does not read; each is told in .env.example.
READ_ELSEWHERE = {"DANISH_MODEL_URL", "SKOLEBRO_JWT", "SKOLEBRO_PUBLICATION"}


def compose() -> dict[str, Any]:
    return read_yaml(DEPLOY / "container" / "compose.yml")


def unit() -> dict[str, list[str]]:
    """The systemd unit: each key with its values, in order."""
    values: dict[str, list[str]] = {}
    for line in (DEPLOY / "systemd" / "skolebro.service").read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            values.setdefault(key, []).append(value)
    return values


def instructions(name: str) -> list[str]:
    """What one kind of line in the Containerfile says, in order."""
    whole = CONTAINERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split(" ", 1)[1].strip() for line in whole.splitlines() if line.split(" ", 1)[0] == name]


def template(name: str) -> dict[str, Any]:
    """A template of the chart with every part of it on and a word for each value: enough to read what is fixed."""
    text = (CHART / "templates" / name).read_text(encoding="utf-8")
    without_control = re.sub(r"^\s*\{\{-? (range|with|if|end|toYaml|\.Files).*\}\}\n", "", text, flags=re.MULTILINE)
    return parse(re.sub(r"\{\{.*?\}\}", "x", without_control))


def values() -> dict[str, Any]:
    return read_yaml(CHART / "values.yaml")


def conf(path: Path) -> str:
    """An nginx file without its comments."""
    return re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
