"""The tables.

Only a plan and a talk's list hold what a person wrote, because they are made of it, and what somebody chose to send to
the editor.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Integer, String, Text
from sqlalchemy.orm import declarative_base, relationship

Base: Any = declarative_base()


class Source(Base):
    """A publication that cards are written from."""

    __tablename__ = "source"

    id: str = Column(String(80), primary_key=True)
    title: str = Column(String(200), nullable=False)
    publisher: str = Column(String(200), nullable=False)
    year: int = Column(Integer, nullable=False)
    url: str = Column(String(300), nullable=False, default="")


class Card(Base):
    """A card by its id, with the number of its version in force; none when it is withdrawn."""

    __tablename__ = "card"

    id: str = Column(String(80), primary_key=True)
    current_version: int | None = Column(Integer)


class CardVersion(Base):
    """A card's content as published at one time; never changed afterwards."""

    __tablename__ = "card_version"

    card_id: str = Column(String(80), ForeignKey("card.id"), primary_key=True)
    version: int = Column(Integer, primary_key=True, autoincrement=False)
    content_hash: str = Column(String(64), nullable=False)
    published_at: datetime = Column(DateTime, nullable=False)
    theme: str = Column(String(80), nullable=False)
    title: str = Column(String(200), nullable=False)
    audience: list[str] = Column(JSON, nullable=False)
    source_id: str = Column(String(80), ForeignKey("source.id"), nullable=False)
    section: str | None = Column(String(200))
    law: str | None = Column(String(300))
    decides: str | None = Column(String(80))
    reviewed: date = Column(Date, nullable=False)
    reviewed_by: str | None = Column(String(80))
    status: str = Column(String(20), nullable=False)
    outcome: str = Column(String(40), nullable=False)
    related: list[str] = Column(JSON, nullable=False)
    body: str = Column(Text, nullable=False)

    source: Source = relationship(Source, lazy="joined", innerjoin=True)


class Document(Base):
    """What a document is made from, by roles and choices only; deleted when its link expires."""

    __tablename__ = "document"

    token: str = Column(String(64), primary_key=True)
    kind: str = Column(String(40), nullable=False)
    fields: dict[str, Any] = Column(JSON, nullable=False)
    expires_at: datetime = Column(DateTime, nullable=False, index=True)


class Plan(Base):
    """What was answered in the walk through the five points; deleted when somebody says so, or when it expires.

    ``version`` counts its changes: whoever changes it says which state he has seen.
    """

    __tablename__ = "plan"

    token: str = Column(String(64), primary_key=True)
    answers: dict[str, Any] = Column(JSON, nullable=False)
    version: int = Column(Integer, nullable=False, default=1, server_default="1")
    changed_at: datetime = Column(DateTime, nullable=False)
    expires_at: datetime = Column(DateTime, nullable=False, index=True)


class Talk(Base):
    """What a parent answered before a talk at school; ``kept`` for days when they asked for it, else for two hours."""

    __tablename__ = "talk"

    token: str = Column(String(64), primary_key=True)
    answers: dict[str, Any] = Column(JSON, nullable=False)
    kept: bool = Column(Boolean, nullable=False)
    changed_at: datetime = Column(DateTime, nullable=False)
    expires_at: datetime = Column(DateTime, nullable=False, index=True)


class LeftQuestion(Base):
    """What somebody sent to the editor: a question that got no answer, or a remark on the answer ``card_id``.

    Nothing leads from it to a conversation. It has a day, no time and no place in an order: with them, it could be told
    which turn it was.
    """

    __tablename__ = "left_question"

    id: str = Column(String(8), primary_key=True)
    left_on: date = Column(Date, nullable=False)
    expires_on: date = Column(Date, nullable=False, index=True)
    site: str = Column(String(40), nullable=False)
    outcome: str = Column(String(40), nullable=False)
    text: str = Column(Text, nullable=False)
    card_id: str | None = Column(String(80))


class Turn(Base):
    """One turn's end: outcome and card, no words and no conversation."""

    __tablename__ = "turn"

    id: int = Column(Integer, primary_key=True)
    at: datetime = Column(DateTime, nullable=False, index=True)
    outcome: str = Column(String(40), nullable=False)
    card_id: str | None = Column(String(80))


class Feedback(Base):
    """Whether a card helped, as someone pressed it; ``answer`` is a hash, so that the press can be taken back."""

    __tablename__ = "feedback"

    id: int = Column(Integer, primary_key=True)
    at: datetime = Column(DateTime, nullable=False)
    card_id: str = Column(String(80), nullable=False, index=True)
    helped: bool = Column(Boolean, nullable=False)
    answer: str | None = Column(String(64), unique=True)
    reason: str | None = Column(String(20))


class Conversation(Base):
    """The bounded state Rasa needs to go on with a conversation; deleted when it has been idle."""

    __tablename__ = "conversation"

    sender_id: str = Column(String(200), primary_key=True)
    updated_at: datetime = Column(DateTime, nullable=False, index=True)
    state: list[dict[str, Any]] = Column(JSON, nullable=False)


class EndedSession(Base):
    """A hash of a conversation somebody ended, so that its session opens nothing more until it expires by itself."""

    __tablename__ = "ended_session"

    name_hash: str = Column(String(64), primary_key=True)
    expires_at: datetime = Column(DateTime, nullable=False, index=True)
