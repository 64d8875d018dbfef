"""What Skolebro says in other languages than Danish: a file for each in knowledge/sprog/."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.core.content_files import Part, read_part
from bot.core.paths import KNOWLEDGE
from bot.knowledge.danger import Group
from bot.text.language_id import LANGUAGES

SENTENCES = KNOWLEDGE / "sprog"


class CrisisTexts(Part):
    """The five replies to danger; the Danish one of the very kind stands below."""

    violence: str = Field(min_length=1)
    suicide: str = Field(min_length=1)
    medical: str = Field(min_length=1)
    threats: str = Field(min_length=1)
    control: str = Field(min_length=1)

    def of(self, group: Group) -> str:
        """The reply for one group of dangers."""
        return str(getattr(self, group))


class OtherLanguage(Part):
    """One language.

    Attributes:
        name: what it is called in Danish.
        sentence: what any ordinary message gets.
        numbers: stands under every reply: 112, 1888 and 116 111.
        check_in: what is asked where somebody may be in danger, and its two answers.
        yes_words, no_words: how one types them.
    """

    name: str = Field(min_length=1)
    direction: Literal["ltr", "rtl"]
    sentence: str = Field(min_length=1)
    numbers: str = Field(min_length=1)
    check_in: str = Field(min_length=1)
    yes_button: str = Field(min_length=1, max_length=60)
    no_button: str = Field(min_length=1, max_length=60)
    yes_words: list[str] = Field(min_items=1)
    no_words: list[str] = Field(min_items=1)
    groups: CrisisTexts


def load_languages(folder: Path = SENTENCES) -> dict[str, OtherLanguage]:
    """Read and validate the files; by the language's code.

    Raises:
        ValueError: a language is missing, is not recognised or has not the right form; Danish.
        OSError: a file can't be read.
    """
    paths = {path.stem: path for path in sorted(folder.glob("*.yml"))}
    if missing := [code for code in LANGUAGES if code not in paths]:
        raise ValueError(f"{folder}: mangler {', '.join(missing)}")
    if unknown := sorted(paths.keys() - set(LANGUAGES)):
        raise ValueError(f"{folder}: sprog, der ikke bliver genkendt: {', '.join(unknown)}")
    return {code: read_part(path, OtherLanguage) for code, path in paths.items()}


@lru_cache(maxsize=1)
def other_languages() -> dict[str, OtherLanguage]:
    """The languages by their code, read once."""
    return load_languages()
