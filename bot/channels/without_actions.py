"""What is answered where the understanding was there and what comes after it was not: from the files alone."""

import json
from collections.abc import Mapping
from typing import Any

from bot.channels.recent_words import CONFIRM, DENY
from bot.core.outcomes import Outcome
from bot.knowledge.danger import ANY_KIND, VOICES, Voice
from bot.knowledge.responses import FixedReply
from bot.sites import danger_texts
from bot.text.language_id import DANISH

Message = dict[str, Any]

_READER_OF_ROLE: dict[str | None, Voice] = {"foraelder": "parent", "medarbejder": "staff", "skole": "staff"}

# The intents whose replies are right whatever was said before, and need not be remembered.
_STAND_ALONE = frozenset({
    "crisis", "perhaps_danger", "confirm_danger", "deny_danger", "after_danger", "child_writes",
    "greet", "thank", "goodbye", "ask_capabilities", "ask_is_bot", "ask_privacy", "ask_maker", "ask_person",
    "unreadable_empty", "unreadable_too_long", "unreadable_no_words",
})  # fmt: skip


def that_stand_alone(understood: Mapping[str, Any], replies: list[Message]) -> list[Message]:
    """The replies of a turn that failed which may still be given: danger, and what is no step of anything."""
    if _intent(understood) not in _STAND_ALONE:
        return []
    outcomes = [reply.get("custom", {}).get("outcome") for reply in replies]
    if Outcome.WALKTHROUGH.value in outcomes:
        return [reply for reply in replies if reply.get("custom", {}).get("danger")]
    return replies


def reply_to_danger(understood: Mapping[str, Any], about: Mapping[str, str | None]) -> Message | None:
    """The reply to the danger that was understood; ``None`` where there was none.

    Args:
        about: the ``site`` and the ``role`` the message comes from.
    """
    site, role = about.get("site") or "", about.get("role")
    pressed = {one["entity"]: one["value"] for one in understood.get("entities", ())}
    if _intent(understood) == CONFIRM.lstrip("/"):
        return _where_help_is(site, pressed, _READER_OF_ROLE.get(role) or _voice(pressed))
    danger = understood.get("danger")
    if not danger:
        return None
    reads: Voice = _reader(danger, role)
    return (_where_help_is if _intent(understood) == "crisis" else _whether_danger)(site, danger, reads)


def _where_help_is(site: str, danger: Mapping[str, Any], reads: Voice) -> Message:
    kind, language = str(danger.get("kind")), str(danger.get("language") or "")
    told = {"kind": danger_texts.kind_of(kind)[0], "voice": reads, "language": language, "sure": True}
    return _message(danger_texts.where_help_is(site, kind, reads, language), Outcome.CRISIS, told)


def _whether_danger(site: str, danger: Mapping[str, Any], reads: Voice) -> Message:
    kind, language = str(danger.get("kind") or ANY_KIND), str(danger.get("language") or "")
    yes, no = danger_texts.yes_and_no(language)
    asked = {"kind": kind, "voice": reads, "language": language or DANISH}
    buttons = [{"title": yes, "payload": f"{CONFIRM}{json.dumps(asked)}"}, {"title": no, "payload": DENY}]
    told = {"kind": kind, "voice": reads, "language": language, "sure": False}
    return {**_message(danger_texts.whether_danger(site, reads, language), Outcome.CLARIFY, told), "buttons": buttons}


def _message(text: str, outcome: Outcome, told: dict[str, Any]) -> Message:
    message = FixedReply(text=text, outcome=outcome).as_message()
    return {**message, "custom": {**message["custom"], "danger": told}}


def _reader(danger: Mapping[str, Any], role: str | None) -> Voice:
    known = _READER_OF_ROLE.get(role)
    if known == "staff":
        return "staff"
    child_from = danger_texts.CHILD_FROM_OF_A_GROWN_UPS if known == "parent" else danger_texts.CHILD_FROM
    if danger.get("voice") == "child" and danger.get("voice_confidence", 0.0) >= child_from:
        return "child"
    return known or _voice(danger)


def _voice(told: Mapping[str, Any]) -> Voice:
    return next((voice for voice in VOICES if voice == told.get("voice")), "staff")


def _intent(understood: Mapping[str, Any]) -> str:
    return str((understood.get("intent") or {}).get("name") or "")
