"""Take a text apart into sentences, and put what stands alone into one."""

import re

# "5. klasse" goes on.
_ENDS = re.compile(r"(?<!\d\.)(?<=[.!?;])\s+")
# "Vi mødes hver torsdag, men må vi tale om familierne dér?" A comma alone joins a clause to what it is about.
_CONTRAST = re.compile(r"(?:^|,?\s+)men\s+", re.IGNORECASE)


def sentences_in(text: str) -> list[str]:
    """The sentences of a text."""
    return _ENDS.split(text.strip())


def sentences_of_lines(text: str) -> list[str]:
    """The sentences of a text, of which none goes on from one line to the next."""
    return [sentence for line in text.splitlines() for sentence in sentences_in(line) if sentence]


def contrasts_in(sentence: str) -> list[str]:
    """A sentence in the parts that "men" sets against each other, or against the sentence before."""
    return [part for part in _CONTRAST.split(sentence) if part] or [sentence]


def in_a_sentence(words: str) -> str:
    """A heading, a name or a line of a list as it stands inside a sentence; "SSP-koordinatoren" keeps its capitals."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
