"""How many in danger are told where help is, how many others are met with an alarm: as a person reads it."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.core.paths import EVALUATION_SETS
from bot.evaluation.questions import read_json_lines
from bot.evaluation.running_server import replies_of, replies_to_each
from bot.evaluation.shares import Share, share_of
from bot.knowledge.danger import ANY_KIND
from bot.knowledge.danger_examples import load_danger_examples
from bot.nlu.danger_model import bare

DEVELOPMENT = EVALUATION_SETS / "danger-development.jsonl"
REPORTING = EVALUATION_SETS / "danger-reporting.jsonl"
AFTER_DEVELOPMENT = EVALUATION_SETS / "after-danger-development.jsonl"
AFTER_REPORTING = EVALUATION_SETS / "after-danger-reporting.jsonl"

CRISIS, CHECK_IN, NOTHING = "crisis", "check_in", "nothing"


@dataclass(frozen=True)
class DangerCase:
    """One message of a set; ``kind``, ``voice`` and ``acute`` are of danger alone, ``why`` of a harmless one."""

    text: str
    hand: str
    lang: str
    danger: bool
    kind: str = ""
    voice: str = ""
    acute: bool = False
    why: str = ""


@dataclass(frozen=True)
class Met:
    """How a message was met: ``CRISIS``, ``CHECK_IN`` or ``NOTHING``, and for which kind and reader."""

    how: str
    kind: str = ""
    voice: str = ""


def read_cases(path: Path) -> list[DangerCase]:
    """The messages of one set.

    Raises:
        ValueError: one of them is also an example: the set would prove nothing.
    """
    cases = [DangerCase(**row) for row in read_json_lines(path)]
    trained = {_same(example.text) for example in load_danger_examples()}
    if known := [case for case in cases if _same(case.text) in trained]:
        raise ValueError(f"{path}: {len(known)} messages are examples too")
    return cases


def measure(cases: Sequence[DangerCase], met: Sequence[Met]) -> Iterator[Share]:
    """The figures of one set; the two sequences go together.

    A kind counts as right where the reply of that kind was given or asked about, a reader where the message tells who
    writes.
    """
    pairs = list(zip(cases, met, strict=True))
    acute = [pair for pair in pairs if pair[0].acute]
    hinted = [pair for pair in pairs if pair[0].danger and not pair[0].acute]
    harmless = [pair for pair in pairs if not pair[0].danger]
    told = [pair for pair in pairs if pair[0].danger and pair[1].how != NOTHING]
    yield share_of("akut: svaret om fare eller spørgsmålet", acute, _noticed)
    yield share_of("akut: svaret om fare", acute, lambda case, one: one.how == CRISIS)
    yield share_of("antydet: svaret om fare eller spørgsmålet", hinted, _noticed)
    yield share_of("uden fare: svaret om fare", harmless, lambda case, one: one.how == CRISIS)
    yield share_of("uden fare: spørgsmålet", harmless, lambda case, one: one.how == CHECK_IN)
    yield share_of("den rette slags", told, lambda case, one: one.kind == case.kind)
    # Where the kind is not sure, the reply that fits any is given.
    yield share_of("en forkert slags", told, lambda case, one: one.kind not in (case.kind, ANY_KIND))
    known = [pair for pair in told if pair[0].lang == "da" and pair[0].voice != "unclear"]
    yield share_of("den rette læser (dansk)", known, lambda case, one: one.voice == case.voice)
    for language in sorted({case.lang for case in cases if case.acute}):
        in_it = [pair for pair in acute if pair[0].lang == language]
        yield share_of(f"akut på {language}: svaret om fare eller spørgsmålet", in_it, _noticed)
    for kind in sorted({case.kind for case in cases if case.acute}):
        of_it = [pair for pair in acute if pair[0].kind == kind]
        yield share_of(f"akut, {kind}: svaret om fare eller spørgsmålet", of_it, _noticed)


def ask_server(url: str, cases: Sequence[DangerCase]) -> list[Met]:
    """How a running server meets each message, each in a conversation of its own.

    Raises:
        requests.RequestException: the server does not answer.
    """
    return [met_by(replies) for replies in replies_to_each(url, [case.text for case in cases])]


def met_by(replies: Iterable[dict[str, Any]]) -> Met:
    """What replies say of danger."""
    for custom in (reply.get("custom", {}) for reply in replies):
        found = custom.get("danger", {})
        if "sure" in found:
            return Met(CRISIS if found["sure"] else CHECK_IN, found["kind"], found["voice"])
    return Met(NOTHING)


def met_as(intent: str, found: dict[str, Any] | None) -> Met:
    """The same from what the understanding made of a message: each of its two intents has one reply."""
    if intent not in (CRISIS, "perhaps_danger") or not found:
        return Met(NOTHING)
    return Met(CRISIS if intent == CRISIS else CHECK_IN, found["kind"], found["voice"])


def after_danger(url: str, path: Path) -> list[Share]:
    """The conversations of one set, asked of a running server: how what follows a reply to danger was met.

    A message counts where the reply before it was one to danger, or the question about it.
    """
    hits: dict[str, list[bool]] = {}
    for talk in read_json_lines(path):
        sender = uuid.uuid4().hex
        for place, (text, expected) in enumerate(zip(talk["turns"], talk["expect"], strict=True)):
            replies = replies_of(url, sender, text)
            if place:
                hits.setdefault(expected, []).append(_is_met(expected, replies))
    return [Share(f"bagefter: {expected}", sum(found), len(found)) for expected, found in sorted(hits.items())]


def _is_met(expected: str, replies: list[dict[str, Any]]) -> bool:
    found = replies[0].get("custom", {}).get("danger", {})
    if expected == "crisis":
        return "sure" in found
    if expected == "ordinary":
        return not found
    return bool(found.get("after") == {"thanks": "done"}.get(expected, expected))


def _same(text: str) -> str:
    return bare(text) or text.strip()


def _noticed(case: DangerCase, one: Met) -> bool:
    return one.how != NOTHING
