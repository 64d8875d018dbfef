"""Nothing runs as root, nothing writes but where it must, nothing secret gets into the image."""

import fnmatch
import re
import shutil
import subprocess

import pytest

from bot.core.paths import KNOWLEDGE, ROOT, STATE, WEB
from bot.server import rasa_server, supervisor, training
from tests.unit.deploy.files import CONTAINERFILE, DEPLOY, compose, instructions, template, unit

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
    longest = 4 * supervisor._STOP_SECONDS
    assert int(compose()["services"]["skolebro"]["stop_grace_period"].removesuffix("s")) >= longest
    assert int(unit()["TimeoutStopSec"][0]) >= longest
    pod = template("deployment.yaml")["spec"]["template"]["spec"]
    assert pod["terminationGracePeriodSeconds"] >= longest


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
    ],
)
def test_the_unit_says(key: str, value: str) -> None:
    assert unit()[key] == [value]
