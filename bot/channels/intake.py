"""What a channel lets through to Rasa: readable, short, without personal data, no foreign commands."""

import json
import re
import unicodedata
from dataclasses import dataclass

from bot.privacy import mask

MAX_CHARACTERS = 1000

# What a button may send. Anything else that looks like a command is read as plain words:
# otherwise anyone could post /intent{"slot": ...} and set what they like.
_PAYLOAD_FIELDS: dict[str, frozenset[str]] = {
    "show_card": frozenset({"card"}),
    "give_feedback": frozenset({"card", "helped"}),
    "ask_capabilities": frozenset(),
    "parent_asks": frozenset(),
    "staff_asks": frozenset(),
    "none_of_them": frozenset(),
    "answer_question": frozenset({"question", "option"}),
    "start_share_route": frozenset(),
    "make_consent_form": frozenset(),
    "make_family_notice": frozenset(),
    "stop_route": frozenset(),
    "resume_route": frozenset(),
    "go_back": frozenset(),
    "restart_route": frozenset(),
    "start_plan": frozenset(),
    "ask_example": frozenset(),
    "correct_answer": frozenset(),
    "correct_part": frozenset({"part"}),
    "correct_this": frozenset({"question"}),
    "delete_plan": frozenset(),
    "prepare_talk": frozenset(),
    "keep_talk": frozenset(),
    "delete_talk": frozenset(),
}
_PAYLOAD = re.compile(r"/(\w+)(\{.*\})?", re.DOTALL)
_FIELD_VALUE = re.compile(r"[a-z0-9_-]{1,80}")


@dataclass(frozen=True)
class Intake:
    """What is handed to Rasa.

    Attributes:
        text: the words, or a payload Rasa knows.
        masked: the kinds of personal data that were taken out.
    """

    text: str
    masked: tuple[str, ...] = ()


def read(text: str) -> Intake:
    """Turn whatever was typed or pressed into something Rasa can be given."""
    # Spelt out, as the understanding reads it: one sign can stand for a whole sentence.
    if len(text) > MAX_CHARACTERS or len(unicodedata.normalize("NFKC", text)) > MAX_CHARACTERS:
        return _unreadable("too_long")
    text = _tidy(text)
    if not text:
        return _unreadable("empty")
    if _is_known_payload(text):
        return Intake(text)
    text = text.lstrip("/ ")
    if not any(character.isalnum() for character in text):
        return _unreadable("no_words")
    masked = mask(text)
    return Intake(masked.text, masked.kinds)


def _unreadable(reason: str) -> Intake:
    # An intent of its own, so that an unreadable message ends in a named outcome like any other.
    return Intake(f"/unreadable_{reason}")


def _tidy(text: str) -> str:
    spaced = "".join(" " if character.isspace() else character for character in unicodedata.normalize("NFC", text))
    # Category C: control and format characters, unassigned code points, lone surrogates.
    visible = "".join(character for character in spaced if not unicodedata.category(character).startswith("C"))
    return " ".join(_plain_digits(visible).split())


def _plain_digits(text: str) -> str:
    """Digits of every script as 0-9, so that a CPR number can't hide in another."""
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


def _is_known_payload(text: str) -> bool:
    match = _PAYLOAD.fullmatch(text)
    if not match or match[1] not in _PAYLOAD_FIELDS:
        return False
    try:
        fields = json.loads(match[2] or "{}")
    except (ValueError, RecursionError):  # a thousand brackets are no payload either
        return False
    return fields.keys() == _PAYLOAD_FIELDS[match[1]] and all(
        isinstance(value, str) and _FIELD_VALUE.fullmatch(value) for value in fields.values()
    )
