"""What the files set is there to be set, and ports, folders and versions are those of the code."""

import os
import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from bot.core.paths import ROOT, STATE
from bot.core.settings import settings
from bot.core.yaml_files import read_yaml
from bot.server.doctor import _settings as told_settings
from tests.support.deploy import CHART, CONTAINERFILE, DEPLOY, READ_ELSEWHERE, compose, conf, instructions, unit

STATE_IN_PLACE = f"/opt/skolebro/{STATE.relative_to(ROOT)}"


@pytest.fixture
def known() -> set[str]:
    """The names of all settings: doctor tells each by its name, and its own test looks after that."""
    return {finding.what for finding in told_settings()} | READ_ELSEWHERE


def test_the_names_are_those_of_all_settings(known: set[str]) -> None:
    assert len(known - READ_ELSEWHERE) == len(fields(settings()))


def test_compose_sets_only_what_can_be_set(known: set[str]) -> None:
    skolebro = compose()["services"]["skolebro"]
    assert {*skolebro["environment"], *skolebro["secrets"], *skolebro["build"]["args"]} <= known


def test_what_compose_has_commented_out_can_be_set(known: set[str]) -> None:
    text = (DEPLOY / "container" / "compose.yml").read_text(encoding="utf-8")
    named = re.findall(r"# ([A-Z_]+): /", text)
    assert named and set(named) <= known


def test_the_chart_sets_only_what_can_be_set(known: set[str]) -> None:
    text = (CHART / "values.yaml").read_text(encoding="utf-8")
    template = (CHART / "templates" / "deployment.yaml").read_text(encoding="utf-8")
    named = {*re.findall(r"\b[A-Z]{3,}(?:_[A-Z]+)+\b", text), *re.findall(r"name: ([A-Z_]+)", template)}
    assert "SKOLEBRO_PROFILE" in named and named <= known


def test_the_settings_given_make_a_start_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in compose()["services"]["skolebro"]["environment"].items():
        monkeypatch.setenv(name, str(value))
    assert (settings().profile, settings().listen_address) == ("production", "0.0.0.0")


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("nginx/skolebro.conf", "http://127.0.0.1"),
        ("container/nginx.conf", "http://skolebro"),
        ("helm/skolebro/files/nginx.conf", "http://127.0.0.1"),
    ],
)
def test_nginx_sends_to_the_port_of_the_chat(file: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert f"set $skolebro {address}:{settings().port};" in conf(DEPLOY / file)


def test_the_image_opens_the_port_of_the_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert instructions("EXPOSE") == [str(settings().port)]


def test_the_folder_that_is_written_is_the_same_everywhere() -> None:
    assert unit()["ReadWritePaths"] == [STATE_IN_PLACE]
    assert instructions("VOLUME") == [STATE_IN_PLACE]
    assert f"state:{STATE_IN_PLACE}" in compose()["services"]["skolebro"]["volumes"]
    assert f"mountPath: {STATE_IN_PLACE}" in (CHART / "templates" / "deployment.yaml").read_text(encoding="utf-8")


def test_the_image_has_the_uv_of_the_set_up() -> None:
    version = re.search(r"UV_VERSION=(\S+)", (ROOT / "bin" / "setup").read_text(encoding="utf-8"))
    assert version and f"uv=={version[1]}" in CONTAINERFILE.read_text(encoding="utf-8")


def test_the_chart_is_of_the_projects_version() -> None:
    chart = read_yaml(CHART / "Chart.yaml")
    project = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert project and chart["appVersion"] == project[1]


def with_secrets(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    script = DEPLOY / "container" / "with-secrets"
    return subprocess.run([str(script), str(folder), *command], capture_output=True, text=True)


def test_a_secret_in_a_file_becomes_the_setting_it_is_named_after(tmp_path: Path) -> None:
    (tmp_path / "DATABASE_URL").write_text("postgresql://bruger:k o$de@vært/skolebro\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    done = with_secrets(tmp_path, "sh", "-c", 'printf %s "$DATABASE_URL"')
    assert done.stdout == "postgresql://bruger:k o$de@vært/skolebro"


def test_without_secrets_the_command_runs_all_the_same(tmp_path: Path) -> None:
    assert with_secrets(tmp_path / "none", "echo", "kører").stdout == "kører\n"


def test_the_command_takes_the_place_of_the_script_so_that_it_hears_the_signals(tmp_path: Path) -> None:
    done = with_secrets(tmp_path, "sh", "-c", "echo $PPID")
    assert int(done.stdout) == os.getpid()
