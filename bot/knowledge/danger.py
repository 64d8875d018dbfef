"""What Skolebro answers to danger, from knowledge/fare/svar.yml: a reply for each kind of danger and each reader."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, validator

from bot.core.content_files import PLAIN_ID, Part, read_part
from bot.core.paths import KNOWLEDGE

DANGER = KNOWLEDGE / "fare" / "svar.yml"

# Who a reply is written for. A volunteer reads what staff read, and so does nobody in particular.
Voice = Literal["child", "parent", "staff"]
VOICES: tuple[Voice, ...] = get_args(Voice)
# Whose replies are plain Danish.
PLAIN_VOICES: tuple[Voice, ...] = ("child", "parent")

# The five texts each other language has: knowledge/sprog/.
Group = Literal["violence", "suicide", "medical", "threats", "control"]
GROUPS: tuple[Group, ...] = get_args(Group)

# The kind of danger where nothing says which.
ANY_KIND = "akut"


class Voiced(Part):
    """One text for each reader; Danish, the same small Markdown as the cards."""

    child: str = Field(min_length=1)
    parent: str = Field(min_length=1)
    staff: str = Field(min_length=1)

    def to(self, voice: Voice) -> str:
        """The text for one reader."""
        return str(getattr(self, voice))


class Kind(Voiced):
    """One kind of danger.

    Attributes:
        title: what it is, for the redaktør.
        group: the text in other languages that goes with it.
    """

    title: str
    group: Group


class CheckIn(Voiced):
    """What is asked where somebody may be in danger, and the two answers."""

    yes_button: str = Field(max_length=60)
    no_button: str = Field(max_length=60)


class Afterwards(Part):
    """What is said to the messages that follow a reply to danger.

    Attributes:
        done: it was done, somebody was called; or thanks.
        next: what happens now, who gets to know, what to do meanwhile.
        joke: it was not true.
        not_me: it is about somebody else, or about nobody.
    """

    done: Voiced
    next: Voiced
    joke: Voiced
    not_me: Voiced

    def of(self, label: str) -> Voiced:
        """What is said to one of them."""
        found: Voiced = getattr(self, label)
        return found


class DangerReplies(Part):
    """The whole file; ``shared`` holds sentences that any reply may name in ``{...}``."""

    reviewed: date
    shared: dict[str, str]
    check_in: CheckIn
    not_danger: Voiced
    afterwards: Afterwards
    kinds: dict[str, Kind]

    @validator("kinds")
    def _known_forms(cls, kinds: dict[str, Kind]) -> dict[str, Kind]:
        if odd := [kind for kind in kinds if not re.fullmatch(PLAIN_ID, kind)]:
            raise ValueError(f"slagsen »{odd[0]}« må kun hedde noget med små bogstaver og bindestreger")
        if ANY_KIND not in kinds:
            raise ValueError(f"slagsen »{ANY_KIND}« mangler; den bruges, når ingen ved, hvad der er galt")
        return kinds

    class Config:
        """The file's own words for its parts are Danish."""

        fields = {"shared": "faelles", "check_in": "maaske", "not_danger": "ikke-fare", "afterwards": "bagefter"}

    def texts(self) -> Iterator[tuple[str, Voice, str]]:
        """Every reply there is: what it is called, who reads it, and its text."""
        others = {
            "maaske": self.check_in,
            "ikke-fare": self.not_danger,
            "done": self.afterwards.done,
            "next": self.afterwards.next,
            "joke": self.afterwards.joke,
            "not_me": self.afterwards.not_me,
        }
        for name, voiced in {**self.kinds, **others}.items():
            for voice in VOICES:
                yield name, voice, voiced.to(voice)

    def filled(self, text: str, numbers: dict[str, str]) -> str:
        """A text with its ``{...}`` filled: first the shared sentences, then the numbers in both.

        Raises:
            KeyError: it names something that is neither.
        """
        shared = {name: sentence.format(**numbers) for name, sentence in self.shared.items()}
        return text.format(**shared, **numbers)


def load_danger(path: Path = DANGER) -> DangerReplies:
    """Read and validate the file.

    Raises:
        ValueError: it has not the right form; Danish.
        OSError: it can't be read.
    """
    return read_part(path, DangerReplies)


@lru_cache(maxsize=1)
def danger_replies() -> DangerReplies:
    """The replies, read once: they must be at hand also when the store is not."""
    return load_danger()
