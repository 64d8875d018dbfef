"""Content files in YAML: read, and refused where they have not the right form."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.core.yaml_files import read_yaml

# What a button's payload may carry: an unquoted `no` in YAML would be "False".
PLAIN_ID = r"^[a-z0-9_-]+$"


class Part(BaseModel):
    """A piece of a content file: nothing in it but what is known, and nothing changes it."""

    class Config:
        extra = "forbid"
        allow_mutation = False


Form = TypeVar("Form", bound=Part)


def read_part(path: Path, form: type[Form]) -> Form:
    """A content file, read and validated.

    Raises:
        ValueError: it has not the right form; Danish, naming the file.
        OSError: it can't be read.
    """
    try:
        return form(**(read_yaml(path) or {}))
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError, TypeError) as error:
        raise ValueError(f"{path}: filen har ikke den rette form: {error}") from error
