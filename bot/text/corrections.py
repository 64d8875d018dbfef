"""Tell that somebody corrects how she was understood: "nej, det handler om telefonen"."""

import re

_CORRECTS = re.compile(
    r"(?:^|[.,!]\s*)(?:nej+|næ+|nåh?|øh|altså|men|jo)?[\s,.!]*(?:"
    r"(?:jeg|vi) (?:mente|mener|tænkte på|spurgte)\b|"
    r"det var (?:altså |jo |bare |kun |ikke det,? (?:jeg|vi)\b)|"
    r"det (?:handler|handlede|drejer sig) (?:altså |jo |bare )?(?:ikke )?om\b|"
    r"(?:det er|var) (?:slet )?ikke det,? (?:jeg|vi) (?:spurgte|mente|mener|spørger)|"
    r"det (?:er|var) (?:nu|altså|jo) ikke\b|"
    r"ikke det\b|du misforst\w+|misforståelse\b)",
    re.IGNORECASE,
)


_NOT_THAT = re.compile(r"^\W*(?:nej+|næ+h?)[\s,.!]+ikke \w+", re.IGNORECASE)
_SOMETHING_ELSE = re.compile(
    r"\b(?:noget (?:helt )?andet|(?:et )?andet (?:spørgsmål|emne)|nyt (?:spørgsmål|emne)|skifter? emne)\b",
    re.IGNORECASE,
)


def changes_topic(text: str) -> bool:
    """Whether ``text`` says that it is about something else than what was talked of."""
    return _SOMETHING_ELSE.search(text) is not None


def corrects(text: str) -> bool:
    """Whether ``text`` says that the last answer was to something else than what was asked."""
    return _CORRECTS.search(text) is not None or _NOT_THAT.search(text) is not None
