"""A database as an older version left it, in the middle of a walk: before plans had versions (revision 0005)."""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import MetaData

from bot.store.database import engine_for, migrate, now

REVISION = "0005"
SENDER, PLAN = "somebody-in-the-middle-of-the-walk", "Hd-bbBQynZ0bDhGEx6IkIc9HmBQiv0I4eEZGBgSewmo"
ANSWERS = {
    "samarbejdet": {"option": "nyt"},
    "maalgruppe": {"option": "klasser"},
    "involvering": {"option": "integreret"},
    "rammesaetning": {"option": "begge"},
}
ENDED = "the-name-of-an-ended-session"
# The question that stands, and what comes after it.
STEP, NEXT_STEP = "placering", "formaalet"

_SLOTS = {
    "introduced": True,
    "plan": PLAN,
    "plan_step": STEP,
    "plan_noted": "rammesaetning",
    "route_misses": 0,
    "requested_slot": "plan_answer",
}
_STATE = [
    *({"event": "slot", "timestamp": 1.0, "name": name, "value": value} for name, value in _SLOTS.items()),
    {"event": "active_loop", "timestamp": 2.0, "name": "plan_walk"},
    {
        "event": "action",
        "timestamp": 3.0,
        "name": "action_listen",
        "policy": "RulePolicy",
        "confidence": 1.0,
        "action_text": None,
        "hide_rule_turn": True,
    },
]


def left_by_older_version(url: str) -> None:
    """Fill an empty database as that version did: with its tables, and no column it did not know."""
    engine = engine_for(url)
    migrate(engine, to=REVISION)
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for name, row in _rows().items():
            connection.execute(tables.tables[name].insert(), row)


def _rows() -> dict[str, dict[str, Any]]:
    at, later = now(), now() + timedelta(days=7)
    return {
        "source": {"id": "rapport", "title": "Samarbejde", "publisher": "Et center", "year": 2014},
        "card": {"id": "gammelt", "current_version": 1},
        "card_version": {
            "card_id": "gammelt",
            "version": 1,
            "content_hash": "0" * 64,
            "published_at": at,
            "theme": "tal",
            "title": "Et kort",
            "audience": ["skole"],
            "source_id": "rapport",
            "reviewed": at.date(),
            "status": "aktuel",
            "outcome": "answered",
            "related": [],
            "body": "Svaret.",
        },
        "contact": {"id": "dpo", "label": "Rådgiver", "value": "00 00 00 00", "note": ""},
        "conversation": {"sender_id": SENDER, "updated_at": at, "state": _STATE},
        "plan": {"token": PLAN, "answers": ANSWERS, "changed_at": at, "expires_at": later},
        "talk": {"token": "en-liste", "answers": {}, "kept": True, "changed_at": at, "expires_at": later},
        "document": {"token": "et-papir", "kind": "oplysning", "fields": {"giver": "Skolen"}, "expires_at": later},
        "turn": {"at": at, "outcome": "answered", "card_id": "gammelt"},
        "feedback": {"at": at, "card_id": "gammelt", "helped": True, "answer": "1" * 64, "reason": None},
        "ended_session": {"name_hash": hashlib.sha256(ENDED.encode()).hexdigest(), "expires_at": later},
    }
