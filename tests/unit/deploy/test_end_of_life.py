"""docs/end-of-life.md speaks of what is locked, not of what once was."""

import re

import tomli

from bot.core.paths import DOCS, ROOT

PAGE = DOCS / "end-of-life.md"
NOT_PACKAGES = {"Python", "tensorflow"}


def locked() -> dict[str, str]:
    read = tomli.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    return {package["name"]: package["version"] for package in read["package"]}


def told() -> dict[str, str]:
    """Each package of the table with the version it is said to have."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    pairs: dict[str, str] = {}
    for names, versions in rows[1:]:
        several = names.removesuffix(" and Rasa's other channels").split(", ")
        single = [each for name in several for each in name.split(" and ")]
        pairs |= dict(zip(single, versions.split(", "), strict=True))
    return {name: version for name, version in pairs.items() if name not in NOT_PACKAGES and not name.startswith("---")}


def test_every_version_is_the_one_in_the_lock() -> None:
    versions = locked()
    assert len(told()) > 30
    assert {name: versions.get(name) for name in told()} == told()


def test_python_is_the_one_the_project_asks_for() -> None:
    asked = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert asked == ">=3.10,<3.11"
    assert re.search(r"^\| Python \| 3\.10 \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_tensorflow_is_not_installed_as_is_said() -> None:
    locks = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert not re.search(r'^name = "tensorflow', locks, re.MULTILINE)
