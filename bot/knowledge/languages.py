"""What Skolebro answers to a message in another language, from knowledge/sprog.yml."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import Field, ValidationError, validator

from bot.knowledge.choice import Part
from bot.languages import LANGUAGES
from bot.paths import KNOWLEDGE
from bot.yaml_files import read_yaml

SENTENCES = KNOWLEDGE / "sprog.yml"


class Sentence(Part):
    """The reply in one language; ``name`` is what the language is called in Danish."""

    name: str = Field(min_length=1)
    text: str = Field(min_length=1)


class Languages(Part):
    """The whole file: one sentence for each language that is recognised."""

    reviewed: date
    sentences: dict[str, Sentence]

    @validator("sentences")
    def _each_language_once(cls, sentences: dict[str, Sentence]) -> dict[str, Sentence]:
        if missing := [code for code in LANGUAGES if code not in sentences]:
            raise ValueError(f"mangler {', '.join(missing)}")
        if unknown := sorted(sentences.keys() - set(LANGUAGES)):
            raise ValueError(f"sprog, der ikke bliver genkendt: {', '.join(unknown)}")
        return sentences


def load_languages(path: Path = SENTENCES) -> Languages:
    """Read and validate the file.

    Raises:
        ValueError: a language is missing or the file has not the right form; Danish.
        OSError: the file can't be read.
    """
    try:
        return Languages(**read_yaml(path))
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError, TypeError) as error:
        raise ValueError(f"{path}: filen har ikke den rette form: {error}") from error


@lru_cache(maxsize=1)
def sentences() -> dict[str, Sentence]:
    """The sentences by their language's code, read once."""
    return load_languages().sentences
