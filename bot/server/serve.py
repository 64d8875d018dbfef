"""Make everything ready and serve: what `make run` ends in."""

import socket
import time

from bot.core.addresses import chat_path
from bot.core.settings import SEPARATE, Settings, settings
from bot.server.content_in_force import in_force
from bot.server.control import Request, Requests
from bot.server.json_log import log_as_json
from bot.server.model_signature import forget_older_than, pinned
from bot.server.preparation import prepare
from bot.server.processes import processes
from bot.server.renewal import Renewal
from bot.server.service import HOST, Failed, answers
from bot.server.sockets import bound
from bot.server.supervisor import Supervisor
from bot.server.training import MODEL
from bot.store import counts, documents, left_questions, revoked_sessions
from bot.store.conversations import delete_idle
from bot.store.kept_words import KEPT_WORDS

_CLEANING_SECONDS = 3600


def serve() -> None:
    """Serve until Ctrl-C.

    Raises:
        Failed: the service can't start or go on; the message says why (Danish).
        NotSigned: the model is not this installation's own.
    """
    chosen = settings()
    if chosen.log == "json":
        log_as_json("skolebro")
    _check_ports(chosen)
    with _bound("PORT", chosen.listen_address, chosen.port) as shared:
        prepare()
        model = pinned(MODEL)
        services = processes(chosen, shared, in_force(chosen), model)
        with Supervisor(services) as supervisor, Requests(chosen.port) as requests:
            print("Starter serverne ...", flush=True)
            address = f"http://{HOST}:{chosen.port}"
            up = supervisor.until(
                lambda: all(one.is_ready() for one in services) and answers(address + chat_path("/ready")),
                max(one.starts_within for one in services),
            )
            if not up and not supervisor.stopping:
                raise Failed("Serverne svarer ikke; årsagen står ovenfor.")
            forget_older_than(model)
            if not supervisor.stopping:
                print(f"\nSkolebro er klar: {address}{chat_path('/')}  (Ctrl-C stopper)\n", flush=True)
            _keep_running(supervisor, requests, Renewal(supervisor, chosen, shared))
    print("Skolebro er stoppet.", flush=True)


def _keep_running(supervisor: Supervisor, requests: Requests, renewal: Renewal) -> None:
    cleaned = -float(_CLEANING_SECONDS)
    while not supervisor.stopping:
        supervisor.watch()
        if request := requests.next() or (Request.by_signal() if supervisor.hung_up() else None):
            renewal.do(request)
        if time.monotonic() - cleaned > _CLEANING_SECONDS:
            cleaned = time.monotonic()
            _clean(renewal.chosen)


def _clean(chosen: Settings) -> None:
    try:
        delete_idle(chosen.conversation_days)
        counts.delete_old(chosen.statistics_days)
        documents.delete_expired()
        for kept in KEPT_WORDS:
            kept.delete_expired()
        left_questions.delete_expired()
        revoked_sessions.delete_expired()
    except Exception as error:  # the database may be away for a while: the next round will do it
        print(f"Gamle samtaler og dokumenter blev ikke slettet i denne omgang ({type(error).__name__}).", flush=True)


def _check_ports(chosen: Settings) -> None:
    first = chosen.metrics_port
    ports = {
        "ACTIONS_PORT": [chosen.actions_port] if chosen.actions == SEPARATE else [],
        "SKOLEBRO_METRICS_PORT": list(range(first, first + chosen.workers)) if first else [],
    }
    for name, port in ((name, port) for name, wanted in ports.items() for port in wanted):
        _bound(name, HOST, port).close()


def _bound(name: str, host: str, port: int) -> socket.socket:
    try:
        return bound(host, port)
    except OSError as error:
        raise Failed(f"Port {port} er optaget. Stop det, der bruger den, eller sæt {name} til en anden.") from error
