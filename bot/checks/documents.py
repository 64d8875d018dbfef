"""Every field of a Word template is one that gets filled in."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from bot.checks.problems import unusable
from bot.documents.render import fields_of
from bot.guided.meeting.content import PREPARATIONS, load_talk
from bot.guided.meeting.paper import fields
from bot.guided.meeting.talk import Talk
from bot.guided.plan.content import load_plan_content
from bot.guided.plan.papers import CONTRACT, PLAN_DOCUMENT, contract_fields, plan_fields
from bot.guided.plan.walk import Walk
from bot.guided.share.papers import KINDS, fields_from
from bot.knowledge.schema import Problem


def check_templates(folder: Path) -> Iterator[Problem]:
    """Every field of a Word template is one that gets filled in."""
    for kind, known in _fields_filled_in(folder):
        path = folder / "skabeloner" / f"{kind}.docx"
        try:
            unknown = fields_of(path) - known
        except Exception as error:
            yield unusable(path, error)
            continue
        for name in sorted(unknown):
            yield Problem(file=path, line=1, message=f"feltet {{{{ {name} }}}} kendes ikke og ville blive tomt")


def _fields_filled_in(folder: Path) -> Iterator[tuple[str, set[str]]]:
    today = date.today()
    for kind in KINDS:
        yield kind, {*fields_from({}, today)}
    for preparation in PREPARATIONS.values():
        with suppress(ValueError, OSError):  # told by check_meetings
            questions = load_talk(folder / preparation.name)
            yield questions.paper, {*fields(Talk(questions, {}))}
    try:
        nothing_answered = Walk(load_plan_content(folder / "plan"), {})
    except (ValueError, OSError):
        return  # told by check_plan
    yield PLAN_DOCUMENT, {*plan_fields(nothing_answered, today)}
    yield CONTRACT, {*contract_fields(nothing_answered, today)}
