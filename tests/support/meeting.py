"""Preparations of a talk at school."""

import io

import docx
from docx.document import Document
from sqlalchemy import select, update

from bot.guided.answers import Answer
from bot.guided.meeting.content import TalkContent, talk_content
from bot.guided.meeting.paper import document
from bot.guided.meeting.talk import Talk
from bot.store import models
from bot.store.database import session

CONTENT = talk_content()
STEPS = {step.id: step for step in CONTENT.steps}
GOOD, WORRY, ASK, INTERPRETER, WITH = CONTENT.steps
NEW = Talk(CONTENT, {})
WILD = "<script>alert(1)</script> & {{ dato }} {% if x %} &amp; \"a\" 'b' 🙂👩‍👧 مرحبا æøå </w:t> ]]> $1 \\1"


def everything(content: TalkContent = CONTENT, *, own: str = "") -> Talk:
    """Every answer that can stand beside others."""
    talk = Talk(content, {})
    for step in content.steps:
        for option in [one for one in step.options if not one.alone][: None if step.several else 1]:
            talk = talk.with_answer(step, Answer(option=option.id))
        if step.open and own:
            talk = talk.with_answer(step, Answer(text=own))
        if step.several:
            talk = talk.done_with(step)
    return talk


def stored() -> set[str]:
    with session() as opened:
        return set(opened.scalars(select(models.Talk.token)))


def set_times(token: str, **times: object) -> None:
    with session() as opened:
        opened.execute(update(models.Talk).where(models.Talk.token == token).values(**times))


def opened(talk: Talk) -> Document:
    return docx.Document(io.BytesIO(document(talk)))


def bullets(made: Document) -> list[str]:
    return [one.text for one in made.paragraphs if one.style.name == "List Bullet"]


def nothing() -> Talk:
    """Every question skipped."""
    talk = NEW
    for step in CONTENT.steps:
        talk = talk.skipped(step)
    return talk
