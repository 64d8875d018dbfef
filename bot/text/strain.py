"""Tell that somebody writes how hard it is for her: "jeg er så træt", "vi orker ikke mere"."""

import re

from bot.text.wording import folded

_WHO = r"(?:jeg|vi)"
# How it is for the one who writes; the words are folded ("træt" is "traet").
_STRAINED = (
    rf"{_WHO} (?:\w+ ){{0,4}}?(?:traet\w*|udmattet|udbraendt|udkoert\w*|knust|magtesloes\w*|afmaegtig\w*|frustreret|"
    r"frustrerede|fortvivle\w*|presset|pressede|stresset|stressede|opgivende|ulykkelig\w*|ensom\w*|flov\w*|"
    r"rystet|chokeret|skuffet|skuffede|rasende|vred|vrede|ked af det|nede|helt alene|alene med (?:det|alt)\w*)",
    rf"{_WHO} (?:\w+ ){{0,3}}?(?:graed\w*|tud\w* hele|ryster|skammer|fortvivler|knaekker|bryder sammen)",
    rf"{_WHO} (?:\w+ )?(?:orker|magter|kan|overskuer) (?:snart |naesten |bare |slet )*(?:ikke|ik|ikk) (?:\w+ ){{0,3}}?"
    r"(?:mere|laengere|overskue\w*|sove|holde)",
    rf"{_WHO} (?:orker|magter|overskuer|sover) (?:snart |naesten |bare |slet )*(?:ikke|ik|ikk|daarligt)",
    rf"{_WHO} (?:har|faar) (?:saa )?(?:ondt i maven|kvalme|grublet|graedt|tudet)",
    r"(?:taarer|taarerne|klump i halsen)",
    r"(?:det er|det foeles|det var) (?:\w+ )?(?:haardt|svaert|tungt) for (?:mig|os)",
    r"det (?:aeder|slider|taerer) (?:mig|os|paa)",
    rf"{_WHO} er (?:ved|naer|naer ved|taet paa) at (?:give op|opgive|knaekke|braende)",
)
_STRAIN = re.compile("|".join(rf"\b{one}\b" for one in _STRAINED))
# "Jeg er ikke vred, jeg vil bare vide ...": no strain.
_NOT_SO = re.compile(rf"\b{_WHO} (?:er|bliver) (?:slet )?(?:ikke|ik|ikk)\b")


def is_strained(text: str) -> bool:
    """Whether ``text`` says that it is hard for its writer; not that it is for somebody else."""
    said = folded(text)
    return _STRAIN.search(_NOT_SO.sub(" ", said)) is not None
