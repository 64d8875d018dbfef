"""Read the project's YAML files with libyaml where it is there: it takes a tenth of the time."""

from pathlib import Path
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The content of a file.

    Raises:
        yaml.YAMLError: it is no YAML.
        UnicodeDecodeError: it is no UTF-8.
        OSError: it can't be read.
    """
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Any:
    """The content of a text.

    Raises:
        yaml.YAMLError: it is no YAML.
    """
    return yaml.load(text, Loader=LOADER)
