"""The gates' own example wordings: what each must catch although no card says it, and what it must let by."""

from pathlib import Path

import yaml
from pydantic import BaseModel, Field, ValidationError, validator

from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml
from bot.text.wording import folded

GATES = KNOWLEDGE / "porte"

LEGAL = "jura"
# Does the message only make sense with what was just talked about?
FOLLOW_UP = "opfoelgning"
# Does a parent write, or somebody who works with the child?
PARENT = "foraelder"
NAMES = (LEGAL, FOLLOW_UP, PARENT)


class GateWordings(BaseModel):
    """One gate's file.

    Attributes:
        words: words that are enough by themselves, ``*`` for the rest of a word.
        catches: messages the gate must catch.
        lets_by: messages that look like it and are something else.
    """

    words: list[str] = []
    catches: list[str] = Field(min_items=1)
    lets_by: list[str] = Field(min_items=1)

    @validator("words", "catches", "lets_by", each_item=True)
    def _some_words(cls, value: str) -> str:
        if not folded(value):
            raise ValueError("en linje er tom")
        return value

    class Config:
        """The file is Danish; an unknown key is most often a misspelt one."""

        extra = "forbid"
        fields = {"words": "ord", "catches": "fanger", "lets_by": "fanger_ikke"}


def load_gate(name: str, folder: Path = GATES) -> GateWordings:
    """Read and validate one gate's file.

    Raises:
        ValueError: the file has not the right form; Danish.
        OSError: the file can't be read.
    """
    try:
        return GateWordings(**read_yaml(folder / f"{name}.yml"))
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise ValueError(f"filen har ikke den rette form: {error}") from error
