"""Which processes a service is: as many Rasa servers as were asked for, and the action server where it is separate."""

import os
import socket
from itertools import count
from pathlib import Path

from bot.core.settings import SEPARATE, Settings
from bot.server.content_in_force import environment_of_content
from bot.server.service import HOST, Service, Worker
from bot.server.sockets import bound

# Three seconds where nothing else runs.
_ACTIONS_START_WITHIN_SECONDS = 45
# Ten where nothing else runs; but they all start at once, and share the cores.
_RASA_STARTS_WITHIN_SECONDS = 180


def processes(chosen: Settings, shared: socket.socket, content: Path | None, model: Path) -> list[Service]:
    """The Rasa servers, and before them the action server they call, where it is separate; not started yet.

    Args:
        shared: the address the Rasa servers answer at.
        content: the copy of the content they read.
        model: the model they load.
    """
    environment = {
        **_actions_port(chosen),
        "DATABASE_URL": chosen.database_url,
        "SKOLEBRO_MODEL": str(model),
        **environment_of_content(content),
        "RASA_TELEMETRY_ENABLED": "false",
        # Fewer malloc arenas: tens of megabytes less, for servers that are mostly idle.
        "MALLOC_ARENA_MAX": "2",
    }
    actions = _action_server(environment) if chosen.actions == SEPARATE else None
    workers = [
        Worker(
            "Rasa-serveren" if chosen.workers == 1 else f"Rasa-server {number + 1}",
            ["-m", "bot.server.rasa_server"],
            {**environment, **_metrics_port(chosen, number), **_threads(chosen)},
            starts_within=_RASA_STARTS_WITHIN_SECONDS * chosen.workers,
            shared=shared,
            actions=actions,
        )
        for number in range(chosen.workers)
    ]
    return [*([actions] if actions else []), *workers]


def _action_server(environment: dict[str, str]) -> Service:
    return Service(
        "Handlingsserveren",
        ["-m", "bot.server.action_server"],
        environment,
        f"http://{HOST}:{environment['ACTIONS_PORT']}/health",
        starts_within=_ACTIONS_START_WITHIN_SECONDS,
    )


def _actions_port(chosen: Settings) -> dict[str, str]:
    """While one set of processes takes another's place, both have an action server."""
    return {"ACTIONS_PORT": str(_free_port(chosen.actions_port))} if chosen.actions == SEPARATE else {}


def _metrics_port(chosen: Settings, number: int) -> dict[str, str]:
    return {"SKOLEBRO_METRICS_PORT": str(chosen.metrics_port + number)} if chosen.metrics_port else {}


def _threads(chosen: Settings) -> dict[str, str]:
    """Several workers share the cores: threads of one that wait for each other take them from another."""
    if chosen.workers == 1 or "OMP_NUM_THREADS" in os.environ:
        return {}
    return {"OMP_NUM_THREADS": str(max(1, (os.cpu_count() or 1) // chosen.workers))}


def _free_port(first: int) -> int:
    """The first nobody listens at, from ``first`` upwards."""
    for port in count(first):
        try:
            bound(HOST, port).close()
        except OSError:
            continue
        return port
    raise AssertionError("count ends never")
