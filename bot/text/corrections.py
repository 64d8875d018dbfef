"""Tell that somebody corrects how she was understood: "nej, det handler om telefonen"."""

import re

_CORRECTS = re.compile(
    r"(?:^|[.,!?]\s*)(?:nej+|næ+|nåh?|øh|altså|men|jo)?[\s,.!]*(?:"
    r"(?:jeg|vi) (?:mente|mener|tænkte på(?! noget (?:helt )?andet)|spurgte|snakker om|taler om|skriver om)\b|"
    r"det var (?:altså |jo |bare (?!det\b)|kun (?!det\b)|ikke det,? (?:jeg|vi)\b)|"
    r"det (?:handler|handlede|drejer sig) (?:altså |jo |bare )?(?:ikke )?om\b|"
    r"(?:det er|var) (?:slet )?ikke det,? (?:jeg|vi) (?:spurgte|mente|mener|spørger)|"
    r"(?:jeg|vi) (?:sagde|skrev)(?! (?:til|at|ja|nej|det|i|for|og|men|med|på)\b)|"
    r"det (?:sagde|skrev|spurgte) jeg ikke\b|"
    r"du (?:lytter|hører|læser|forstår) (?:\w+ )?ikke\b|glem \w+(?=[.,!])|"
    r"ikke det\b|du misforst\w+|misforståelse\b)",
    re.IGNORECASE,
)

# "Hun er jo ikke elev her". Further on in a message it tells more, and corrects nothing.
_DENIES = re.compile(
    r"^\W*(?:(?:nej+|næ+|nåh?|øh|altså|jo|men|jamen)\W+)*"
    r"(?:det|hun|han|de|vi|jeg) (?:er|var) (?:nu|altså|jo) (?:ikke|ikk|ik)\b",
    re.IGNORECASE,
)

# "Nej, ikke mødet", "nej, jeg kender godt læreren".
_NOT_THAT = re.compile(
    r"^\W*(?:nej+|næ+h?)[\s,.!]+(?:ikke \w+|"
    r"(?:(?:jeg|vi) (?:ved|kender|har)(?: det)?|det (?:ved|kender|har) (?:jeg|vi)) (?:godt|allerede|prøvet)\b)",
    re.IGNORECASE,
)
_AFTER_REFUSAL = re.compile(
    r"\n|[.!?]+\s+(?:men\s+)?|,?\s+men\s+|,\s+(?=(?:jeg|vi|han|hun|de|det|hv)\w*\b)", re.IGNORECASE
)
_LEAST_WORDS_BEYOND = 2
_ONLY_REFUSES = re.compile(r"\W*(?:ikke|ikk|ik) det\W*|\W*(?:nej,? )?du misforst\w+(?: mig)?\W*", re.IGNORECASE)
_NAMES_ANOTHER = (
    r"noget (?:helt )?andet|andet (?:spørgsmål|emne)|nyt (?:spørgsmål|emne)|ny ting|skifter? emne|anden (?:ting|sag)"
)
_SOMETHING_ELSE = re.compile(
    rf"\b(?:{_NAMES_ANOTHER}|"
    r"(?:en )?sidste ting|(?:et )?sidste spørgsmål|en ting (?:til|mere)|"
    r"ikke om (?:drengen|pigen|barnet|ham|hende|det der))\b",
    re.IGNORECASE,
)


# After a reply to danger "glem det" is no other matter: a child takes back what it has told.
_ANOTHER_MATTER = re.compile(rf"\b(?:{_NAMES_ANOTHER}|glem det(?=[.,!]))\b", re.IGNORECASE)
_LEAST_WORDS_OF_A_MATTER = 5

_BEGINS_WITH_NO = re.compile(r"^\W*(?:nej+|næ+h?|nope|niks|ik|ikk|ikke)\b", re.IGNORECASE)
# "Rolig nu, det er bare en vape"
_CALMS = re.compile(r"\W*(?:rolig\w*|slap (?:nu )?af|ro på|hallo+|årh?|hov)\b", re.IGNORECASE)
_NOTHING_BAD = re.compile(
    r"\b(?:bare|kun|noget andet|"
    r"(?:ikke|ikk|ik|ingen) (?:\w+ ){0,2}?(?:112|fare|farligt?|alvorligt?|slemt|akut|politi\w*|det|sådan|ambulance))\b",
    re.IGNORECASE,
)


def beyond_refusal(text: str) -> str | None:
    """What is meant instead, in a message that begins by naming what is not; ``None`` where it refuses nothing.

    "Nej, ikke mødet. Hvem betaler?" gives "Hvem betaler?", "nej, ikke mødet" gives nothing. The words that are refused
    would draw what was refused.
    """
    if not _NOT_THAT.match(text):
        return None
    rest = "".join(_AFTER_REFUSAL.split(text, maxsplit=1)[1:])
    return rest if len(rest.split()) >= _LEAST_WORDS_BEYOND else ""


def only_refuses(text: str) -> bool:
    """Whether ``text`` says that the last answer is not meant, and nothing of what is: "ikke det"."""
    return _ONLY_REFUSES.fullmatch(text) is not None or beyond_refusal(text) == ""


def denies_danger(text: str) -> bool:
    """Whether ``text`` answers no when it is asked whether somebody is in danger, and says what it is instead.

    "Nej ik 112, jeg mente bare, at han ik vil hjem"; but not "nej, han svarer ikke", which tells on.
    """
    says_no = begins_with_no(text) or _CALMS.match(text) is not None
    return says_no and (_NOTHING_BAD.search(text) is not None or corrects(text))


def begins_with_no(text: str) -> bool:
    """Whether the first word of ``text`` is a no, whatever follows it."""
    return _BEGINS_WITH_NO.search(text) is not None


def changes_topic(text: str) -> bool:
    """Whether ``text`` says that it is about something else than what was talked of."""
    return _SOMETHING_ELSE.search(text) is not None


def begins_anew(text: str) -> bool:
    """Whether ``text`` asks something after saying that it is another matter: "noget andet: hvem låser op?"."""
    return _ANOTHER_MATTER.search(text) is not None and len(text.split()) >= _LEAST_WORDS_OF_A_MATTER


def corrects(text: str) -> bool:
    """Whether ``text`` says that the last answer was to something else than what was asked."""
    return any(rule.search(text) is not None for rule in (_CORRECTS, _DENIES, _NOT_THAT))
