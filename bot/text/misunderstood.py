"""Tell, right after an answer, that it was the wrong one: "det er LÆREREN der ikke svarer, ikke en familie"."""

import re

from bot.text.corrections import begins_with_no, changes_topic, corrects
from bot.text.wording import folded

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
# "Fint nok tak. Kan jeg ringe SELV?": who was helped stresses for her own sake.
_CONTENT = re.compile(r"^\W*(?:fint|super|perfekt|godt|fedt|dejligt)\b|\btak\b", re.IGNORECASE)
# In a longer message a word is stressed for its own sake: "jeg har skrevet til dem. Hvad skal SKOLEN gøre?"
_MOST_WORDS_WITH_STRESS = 16
_MOST_WORDS_SAID_AGAIN = 3
# "Stop. Det var ikke det, jeg spurgte om": what began is not what was wanted.
_NOT_ASKED_FOR = re.compile(
    r"\b(?:det )?(?:er|var) (?:slet |jo |altså )*(?:ikke|ikk|ik) det,? (?:jeg|vi) (?:spurgte|mente|bad|ville)\b|"
    r"\bdet (?:har|havde) (?:jeg|vi) (?:da |jo |aldrig |ikke |ikk |ik )+(?:bedt|spurgt) om\b|\bdu misforst",
    re.IGNORECASE,
)


def is_misunderstood(text: str, before: str = "") -> bool:
    """Whether ``text``, right after an answer, says that it was the wrong one: it corrects, says again, or stresses.

    Of danger only ``corrects`` counts: "han HAR slået hende" is no correction there.

    Args:
        text: the message.
        before: the words that got the answer; a word or two of them alone are said again.
    """
    if changes_topic(text) and not begins_with_no(text):
        return False
    is_short = len(text.split()) <= _MOST_WORDS_WITH_STRESS
    may_stress = not text.isupper() and (is_short or begins_with_no(text)) and not _CONTENT.search(text)
    stressed = may_stress and _STRESSED.search(text) is not None
    says_again = any(rule.search(text) for rule in _SAYS_AGAIN) or _is_said_again(text, before)
    return corrects(text) or stressed or says_again


def _is_said_again(text: str, before: str) -> bool:
    words, asked = folded(text).split(), folded(before).split()
    return 0 < len(words) <= _MOST_WORDS_SAID_AGAIN < len(asked) and all(word in asked for word in words)


def was_not_asked_for(text: str) -> bool:
    """Whether ``text`` says that what began was not what somebody asked for."""
    return _NOT_ASKED_FOR.search(text) is not None
