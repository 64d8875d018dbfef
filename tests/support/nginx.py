"""A real nginx, set up as docs/da/drift.md says, or as it stands in deploy/."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bot.core.paths import DOCS, ROOT
from tests.support.machine import free_port, unavailable
from tests.support.service import wait_until

_CONFIGURATION = """\
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
events {{}}
http {{
    access_log off;
    {temporary}
    limit_req_zone $binary_remote_addr zone=skolebro:1m rate=20r/s;
    server {{
        listen 127.0.0.1:{port};
        location / {{ return 200 "intranettet"; }}
        {locations}
    }}
}}
"""
_KEPT_IN = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_OF_THE_CHART = ROOT / "deploy" / "helm" / "skolebro" / "files"
_PROXIES = "real_ip_header X-Forwarded-For; real_ip_recursive on; set_real_ip_from 127.0.0.1;"


@contextmanager
def nginx_on_a_path(folder: Path, server_port: int) -> Iterator[str]:
    """nginx as the operator is told to set it up below another site; gives that site's address."""
    locations, shared = _told("På en sti under et andet websted")
    (folder / "skolebro.conf").write_text(shared.replace("5005", str(server_port)), encoding="utf-8")
    port = free_port()
    told = _CONFIGURATION.format(
        folder=folder,
        temporary="".join(f"{name}_temp_path {folder}/{name};" for name in _KEPT_IN),
        port=port,
        locations=locations.replace("/etc/nginx", str(folder)),
    )
    with _running(folder, told, f"http://127.0.0.1:{port}"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def nginx_of_the_chart(folder: Path, server_port: int, rate: str = "20r/s") -> Iterator[int]:
    """The Pod's nginx in front of a server; gives its port. What stands before it, this test, may say who asks."""
    port = free_port()
    (folder / "proxies.conf").write_text(_PROXIES)
    told = (_OF_THE_CHART / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "/tmp/": f"{folder}/",  # first: the folders that follow may be below it
        "/etc/nginx/skolebro/proxies.conf": f"{folder}/proxies.conf",
        "/etc/nginx/skolebro/locations.conf": f"{_OF_THE_CHART}/locations.conf",
        "/etc/nginx/skolebro/metrics": f"{folder}/metrics",
        "rate=20r/s": f"rate={rate}",
        "listen 8080": f"listen 127.0.0.1:{port}",
        "127.0.0.1:5005": f"127.0.0.1:{server_port}",
    }.items():
        assert old in told, old
        told = told.replace(old, new)
    with _running(folder, told, f"http://127.0.0.1:{port}"):
        yield port


@contextmanager
def _running(folder: Path, configuration: str, address: str) -> Iterator[None]:
    program = shutil.which("nginx")
    if program is None:
        unavailable(
            "nginx is missing: install Debian's nginx-light to test what deploy/ and docs/da/drift.md say of it"
        )
    (folder / "nginx.conf").write_text(configuration, encoding="utf-8")
    command = [program, "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf", "-g", "daemon off;"]
    process = subprocess.Popen(command)
    try:
        wait_until(lambda: _is_up(address), "nginx is up")
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _told(heading: str) -> list[str]:
    """The blocks of nginx's below a heading."""
    section = (DOCS / "da" / "drift.md").read_text(encoding="utf-8").split(f"### {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```nginx\n(.*?)```", section, re.DOTALL)


def _is_up(address: str) -> bool:
    try:
        requests.get(address, timeout=2)
    except requests.ConnectionError:
        return False
    return True
