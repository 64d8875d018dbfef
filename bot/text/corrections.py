"""Tell that somebody corrects how she was understood: "nej, det handler om telefonen"."""

import re

from bot.text.wording import folded

_CORRECTS = re.compile(
    r"(?:^|[.,!?]\s*)(?:nej+|næ+|nåh?|øh|altså|men|jo)?[\s,.!]*(?:"
    r"(?:jeg|vi) (?:mente|mener|tænkte på(?! noget (?:helt )?andet)|spurgte|snakker om|taler om|skriver om)\b|"
    r"det var (?:altså |jo |bare (?!det\b)|kun (?!det\b)|ikke det,? (?:jeg|vi)\b)|"
    r"det (?:handler|handlede|drejer sig) (?:altså |jo |bare )?(?:ikke )?om\b|"
    r"(?:det er|var) (?:slet )?ikke det,? (?:jeg|vi) (?:spurgte|mente|mener|spørger)|"
    r"(?:det|hun|han|de|vi|jeg) (?:er|var) (?:nu|altså|jo) (?:ikke|ikk|ik)\b|"
    r"(?:jeg|vi) (?:sagde|skrev)(?! (?:til|at|ja|nej|det)\b)|det (?:sagde|skrev|spurgte) jeg ikke\b|"
    r"du (?:lytter|hører|læser|forstår) (?:\w+ )?ikke\b|glem \w+(?=[.,!])|"
    r"ikke det\b|du misforst\w+|misforståelse\b)",
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
_SOMETHING_ELSE = re.compile(
    r"\b(?:noget (?:helt )?andet|(?:et )?andet (?:spørgsmål|emne)|nyt (?:spørgsmål|emne)|ny ting|skifter? emne|"
    r"(?:en )?(?:sidste|helt anden|anden) ting|(?:et )?sidste spørgsmål|en ting (?:til|mere)|"
    r"ikke om (?:drengen|pigen|barnet|ham|hende|det der))\b",
    re.IGNORECASE,
)


# Said again to one that does not listen; each anywhere in the message.
_NOT = r"(?:ikke|ikk|ik)"
_AN = r"(?:en |et |min |mit |på |om |til |for )?"
_NO_SUBJECT = r"(?:det|den|jeg|han|hun|vi|de|du|i|man|er|har|kan|må|skal|vil|hv\w*|og|men|nej|så|bare|helt|slet|virker)"
_SAYS_AGAIN = tuple(
    re.compile(rule, re.IGNORECASE)
    for rule in (
        # "Som sagt er jeg selv leder", "suk", "hør nu", "nej!"
        r"\bsom sagt\b|^\W*(?:suk|øv|hallo+)\b|\bhør nu\b|\bhvor mange gange skal jeg\b|^\W*(?:lol )?nej+[!.]",
        # "det er omvendt", "det er mig, der er læreren"
        r"\bdet er (?:jo |altså )?(?:lige )?omvendt\b|\bdet er (?:mig|os),? der\b",
        # "jeg er altså moren", "jeg er ikke forælder. Jeg ..."
        r"\bjeg er (?:altså|jo|også|selv) (?:\w+en|mor|far|lærer|leder|\w+medarbejder)\b",
        r"\bjeg er ikke (?:en )?\w+[,.]+ jeg\b",
        # "det er det, jeg spørger om", "jeg vil bare vide"
        r"\bdet er (?:jo )?det,? (?:jeg|vi) spørger om\b|\bspørgsmålet er\b|\bjeg vil (?:bare|jo) vide\b",
        r"\bdu (?:svarer på|taler? om|snakker om) (?:noget andet|\w+[.,])",
        r"\bjeg har (?:jo |altså |lige |allerede )+(?:sagt|skrevet|forklaret|spurgt)\b",
        # "jeg kender reglerne", "loven kender jeg"
        r"\b(?:jeg|vi) (?:kender|ved) (?:godt |jo |alle )+|\b(?:jeg|vi) kender (?:reglerne|loven)\b",
        rf"\w+ kender jeg\b|\bdet ved jeg\b(?!,? {_NOT})",
        # "det er læreren der ikke svarer, ikke en familie"
        rf"^\W*(?:nej+\W+)?det er [^.?!]{{3,80}}, {_NOT} (?!sandt|også|så){_AN}\w+\W*$",
        # "frivillige ikke elever"
        rf"^\W*(?!{_NO_SUBJECT}\b)\w+[.,!]*(?: \w+)? {_NOT} (?!sandt|også|så|endnu|mere|helt|nok){_AN}\w+\W*$",
    )
)
# "Jeg ER lederen", "det er LÆREREN der ikke svarer", "fritidsPAS"; but "hvad er SSP".
_STRESSED = re.compile(
    r"\b(?!(?:SSP|PPR|AKT|SFO|ADHD|CPR|GDPR|DSA|KKFO|FGU|STU|PTSD|OCD|MUS|SMS|DGI|RED|HTX|STX|HHX|PLC|SMTTE)\b)"
    r"[a-zæøå]*(?:[A-ZÆØÅ]{3,}|ER|DE|DU|VI|MÅ|IK|SÅ)\b"
)
# In a longer message a word is stressed for its own sake: "jeg har skrevet til dem. Hvad skal SKOLEN gøre?"
_MOST_WORDS_WITH_STRESS = 16
_MOST_WORDS_SAID_AGAIN = 3
# "Stop. Det var ikke det, jeg spurgte om": what began is not what was wanted.
_NOT_ASKED_FOR = re.compile(
    r"\b(?:det )?(?:er|var) (?:slet |jo |altså )*(?:ikke|ikk|ik) det,? (?:jeg|vi) (?:spurgte|mente|bad|ville)\b|"
    r"\bdet (?:har|havde) (?:jeg|vi) (?:da |jo |aldrig |ikke |ikk |ik )+(?:bedt|spurgt) om\b|\bdu misforst",
    re.IGNORECASE,
)

_BEGINS_WITH_NO = re.compile(r"^\W*(?:nej+|næ+h?|nope|niks|ik|ikk|ikke)\b", re.IGNORECASE)
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


def denies_danger(text: str) -> bool:
    """Whether ``text`` answers no when it is asked whether somebody is in danger, and says what it is instead.

    "Nej ik 112, jeg mente bare, at han ik vil hjem"; but not "nej, han svarer ikke", which tells on.
    """
    return begins_with_no(text) and (_NOTHING_BAD.search(text) is not None or corrects(text))


def begins_with_no(text: str) -> bool:
    """Whether the first word of ``text`` is a no, whatever follows it."""
    return _BEGINS_WITH_NO.search(text) is not None


def changes_topic(text: str) -> bool:
    """Whether ``text`` says that it is about something else than what was talked of."""
    return _SOMETHING_ELSE.search(text) is not None


def corrects(text: str) -> bool:
    """Whether ``text`` says that the last answer was to something else than what was asked."""
    return _CORRECTS.search(text) is not None or _NOT_THAT.search(text) is not None


def is_misunderstood(text: str, before: str = "") -> bool:
    """Whether ``text``, right after an answer, says that it was the wrong one: it corrects, says again, or stresses.

    Of danger only ``corrects`` counts: "han HAR slået hende" is no correction there.

    Args:
        text: the message.
        before: the words that got the answer; a word or two of them alone are said again.
    """
    if changes_topic(text) and not begins_with_no(text):
        return False
    may_stress = not text.isupper() and (len(text.split()) <= _MOST_WORDS_WITH_STRESS or begins_with_no(text))
    stressed = may_stress and _STRESSED.search(text) is not None
    says_again = any(rule.search(text) for rule in _SAYS_AGAIN) or _is_said_again(text, before)
    return corrects(text) or stressed or says_again


def _is_said_again(text: str, before: str) -> bool:
    words, asked = folded(text).split(), folded(before).split()
    return 0 < len(words) <= _MOST_WORDS_SAID_AGAIN < len(asked) and all(word in asked for word in words)


def was_not_asked_for(text: str) -> bool:
    """Whether ``text`` says that what began was not what somebody asked for."""
    return _NOT_ASKED_FOR.search(text) is not None
