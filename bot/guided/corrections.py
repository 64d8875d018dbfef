"""What somebody says of the answer just given: that it must go, or that it belongs to the question before."""

import re
from enum import Enum

from bot.text.wording import folded


class Correction(Enum):
    """What is to become of the last answer."""

    TAKE_BACK = "take back"
    MOVE_BACK = "move to the question before"


_IT = r"(?:det|den|svaret|det svar|det der|det (?:her|sidste|jeg skrev|vi skrev)|(?:mit|vores) (?:sidste )?svar)"
_SOFTLY = r"(?:(?:nej|hov|ups|undskyld|vent|arh|men|og|jo|lige|bare|ogsaa|egentlig|faktisk|helst|igen|tak) )*"
_WHERE = r"(?:til|i|paa|under|ved) (?:dagsordenen|planen|listen|papiret|kontrakten|mailen|punktet|det her|den her|dig)"
_EARLIER = r"det (?:forrige|tidligere|foregaaende|foer|sidste)(?: spoergsmaal)?"

# The rules by name. Each must be a whole clause: "slet det hele" means the plan, "fjern det gamle hegn" is a proposal.
_RULES: dict[str, tuple[Correction, str]] = {
    "it must go": (
        Correction.TAKE_BACK,
        rf"{_IT} (?:skal|skulle|maa|kan)(?: du)? {_SOFTLY}(?:godt |gerne )?"
        r"(?:slettes?|fjernes?|stryges?|vaek|ud|ikke (?:med|noteres|skrives ned|staa (?:der|her)))",
    ),
    "delete it": (
        Correction.TAKE_BACK,
        rf"(?:(?:vil|kan|gider) du )?(?:slet\w?|slette|fjern|fjerne|stryg|stryge) {_SOFTLY}{_IT}(?: {_WHERE}| ud)?",
    ),
    "it was not meant": (
        Correction.TAKE_BACK,
        rf"(?:det|den)(?: der)? (?:var|er|skulle) {_SOFTLY}(?:slet )?ikke (?:ment )?(?:som )?"
        rf"(?:et svar|svaret|noget svar|noget(?: der skal(?: staa)?)? {_WHERE}|{_WHERE}|(?:staa|vaere) {_WHERE})",
    ),
    "it belongs to the question before": (
        Correction.MOVE_BACK,
        rf"{_IT}(?: der)? (?:var|er|hoerer|hoerte|skal|skulle) {_SOFTLY}(?:et |vaere |staa |have staaet |vaeret |hen )*"
        rf"(?:svar(?:et)? )?(?:til|paa|ved|under|i) {_EARLIER}",
    ),
}
_MATCHES = {name: (meant, re.compile(pattern)) for name, (meant, pattern) in _RULES.items()}
# What may stand beside it and says nothing more.
_BESIDE = re.compile(
    r"|(?:nej|hov|ups|undskyld|vent|tak|beklager|sorry|det var en fejl|min fejl|fejl|forkert|det var forkert)"
    r"|(?:jeg |vi )?(?:kom (?:jeg |vi )?til at )?(?:svare|svarede|skrive|skrev|sende|sendte)(?: det)? forkert"
    r"|det var (?:bare|kun) (?:noget jeg sagde|for sjov|en bemaerkning|til min kollega)"
)
_AT_THE_END = re.compile(r"(?: (?:igen|tak|lige|nu))+$")
_CLAUSES = re.compile(r"[.,;:!?\n]| (?:for|da|men|fordi) (?=det )")


def correction_in(text: str) -> Correction | None:
    """What a message asks to be done with the last answer; ``None`` where it asks nothing of the kind, or more."""
    found = [_of_clause(clause) for clause in map(_plain, _CLAUSES.split(text)) if not _BESIDE.fullmatch(clause)]
    if not found or None in found:
        return None
    return Correction.MOVE_BACK if Correction.MOVE_BACK in found else Correction.TAKE_BACK


def _plain(clause: str) -> str:
    """Without the words around it that only make it softer."""
    return _AT_THE_END.sub("", re.sub(rf"^{_SOFTLY}", "", folded(clause) + " ").strip())


def _of_clause(clause: str) -> Correction | None:
    return next((meant for meant, pattern in _MATCHES.values() if pattern.fullmatch(clause)), None)
