"""What a channel lets through to Rasa: readable, short, without personal data, no foreign commands."""

import json
import re
import unicodedata
from dataclasses import dataclass, field

from bot.guided.beginnings import BEGINNINGS
from bot.text.emoji import has_telling_sign, spelt_out
from bot.text.masking import mask

MAX_CHARACTERS = 1000
# What is longer is not answered, but read this far: somebody may be in danger.
_READ_CHARACTERS = 2400

# What a button may send. Anything else that looks like a command is read as plain words:
# otherwise anyone could post /intent{"slot": ...} and set what they like.
_PAYLOAD_FIELDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(BEGINNINGS, frozenset()),
    "show_card": frozenset({"card"}),
    "show_follow_up": frozenset({"card", "follow_up"}),
    "ask_capabilities": frozenset(),
    "ask_person": frozenset(),
    "parent_asks": frozenset(),
    "staff_asks": frozenset(),
    "none_of_them": frozenset(),
    "leave_question": frozenset({"outcome"}),
    "send_question": frozenset({"outcome"}),
    "deny": frozenset(),
    "confirm_danger": frozenset({"kind", "voice", "language"}),
    "deny_danger": frozenset(),
    "answer_question": frozenset({"question", "option"}),
    "make_family_notice": frozenset(),
    "stop_route": frozenset(),
    "resume_route": frozenset(),
    "go_back": frozenset(),
    "restart_route": frozenset(),
    "ask_example": frozenset(),
    "correct_answer": frozenset(),
    "correct_part": frozenset({"part"}),
    "correct_this": frozenset({"question"}),
    "delete_plan": frozenset(),
    "keep_talk": frozenset(),
    "delete_talk": frozenset(),
}
_PAYLOAD = re.compile(r"/(\w+)(\{.*\})?", re.DOTALL)
# What was too long and had nothing to read in it.
TOO_LONG = "/unreadable_too_long"
_FIELD_VALUE = re.compile(r"[a-z0-9_-]{1,80}")


@dataclass(frozen=True)
class Intake:
    """What is handed to Rasa.

    Attributes:
        text: the words, or a payload Rasa knows.
        masked: the kinds of personal data that were taken out.
        too_long: whether it is more than is answered; then ``text`` is its beginning.
        typed: the words before anything was taken out, to tell a yes or a no by ("maya" is a Somali no, and a name);
            handed to nobody and not kept.
    """

    text: str
    masked: tuple[str, ...] = ()
    too_long: bool = False
    typed: str = field(default="", compare=False, repr=False)

    @property
    def is_words(self) -> bool:
        """Whether somebody typed it; a button's payload is none."""
        return not self.text.startswith("/")


def read(text: str) -> Intake:
    """Turn whatever was typed or pressed into something Rasa can be given."""
    # Spelt out, as the understanding reads it: one sign can stand for a whole sentence.
    spelt = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text[:_READ_CHARACTERS])
    too_long = len(text) > MAX_CHARACTERS or len(spelt) > MAX_CHARACTERS
    text = _tidy(spelt[:_READ_CHARACTERS] if too_long else text)
    if not text:
        return _unreadable("too_long" if too_long else "empty")
    if _is_known_payload(text):
        return Intake(text)
    text = text.lstrip("/ ")
    if not any(character.isalnum() for character in text):
        # Pictures alone can tell of danger: what they show is read.
        if not has_telling_sign(text):
            return _unreadable("too_long" if too_long else "no_words")
        text = spelt_out(text)
    masked = mask(text)
    return Intake(masked.text, masked.kinds, too_long, typed=text)


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
