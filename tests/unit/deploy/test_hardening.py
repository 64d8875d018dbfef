"""Nothing runs as root, and nothing writes or reaches out but where it must."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.server import service
from tests.support.deploy import DEPLOY, compose, instructions, template, unit

SERVICES = ("nginx", "skolebro", "postgres")
MOST_EXPOSURE = 3.0


def test_compose_has_these_three_and_no_more() -> None:
    assert set(compose()["services"]) == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_hardened(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"] and service["pids_limit"]
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & set(service)


def test_no_container_runs_as_root() -> None:
    users = [compose()["services"][name]["user"] for name in ("nginx", "postgres")] + instructions("USER")
    assert all(int(part) > 0 for user in users for part in user.split(":"))


def test_every_container_tells_how_it_is() -> None:
    assert all("healthcheck" in compose()["services"][name] for name in ("nginx", "postgres"))
    assert len(instructions("HEALTHCHECK")) == 1


def test_only_nginx_can_be_reached_from_outside_and_the_database_reaches_nothing() -> None:
    told = compose()
    assert [name for name in SERVICES if "ports" in told["services"][name]] == ["nginx"]
    assert told["services"]["postgres"]["networks"] == ["database"]
    assert told["networks"]["database"]["internal"] is True
    assert "database" not in told["services"]["nginx"]["networks"]


def test_every_secret_is_a_file_and_none_is_in_the_environment() -> None:
    told = compose()
    used = {secret for service in told["services"].values() for secret in service["secrets"]}
    assert used == set(told["secrets"])
    assert all(set(secret) == {"file"} for secret in told["secrets"].values())
    assert not used & set(told["services"]["skolebro"]["environment"])
    assert "POSTGRES_PASSWORD" not in told["services"]["postgres"]["environment"]


def test_peoples_words_do_not_get_into_the_databases_log() -> None:
    assert "log_parameter_max_length=0" in compose()["services"]["postgres"]["command"]


def test_whoever_stops_a_container_waits_as_long_as_both_servers_may_take() -> None:
    longest = 4 * service.STOP_SECONDS
    assert int(compose()["services"]["skolebro"]["stop_grace_period"].removesuffix("s")) >= longest
    assert int(unit()["TimeoutStopSec"][0]) >= longest
    pod = template("deployment.yaml")["spec"]["template"]["spec"]
    assert pod["terminationGracePeriodSeconds"] >= longest


@pytest.mark.parametrize("number", [0, 1])
def test_every_container_of_the_pod_is_hardened(number: int) -> None:
    pod = template("deployment.yaml")["spec"]["template"]["spec"]
    container = pod["containers"][number]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_the_pod_runs_as_the_user_of_the_image() -> None:
    context = template("deployment.yaml")["spec"]["template"]["spec"]["securityContext"]
    assert instructions("USER") == [f"{context['runAsUser']}:{context['runAsGroup']}"]


def test_there_is_one_pod_for_what_one_process_remembers() -> None:
    spec = template("deployment.yaml")["spec"]
    assert (spec["replicas"], spec["strategy"]["type"]) == (1, "Recreate")


def test_the_unit_is_hardened_by_systemds_own_measure() -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    command = ["systemd-analyze", "security", "--offline=true", str(DEPLOY / "systemd" / "skolebro.service")]
    told = subprocess.run(command, capture_output=True, text=True)
    exposure = re.search(r"exposure level for skolebro.service: ([\d.]+)", told.stdout)
    assert exposure and float(exposure[1]) <= MOST_EXPOSURE


def test_systemd_understands_every_line_of_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    told = (DEPLOY / "systemd" / "skolebro.service").read_text(encoding="utf-8")
    written = tmp_path / "skolebro.service"
    written.write_text(told.replace("/opt/skolebro/.venv/bin/skolebro", "/bin/true"), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(written)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("User", "skolebro"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "true"),
        ("PrivateTmp", "true"),
        ("NoNewPrivileges", "true"),
        ("CapabilityBoundingSet", ""),
        ("MemoryDenyWriteExecute", "true"),
        ("IPAddressDeny", "any"),
        ("KillMode", "mixed"),
        ("ExecReload", "/opt/skolebro/.venv/bin/skolebro reload"),
    ],
)
def test_the_unit_says(key: str, value: str) -> None:
    assert unit()[key] == [value]
