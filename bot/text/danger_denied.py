"""Tell what a message says beside denying danger: "han vil ikke dø, de skubber ham i frikvarteret"."""

import re

_NOT = r"(?:slet |overhovedet )?(?:ikke|ikk|ik)"
_CHILD = r"(?:han|hun|de|barnet|drengen|pigen|min søn|min datter)"
_WHO = rf"(?:{_CHILD}|jeg|vi|der|det)"
_WHOM = r"(?:ham|hende|dem|os|mig|nogen|barnet|børnene|mine børn|mit barn)"
_IS = r"(?:er|var|bliver|blev|er blevet|har været)"
_WELL = r"(?:altså |jo |nu )?"
_IN_DANGER = r"(?:i fare|farligt?|slået|blevet slået|akut|livsfarligt?|selvmordstruet|så (?:slemt|alvorligt|voldsomt))"
_HARM = r"(?:vold|fare|våben|overgreb|selvmord|kniv|misbrug|mishandling)"

# A clause each, to its end: "ikke længere" and "ikke dø alene" deny nothing.
_DENIALS = (
    # "han er ikke i fare", "hun bliver ikke slået", "det er ikke noget farligt"
    rf"{_WHO} {_IS} {_WELL}{_NOT} (?:noget )?{_IN_DANGER}",
    # "der er ikke noget med vold", "det handler ikke om vold", "det er ikke vold"
    rf"{_WHO} (?:{_IS}|handler|handlede|drejer sig) {_WELL}(?:{_NOT}|ingen) (?:noget |nogen |tale |tegn )?"
    rf"(?:om |med |på )?(?:\w+ eller )?{_HARM}",
    # "han har ikke våben", "der sker ikke noget med ham"
    rf"{_WHO} har {_WELL}(?:{_NOT}|ingen) (?:noget |nogen )?{_HARM}",
    rf"der sker {_WELL}{_NOT} (?:noget (?:med {_WHOM}|slemt|farligt)|{_WHOM} noget)",
    # "der er ikke sket noget slemt"
    rf"der {_IS} {_WELL}{_NOT} sket (?:noget (?:slemt|farligt|alvorligt)|{_WHOM} noget)",
    # "ingen vold", "slet ingen våben"
    rf"(?:slet )?ingen {_HARM}",
    # "ingen slår ham", "ingen er i fare"
    rf"(?:der er )?ingen,? (?:der )?(?:er i fare|slår?(?: {_WHOM})?|er blevet slået|bliver slået|gør {_WHOM} noget)",
    # "han vil ikke dø"
    rf"{_CHILD} (?:vil|skal) {_WELL}{_NOT} (?:dø|begå selvmord|tage sit liv)",
    # "far slår ham ikke", "jeg slår ikke mine børn"
    # ... also with the verb as somebody learning Danish has it: "han slå ikke nogen"
    rf"(?:(?:min|hans|hendes|deres) )?\w+ slår? (?:{_WHOM} )?{_NOT}(?: {_WHOM})?",
    rf"{_CHILD} {_NOT} slår?(?: {_WHOM})?",
)
_DENIAL = re.compile(
    r"(?:(?<=^)|(?<=[\s.,!?;:–-]))(?:(?:nej+|næ|hov|men|altså|jamen|stop),? )*(?:"
    + "|".join(_DENIALS)
    + r")\b(?=\s*(?:[.,!?;:–-]|$)| (?:men|og|så|for|fordi|bare|kun)\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"^(?:[\s.,!?;:–-]|og\b|men\b|bare\b|det er\b(?= bare))+", re.IGNORECASE)
_LEAST_WORDS_BEYOND = 3


def beyond_denial(text: str) -> str | None:
    """What ``text`` says beside denying danger.

    Returns:
        ``None`` where it denies none, or says too little besides to tell what else is meant.
    """
    rest = _without_denials(text)
    return rest if rest is not None and len(rest.split()) >= _LEAST_WORDS_BEYOND else None


def only_denies(text: str) -> bool:
    """Whether ``text`` denies danger and says nothing else: "det er ikke farligt"."""
    return _without_denials(text) == ""


def _without_denials(text: str) -> str | None:
    rest, denied = _DENIAL.subn(" ", text)
    return _BETWEEN.sub("", " ".join(rest.split())).strip() if denied else None
