"""What is asked before a meeting, read and validated.

A parent before a talk at school: knowledge/samtale.yml. A worker before the first meeting with the school, and before
the one half a year later: knowledge/foerste-moede.yml, knowledge/statusmoede.yml.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, validator

from bot.core.content_files import PLAIN_ID, Part
from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml
from bot.guided.choice import Option

TALK = KNOWLEDGE / "samtale.yml"
FIRST_MEETING = KNOWLEDGE / "foerste-moede.yml"
STATUS_MEETING = KNOWLEDGE / "statusmoede.yml"
# By the name a conversation remembers which one it prepares.
PREPARATIONS = {path.stem: path for path in (TALK, FIRST_MEETING, STATUS_MEETING)}

# A heading in large type stays on one line of the list; so do the questions, which are headings on an empty one.
_MOST_IN_A_TITLE, _MOST_IN_A_QUESTION = 32, 50


class TalkOption(Option):
    """A choice. One that stands ``alone`` says that there is no other: it takes the place of those already chosen."""

    alone: bool = False

    @property
    def on_paper(self) -> str:
        """What stands on the list."""
        return self.in_document or self.title


class TalkStep(Part):
    """One question. An ``open`` one may be answered in own words; ``several`` means that more answers are welcome.

    ``questions`` means that what is answered is itself a question. ``elsewhere``: by the id of another question the
    words that show that it is the one answered ("bange", where it is asked what goes well). ``title`` is its heading on
    the list, ``explain`` is said if it is not understood.
    """

    id: str = Field(regex=PLAIN_ID)
    title: str = Field(min_length=1, max_length=_MOST_IN_A_TITLE)
    text: str = Field(min_length=1, max_length=_MOST_IN_A_QUESTION)
    explain: str
    open: bool = False
    questions: bool = False
    elsewhere: dict[str, list[str]] = {}
    several: bool = False
    options: list[TalkOption] = Field(min_items=1)

    def option(self, option_id: str | None) -> TalkOption | None:
        """The option with this id, or ``None``."""
        return next((option for option in self.options if option.id == option_id), None)


class TalkContent(Part):
    """All of such a file.

    ``done`` stands before the list, ``remember`` at its end, ``room`` above the lines to write on, ``keep`` before its
    links.

    ``begun_by`` is the intent that begins it, by ``begin_button`` too; ``audience`` who is spoken to; ``paper`` the
    Word template, ``letters`` the size of its type in points, ``heading`` what the paper is called. ``mail`` is a
    letter to copy, with the answers in it by the questions' ids. ``no_more`` are the wordings that say that there are
    no more answers, ``offered_after`` the ids of the cards under which the preparation is offered.
    """

    title: str
    begun_by: str = Field(regex=r"^[a-z_]+$")
    begin_button: str
    audience: Literal["forælder", "medarbejder"]
    heading: str
    paper: str = Field(regex=PLAIN_ID)
    letters: int = Field(ge=8, le=24)
    keep_button: str
    delete_button: str
    reviewed: date
    intro: str
    steps: list[TalkStep] = Field(min_items=1)
    done: str
    keep: str
    remember: list[str] = Field(min_items=1)
    room: str = Field(min_length=1, max_length=_MOST_IN_A_TITLE)
    mail: str = ""
    saved: str
    deleted: str
    no_more: list[str] = Field(min_items=1)
    offered_after: list[str]

    @validator("steps")
    def _ids_are_different(cls, value: list[TalkStep]) -> list[TalkStep]:
        if twice := _repeated([step.id for step in value]):
            raise ValueError(f"spørgsmålet '{twice[0]}' findes to gange")
        for step in value:
            if twice := _repeated([option.id for option in step.options]):
                raise ValueError(f"svaret '{twice[0]}' under '{step.id}' findes to gange")
            if unknown := step.elsewhere.keys() - {one.id for one in value if one.open and one.several}:
                raise ValueError(f"elsewhere under '{step.id}' nævner '{min(unknown)}', som ikke er et åbent spørgsmål")
        return value

    @validator("saved")
    def _can_be_filled_in(cls, value: str) -> str:
        try:
            value.format(days=1)
        except (LookupError, ValueError, AttributeError) as error:
            raise ValueError("saved kan kun udfyldes med {days}") from error
        return value

    @validator("mail")
    def _names_its_own_questions(cls, value: str, values: dict[str, Any]) -> str:
        try:
            value.format_map({step.id: "" for step in values.get("steps", [])})
        except (LookupError, ValueError, AttributeError) as error:
            raise ValueError("mail kan kun udfyldes med spørgsmålenes id, fx {hvornaar}") from error
        return value

    @property
    def for_parents(self) -> bool:
        """Whether a parent is spoken to."""
        return self.audience == "forælder"

    def reply_key(self, name: str) -> str:
        """The key of one of the replies that frame the questions, in the voice of who prepares."""
        return f"samtale-{name}-foraelder" if self.for_parents else f"moede-{name}"

    def texts(self) -> Iterator[tuple[str, str]]:
        """Everything a person reads, in the pieces it is read in, each with a line of it to find it by."""
        yield "intro:", self.intro
        for step in self.steps:
            titles = "\n".join(option.title for option in step.options)
            yield f"id: {step.id}", f"{step.text}\n{step.explain}\n{titles}"
            yield f"id: {step.id}", "\n".join([step.title, *(option.on_paper for option in step.options)])
        yield "done:", self.done
        yield "keep:", self.keep
        yield "mail:", self.mail
        yield "remember:", "\n".join(self.remember)
        yield "saved:", self.saved
        yield "deleted:", self.deleted


def load_talk(path: Path = TALK) -> TalkContent:
    """Read and validate the questions.

    Raises:
        ValueError: the file has not the right form; Danish, naming the file.
        OSError: the file can't be read.
    """
    try:
        return TalkContent(**read_yaml(path))
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise ValueError(f"{path.name} har ikke den rette form: {error}") from error


@cache
def talk_content(name: str = TALK.stem) -> TalkContent:
    """The questions of one of the preparations, read once."""
    return load_talk(PREPARATIONS[name])


def _repeated(ids: list[str]) -> list[str]:
    return sorted({one for one in ids if ids.count(one) > 1})
