"""The messages that danger is learned from: knowledge/fare/eksempler/."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from bot.core.content_files import Part, read_part
from bot.knowledge.danger import DANGER
from bot.text.language_id import DANISH

EXAMPLES = DANGER.parent / "eksempler"
AFTERWARDS = EXAMPLES / "bagefter.yml"
# Messages of danger before anybody noted their kind, and messages there is no danger in.
UNSORTED = EXAMPLES / "uden-slags.yml"
HARMLESS = EXAMPLES / "uden-fare.yml"


@dataclass(frozen=True)
class DangerExample:
    """One message.

    Attributes:
        text: as somebody would type it.
        danger: whether somebody is in danger.
        kind: of danger; ``None`` for a harmless one and where nobody noted it.
        voice: who writes: ``child``, ``parent``, ``staff``; ``None`` where the message does not tell.
        language: its code.
    """

    text: str
    danger: bool
    kind: str | None = None
    voice: str | None = None
    language: str = DANISH


class _ByVoice(Part):
    child: list[str] = []
    parent: list[str] = []
    staff: list[str] = []
    unclear: list[str] = []

    def voiced(self) -> Iterator[tuple[str | None, str]]:
        """Each message with who writes it."""
        for voice, texts in (("child", self.child), ("parent", self.parent), ("staff", self.staff)):
            yield from ((voice, text) for text in texts)
        yield from ((None, text) for text in self.unclear)


class _OtherLanguage(Part):
    danger: dict[str, _ByVoice]
    harmless: list[str] = Field(min_items=1)


class _Unsorted(Part):
    danger: list[str] = []
    harmless: list[str] = []
    asked_in_worry: list[str] = []


class AfterExamples(Part):
    """What people write after they were told where help is, by what it is; ``other`` is an ordinary message."""

    done: list[str] = Field(min_items=1)
    next: list[str] = Field(min_items=1)
    joke: list[str] = Field(min_items=1)
    not_me: list[str] = Field(min_items=1)
    other: list[str] = Field(min_items=1)

    def labelled(self) -> Iterator[tuple[str, str]]:
        """Each message with what it is."""
        for label, texts in self.dict().items():
            yield from ((label, text) for text in texts)


def load_danger_examples(folder: Path = EXAMPLES) -> list[DangerExample]:
    """Every example: a file for each kind, one for each other language, one of harmless messages.

    Raises:
        ValueError: a file has not the right form, or a line is empty; Danish.
        OSError: a file can't be read.
    """
    examples: list[DangerExample] = []
    for path in sorted(folder.glob("*.yml")):
        if path.name == AFTERWARDS.name:
            continue
        if path.name in (HARMLESS.name, UNSORTED.name):
            unsorted = read_part(path, _Unsorted)
            examples += [DangerExample(text, danger=True) for text in unsorted.danger]
            examples += [DangerExample(text, danger=False) for text in unsorted.harmless]
        else:
            spoken = read_part(path, _ByVoice).voiced()
            examples += [DangerExample(text, True, path.stem, voice) for voice, text in spoken]
    for path in sorted((folder / "sprog").glob("*.yml")):
        other = read_part(path, _OtherLanguage)
        for kind, by_voice in other.danger.items():
            examples += [DangerExample(text, True, kind, voice, path.stem) for voice, text in by_voice.voiced()]
        examples += [DangerExample(text, False, language=path.stem) for text in other.harmless]
    if empty := [example for example in examples if not example.text.strip()]:
        raise ValueError(f"{folder}: en linje er tom ({empty[0].kind or 'uden slags'})")
    return examples


def load_cards_asked_in_worry(folder: Path = EXAMPLES) -> frozenset[str]:
    """Cards that are also asked where a child may be in danger: their questions are no examples of what is harmless.

    Raises:
        ValueError: the file has not the right form; Danish.
        OSError: it can't be read.
    """
    return frozenset(read_part(folder / HARMLESS.name, _Unsorted).asked_in_worry)


def load_after_examples(path: Path = AFTERWARDS) -> AfterExamples:
    """Read and validate the file.

    Raises:
        ValueError: it has not the right form; Danish.
        OSError: it can't be read.
    """
    return read_part(path, AfterExamples)
