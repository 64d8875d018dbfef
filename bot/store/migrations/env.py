"""Alembic's entry point; the connection comes from ``bot.store.database.migrate``."""

from alembic import context

from bot.store.database import current_engine
from bot.store.models import Base


def _run(connection: object) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with current_engine().begin() as opened:
        _run(opened)
