"""Keep what a document is made from until its link expires; the file itself is made when it is fetched."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from bot.store.database import now, session
from bot.store.models import Document

_TOKEN_BYTES = 32  # 256 random bits: a link nobody guesses


def keep(kind: str, fields: dict[str, Any], days: int) -> str:
    """Keep the fields of a document for ``days``; gives the token of its link."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with session() as opened:
        opened.add(Document(token=token, kind=kind, fields=fields, expires_at=now() + timedelta(days=days)))
    return token


def find(token: str) -> Document | None:
    """The document of a token; ``None`` if there is none or its time is up."""
    with session() as opened:
        document: Document | None = opened.get(Document, token)
    return document if document and document.expires_at > now() else None


def delete_expired() -> None:
    """Delete every document whose time is up."""
    with session() as opened:
        opened.execute(delete(Document).where(Document.expires_at <= now()))
