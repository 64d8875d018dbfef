"""`skolebro siege`: start a service of our own, attack it row by row, and tell what held."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import requests

from bot.server.model_signature import is_signed
from bot.server.training import MODEL, is_trained
from bot.siege.report import Finding, Row, Told, line, markdown, summary
from bot.siege.rows import ROWS
from bot.siege.service import Service, processes
from bot.siege.sign_in_site import SITES, jwt_secret

LONGEST_SECONDS = 340
_READY_SECONDS = 60
_NOT_TRAINED = "Modellen er ikke trænet til det, der er i mappen nu. Kør `skolebro train` (`make train`) først."


class NotPossible(RuntimeError):
    """There is nothing to attack; the message says why (Danish)."""


def run(as_markdown: bool = False, port: int | None = None, rows: tuple[Row, ...] = ROWS) -> bool:
    """Attack a service started for it, on the loopback address alone; gives whether all held.

    Args:
        as_markdown: tell it as a table for docs/siege.md.
        port: the first of two ports to use; two free ones where it is ``None``.
        rows: what to try.

    Raises:
        NotPossible: no service can be started.
    """
    if not (is_trained() and is_signed(MODEL)):
        raise NotPossible(_NOT_TRAINED)
    os.environ["NO_PROXY"] = "127.0.0.1"  # what is sent must not leave the machine
    deadline = time.monotonic() + LONGEST_SECONDS
    with TemporaryDirectory(prefix="skolebro-siege-") as folder:
        service = own_service(Path(folder), port)
        try:
            _start(service)
            all_told = []
            for row in rows:
                all_told.append(attempt(row, service, deadline))
                if not as_markdown:
                    print(line(all_told[-1]), flush=True)
        finally:
            _end(service)
    print(markdown(all_told) + "\n" if as_markdown else "")
    print(summary(all_told))
    return all(told.finding.held for told in all_told)


def own_service(folder: Path, port: int | None = None) -> Service:
    """A service with nothing of the installation's own but its model and secret, as a municipality runs it."""
    (folder / "steder.yml").write_text(SITES, encoding="utf-8")
    ports = {"PORT": str(port), "ACTIONS_PORT": str(port + 1)} if port else {"PORT": "", "ACTIONS_PORT": ""}
    return Service(
        folder,
        **ports,
        DATABASE_URL=f"sqlite:///{folder / 'service.sqlite'}",
        LISTEN_ADDRESS="127.0.0.1",
        SKOLEBRO_PROFILE="production",
        SKOLEBRO_PATH_PREFIX="",
        SKOLEBRO_METRICS_PORT="",
        SKOLEBRO_SITES=str(folder / "steder.yml"),
        SKOLEBRO_JWT=jwt_secret(),
        MESSAGES_A_MINUTE="",
        SESSIONS_A_MINUTE="",
    )


def attempt(row: Row, service: Service, deadline: float) -> Told:
    """Try one row until the deadline at most; the service must be ready again afterwards."""
    begun = time.monotonic()
    if begun >= deadline:
        return Told(row, Finding(False, "ikke nået"), 0)
    found: list[Finding] = []
    # A row that never ends must not keep the others from being told.
    attack = threading.Thread(target=lambda: found.append(_found(row, service)), daemon=True)
    attack.start()
    attack.join(timeout=deadline - begun)
    finding = found[0] if found else Finding(False, "ikke færdig i tide")
    if not _ready_again(service, min(deadline, time.monotonic() + _READY_SECONDS)):
        finding = Finding(False, f"{finding.figure}. Tjenesten kom ikke op igen")
        with suppress(RuntimeError):
            _end(service)
            _start(service)
    return Told(row, finding, time.monotonic() - begun)


def _found(row: Row, service: Service) -> Finding:
    try:
        return row.attack(service)
    except (requests.RequestException, RuntimeError, OSError, psutil.Error, LookupError, ValueError) as error:
        return Finding(False, f"afbrudt: {type(error).__name__}")


def _ready_again(service: Service, until: float) -> bool:
    while not service.is_ready():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def _start(service: Service) -> None:
    try:
        service.start()
    except RuntimeError as error:
        raise NotPossible(str(error)) from error


def _end(service: Service) -> None:
    """Whatever state it is in, nothing of it is left."""
    if service.process is None or service.process.poll() is not None:
        return
    left = processes(service)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.resume()
    service.process.terminate()
    _, alive = psutil.wait_procs(left, timeout=15)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    service.process.wait()
