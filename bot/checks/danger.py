"""Every kind of danger is answered for every reader, in every language."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import line_with, unusable
from bot.checks.readability import HARDEST_FOR_PARENTS, TOO_HARD
from bot.knowledge.danger import DANGER, PLAIN_VOICES, DangerReplies, load_danger
from bot.knowledge.danger_examples import (
    AFTERWARDS,
    EXAMPLES,
    HARMLESS,
    load_after_examples,
    load_cards_asked_in_worry,
    load_danger_examples,
)
from bot.knowledge.loader import load_contacts
from bot.knowledge.other_languages import SENTENCES, load_languages
from bot.knowledge.schema import Knowledge, KnowledgeError, Problem
from bot.sites.contacts import numbers_of
from bot.text.language_id import DANISH
from bot.text.lix import lix


def check_danger(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """Every kind of danger has a reply for every reader, plain where it must be, and examples to be known by."""
    path = folder / "fare" / DANGER.name
    try:
        replies = load_danger(path)
        numbers = numbers_of(load_contacts(folder))
        examples = load_danger_examples(folder / "fare" / EXAMPLES.name)
        known = {example.kind for example in examples if example.kind and example.language == DANISH}
        load_after_examples(folder / "fare" / EXAMPLES.name / AFTERWARDS.name)
        in_worry = load_cards_asked_in_worry(folder / "fare" / EXAMPLES.name)
    except (ValueError, OSError, KnowledgeError) as error:
        yield unusable(path, error)
        return
    for card_id in sorted(in_worry - knowledge.cards.keys()):
        file = folder / "fare" / EXAMPLES.name / HARMLESS.name
        yield Problem(file=file, line=line_with(file, card_id), message=f"kortet '{card_id}' findes ikke")
    for kind in sorted(replies.kinds.keys() ^ known):
        missing = "eksempler" if kind in replies.kinds else "svar"
        yield Problem(file=path, line=line_with(path, f"{kind}:"), message=f"slagsen »{kind}« har ingen {missing}")
    for name, voice, text in replies.texts():
        for wrong in _wrong_with(replies, numbers, name, voice, text):
            yield Problem(file=path, line=line_with(path, f"{name}:"), message=f"»{name}« ({voice}){wrong}")


def _wrong_with(replies: DangerReplies, numbers: dict[str, str], name: str, voice: str, text: str) -> Iterator[str]:
    try:
        told = replies.filled(text, numbers)
    except (LookupError, ValueError) as error:
        yield f" nævner {{{error.args[0]}}}, som ikke kan udfyldes"
        return
    if name in replies.kinds and numbers["alarm"] not in told.split("\n\n")[0]:
        yield " skal nævne {alarm} i første afsnit"
    if voice in PLAIN_VOICES and (found := lix(told)) > HARDEST_FOR_PARENTS:
        yield f": {TOO_HARD.format(found)}"


def check_other_languages(folder: Path) -> Iterator[Problem]:
    """Every language has its texts, and every reply in it the numbers."""
    path = folder / SENTENCES.name
    try:
        languages = load_languages(path)
    except (ValueError, OSError) as error:
        yield unusable(path, error)
        return
    for code, language in languages.items():
        file = path / f"{code}.yml"
        texts = {"numbers": language.numbers, "check_in": language.check_in, **language.groups.dict()}
        for name, text in texts.items():
            needed = ("112", "1888", "116 111") if name == "numbers" else ("112",)
            for number in needed:
                if number not in text:
                    yield Problem(file=file, line=line_with(file, f"{name}:"), message=f"»{name}« nævner ikke {number}")
