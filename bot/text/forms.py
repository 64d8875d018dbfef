"""One way personal data is written: a pattern, what stands in for it, and what it is called."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# People divide numbers as they like: spaces, dots, slashes, colons, dashes of every kind, minus signs.
DASH = r"[\-‐-―−－]"
GAP = r"[ ./:_\-‐-―−－]{0,3}"
# Neither in the middle of a number nor behind its comma.
STARTS = r"(?<!\d)(?<!\d[.,])"
ENDS = r"(?!\d|[.,]\d)"
# Years in a row are years, however they are divided: "2012/2013 2014", "skoleårene 2014-2015".
NO_YEARS = r"(?!(?:19|20)\d\d[ ./\-‐-―−]+(?:19|20)\d\d)"
# What is counted is nobody's number: "12 345 678 kr", "1200-1500 børn".
NOT_COUNTED = (
    r"(?! ?(?:%|kr\b|kroner|,-|mio|mia|børn|elever|familier|unge|beboere|boliger|lejligheder|lærere|frivillige|"
    r"forældre|personer|mennesker|kvinder|mænd|piger|drenge|gange|timer|minutter|dage|uger|måneder|år\b|procent|pct|"
    r"km\b|meter|m2|pladser|deltagere|medarbejdere|hold\b|stole|gæster))"
)


@dataclass(frozen=True)
class Form:
    """One way personal data is written.

    Attributes:
        stand_in: what is put in its place. It must say nothing of its own: "[cpr]" would make any message one about CPR
            numbers.
        kind: what it is called (Danish).
        pattern: how it is written, every quantifier bounded; the group ``it``, where there is one, is what goes.
        clues: one of these is in every text that has it, in small letters; none where nothing is.
        digits: how many digits every text has that has it.
        is_one: whether a match truly is one.
    """

    stand_in: str
    kind: str
    pattern: re.Pattern[str]
    clues: tuple[str, ...] = ()
    digits: int = 0
    is_one: Callable[[re.Match[str]], bool] = lambda match: True

    def may_be_in(self, lowered: str, digits: int) -> bool:
        """Whether it is worth looking for in a text, given in small letters and with its number of digits."""
        return digits >= self.digits and (not self.clues or any(clue in lowered for clue in self.clues))

    def replace(self, text: str) -> str:
        """The text with the stand-in in the place of each."""
        group = "it" if "it" in self.pattern.groupindex else 0

        def stand_in(match: re.Match[str]) -> str:
            if not self.is_one(match):
                return match[0]
            before, after = match.start(group) - match.start(), match.end(group) - match.start()
            return match[0][:before] + self.stand_in + match[0][after:]

        return self.pattern.sub(stand_in, text)


def pattern(*parts: str) -> re.Pattern[str]:
    """A pattern of its parts, for small and capital letters alike."""
    return re.compile("".join(parts), re.IGNORECASE)


def digits_in(text: str) -> str:
    """The digits alone."""
    return "".join(re.findall(r"\d", text))


def words(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(" ".join(lines).split())
