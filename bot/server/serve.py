"""Make everything ready and serve: what `make run` ends in."""

import socket
import time

from sqlalchemy.exc import SQLAlchemyError

from bot.checks.check import check
from bot.core.addresses import chat_path
from bot.core.settings import SEPARATE, Settings, settings
from bot.knowledge.loader import load
from bot.knowledge.schema import Problem
from bot.server.action_server import HOST
from bot.server.content_in_force import environment_of_content, in_force, put_in_force, state_of
from bot.server.json_log import log_as_json
from bot.server.model_signature import refuse_unsigned
from bot.server.supervisor import Failed, Service, Supervisor, answers
from bot.server.training import MODEL, ensure_trained
from bot.store import counts, documents, revoked_sessions
from bot.store.conversations import delete_idle
from bot.store.database import migrate
from bot.store.kept_words import KEPT_WORDS
from bot.store.publish import publish

_SLOWEST_START_SECONDS = 180
# Three seconds where nothing else runs.
_ACTIONS_START_WITHIN_SECONDS = 45
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
    prepare()
    with Supervisor(_services(chosen)) as supervisor:
        print("Starter serverne ...", flush=True)
        _wait_until_ready(supervisor, chosen)
        if not supervisor.stopping:
            print(f"\nSkolebro er klar: http://{HOST}:{chosen.port}{chat_path('/')}  (Ctrl-C stopper)\n", flush=True)
        _keep_running(supervisor, chosen)
    print("Skolebro er stoppet.", flush=True)


def prepare() -> None:
    """Bring database, content and model up to date. Broken content leaves the old in force, and says so."""
    chosen = settings()
    try:
        migrate()
        state = state_of(chosen)
        if problems := check(coverage=None, reading_list=None):
            _keep_old_content(problems)
            return
        knowledge = load()
        if not put_in_force(state, chosen):
            raise Failed("Indholdet blev ændret, mens det blev set efter. Start igen, når der ikke gemmes mere.")
        print(publish(knowledge), flush=True)
    except SQLAlchemyError as error:
        raise Failed(f"Databasen kan ikke bruges ({type(error).__name__}). Se DATABASE_URL efter.") from error
    ensure_trained(replace_unsigned=False)


def _keep_old_content(problems: list[Problem]) -> None:
    print("Indholdet har fejl, så det gamle indhold gælder stadig:", *problems, sep="\n", flush=True)
    if not MODEL.exists():
        raise Failed("Der er ikke noget tidligere indhold at svare ud fra. Ret fejlene ovenfor.")
    refuse_unsigned(MODEL)
    if in_force(settings()) is None and any(map(_is_read_directly, problems)):
        raise Failed("Uden de filer kan serverne ikke svare. Ret fejlene ovenfor.")


def _is_read_directly(problem: Problem) -> bool:
    """Whether the servers read the file themselves: without an older copy there is nothing to go on with."""
    own = (settings().contacts, settings().sites)
    return (problem.file.suffix != ".md" and problem.file.name != "sources.yml") or problem.file in own


def _services(chosen: Settings) -> list[Service]:
    environment = {
        "PORT": str(chosen.port),
        "ACTIONS_PORT": str(chosen.actions_port),
        "DATABASE_URL": chosen.database_url,
        **environment_of_content(chosen),
        "RASA_TELEMETRY_ENABLED": "false",
        # Fewer malloc arenas: tens of megabytes less, for servers that are mostly idle.
        "MALLOC_ARENA_MAX": "2",
        # The encoder's threads wait for each other by spinning; not for long, or a busy machine comes to a halt.
        "GOMP_SPINCOUNT": "10000",
    }
    actions, rasa = ["-m", "bot.server.action_server"], ["-m", "bot.server.rasa_server"]
    services = [Service("Rasa-serveren", rasa, environment, f"http://{HOST}:{chosen.port}{chat_path('/health')}")]
    if chosen.actions == SEPARATE:
        page = f"http://{HOST}:{chosen.actions_port}/health"
        starts = _ACTIONS_START_WITHIN_SECONDS
        services.insert(0, Service("Handlingsserveren", actions, environment, page, starts_within=starts))
    return services


def _wait_until_ready(supervisor: Supervisor, chosen: Settings) -> None:
    deadline = time.monotonic() + _SLOWEST_START_SECONDS
    ready = f"http://{HOST}:{chosen.port}{chat_path('/ready')}"
    while not supervisor.stopping and not answers(ready):
        if time.monotonic() > deadline:
            raise Failed("Serverne svarer ikke; årsagen står ovenfor.")
        supervisor.watch()


def _keep_running(supervisor: Supervisor, chosen: Settings) -> None:
    cleaned = -float(_CLEANING_SECONDS)
    while not supervisor.stopping:
        supervisor.watch()
        if time.monotonic() - cleaned > _CLEANING_SECONDS:
            cleaned = time.monotonic()
            _clean(chosen)


def _clean(chosen: Settings) -> None:
    try:
        delete_idle(chosen.conversation_days)
        counts.delete_old(chosen.statistics_days)
        documents.delete_expired()
        for kept in KEPT_WORDS:
            kept.delete_expired()
        revoked_sessions.delete_expired()
    except Exception as error:  # the database may be away for a while: the next round will do it
        print(f"Gamle samtaler og dokumenter blev ikke slettet i denne omgang ({type(error).__name__}).", flush=True)


def _check_ports(chosen: Settings) -> None:
    ports = {
        "PORT": chosen.port,
        **({"ACTIONS_PORT": chosen.actions_port} if chosen.actions == SEPARATE else {}),
        **({"SKOLEBRO_METRICS_PORT": chosen.metrics_port} if chosen.metrics_port else {}),
    }
    for name, port in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as error:
                raise Failed(
                    f"Port {port} er optaget. Stop det, der bruger den, eller sæt {name} til en anden."
                ) from error
