"""A real nginx, set up as docs/da/drift.md says."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bot.core.paths import DOCS
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


@contextmanager
def nginx_on_a_path(folder: Path, server_port: int) -> Iterator[str]:
    """nginx as the operator is told to set it up below another site; gives that site's address."""
    program = shutil.which("nginx")
    if program is None:
        unavailable("nginx is missing: install Debian's nginx-light to test what docs/da/drift.md says of it")
    locations, shared = _told("På en sti under et andet websted")
    (folder / "skolebro.conf").write_text(shared.replace("5005", str(server_port)), encoding="utf-8")
    port = free_port()
    told = _CONFIGURATION.format(
        folder=folder,
        temporary="".join(f"{name}_temp_path {folder}/{name};" for name in _KEPT_IN),
        port=port,
        locations=locations.replace("/etc/nginx", str(folder)),
    )
    (folder / "nginx.conf").write_text(told, encoding="utf-8")
    command = [program, "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf", "-g", "daemon off;"]
    process = subprocess.Popen(command)
    try:
        wait_until(lambda: _is_up(f"http://127.0.0.1:{port}/"), "nginx is up")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _told(heading: str) -> list[str]:
    """The blocks of nginx's below a heading."""
    section = (DOCS / "da" / "drift.md").read_text(encoding="utf-8").split(f"### {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```nginx\n(.*?)```", section, re.DOTALL)


def _is_up(address: str) -> bool:
    try:
        return requests.get(address, timeout=2).ok
    except requests.ConnectionError:
        return False
