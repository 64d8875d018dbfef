"""Whether a message tells who writes it: "jeg er lige startet som boligsocial medarbejder", "min søn i 4.".

A guess (bot/nlu/parent_gate.py) holds for one answer. What somebody tells of herself holds until she tells otherwise.
Rules in place of a model: what they take for told can be read, and nothing is told by what a message is about.
"""

import re
from dataclasses import dataclass
from typing import Literal

Role = Literal["foraelder", "medarbejder", "skole"]


@dataclass(frozen=True)
class ToldRole:
    """Who writes, by her own words.

    Attributes:
        role: whom she writes as.
        outright: she says what she is ("jeg er lærer"). Else it shows in what is hers ("min søn", "mine elever"): that
            settles who asks only where nobody has said so.
    """

    role: Role
    outright: bool


_AT_SCHOOL = (
    r"\w*lærer(?:inde|vikar)?|\w*laerer|\w*pædagog|\w*paedagog|(?:vice)?skoleleder|\w*afdelingsleder|indskolingsleder"
    r"|mellemtrinsleder|udskolingsleder|(?:vice)?skoleinspektør|(?:vice)?inspektør|sfo-?leder|fritidsleder|\w*vejleder"
    r"|skolesekretær|skolesocialrådgiver|sosu på skolen|lærerstuderende|lærervikar|akt'?er|skolepsykolog|klubleder"
)
_IN_THE_AREA = (
    r"bolig-? ?social\w*|boligsosial\w*|projektleder|projekt-?medarbejder|helhedsplanleder|helhedsplansleder"
    r"|helhedsplanmedarbejder|frivillig|bydelsmor|opgangsvært|beboerrådgiver|områdemedarbejder|ungemedarbejder"
    r"|gadeplansmedarbejder|opsøgende medarbejder|brobygger|lektiehjælper|beboerkoordinator|ejendomsfunktionær"
)
_PARENT = (
    r"mor|far|mama|baba|forælder|foraelder|forældre|bedstemor|bedstefar|bedsteforældre|mormor|morfar|farmor|farfar"
    r"|plejemor|plejefar|plejeforældre|stedmor|stedfar|papmor|papfar|bonusmor|bonusfar|alenemor|alenefar"
    r"|enlig mor|enlig far"
)
# What may stand between "jeg er" and what one is; "ikke" may not, nor somebody else's name.
_FILL = r"(?:(?:lige|ny|nye|nyansat|ansat|startet|begyndt|blevet|som|en|den|det|selv|også|os|her|bare|kun|jo|altså|så"
_FILL += r"|efterhånden|ret|helt|tidligere|uddannet|dansk|eneste|nyuddannet|alene|enlig|stolt|bekymret|træt|god|ung"
_FILL += r"|frisk|nystartet|glad|tosproget|somalisk|syrisk|afghansk|tyrkisk|polsk|konstitueret|til\s+daglig|i\s+dag"
_FILL += r"|et\s+par\s+år|\d+\s+år|i\s+\w+\s+år|i\s+\w+\s+uger?)\s+){0,5}"
_I_AM = (
    rf"(?:jeg|jg|vi)\s+(?:er|arbejder|har\s+fået\s+job|har\s+lige\s+fået\s+job|starter|begynder|vikarierer)\s+{_FILL}"
)
_BEGINS_AS = rf"^\W*(?:hej[,.!]?\s+)?(?:(?:er|lige|ny|nyansat|nystartet|startet|begyndt|som)\s+)+{_FILL}"
# "Hvad får jeg ud af det som skoleleder", "vi lærere".
_I_AS = r"\b(?:jeg|mig|vi|os)\b(?:(?!\bikke\b|\bham\b|\bhende\b|\bdem\b)[^.!?]){0,60}?\bsom\s+(?:en\s+|ny\s+|ung\s+)?"
_AS_I = r"^\W*som\s+(?:en\s+|ny\s+|ung\s+|helt\s+ny\s+)?"
_WE = r"\b(?:vi|os)\s+(?:to\s+|andre\s+)?"

_MINE = r"\b(?:min|mit|mi|mine)\s+(?:(?:egen|eget|lille|store|stor|ældste|yngste|mellemste|kære|søde|dejlige|to|tre|fire|fem|\d+|\d+\W?årige|\w+årige|første|anden|tvilling\w*|voksne|små|eneste|biologiske)\s+){0,2}"
_MY_CHILD = (
    rf"{_MINE}(?:sønn?|soen|son|datter|dater|døtre|sønner|dreng|drenge|pige|piger|knægt|unge|unger|barn|børn|boern|barnebarn"
    r"|børnebarn|børnebørn|plejebarn|plejesøn|plejedatter|tvillinger|teenager|stedsøn|papsøn|bonussøn|poder?)s?\b"
    # "Mine piger i lektiecaféen" are not her own.
    r"(?!\s+(?:i|på|fra)\s+(?:lektie|klub|projekt|grupp|hold|pige|drenge|bolig|områd|café|cafe|værkst))"
)
_OURS = r"\bvores\s+(?:ældste\s+|yngste\s+|egen\s+)?(?:søn|datter|døtre|sønner|tvillinger)s?\b"
_MY_PUPILS = (
    r"\b(?:min|mine|vores)\s+(?:egen\s+|nye\s+|ny\s+|\d\.?\s*\w?\s*)?(?:elev|elever|skoleelever|klasses?\s+forældre|lærerkollegi\w+|lærerværelse|skoles\s+ledelse"
    r"|lærergruppe|lærerkolleg\w+|lærere)\b|\bmin\s+(?:\d\.?\s*)?klasse\b(?!kammerat|lærer)"
    r"|\bjeg\s+(?:underviser|har\s+klassen|har\s+en\s+elev)\b"
    r"|\b(?:jeg|vi)\s+har\s+en\s+(?:dreng|pige|elev)\s+i\s+(?:\d\.|min\s+klasse|klassen|indskolingen|udskolingen)"
)
_OUR_PLAN = (
    r"\bvores\s+(?:nye\s+)?(?:helhedsplan|beboere|boligområde|beboerhus|boligorganisation|projektleder|fremskudte)\w*"
    r"|\b(?:vi|os)\s+(?:her\s+)?i\s+(?:helhedsplanen|boligområdet|projektet|beboerhuset|boligforeningen|det\s+boligsociale)\b"
    r"|\bhos\s+os\s+i\s+(?:helhedsplanen|boligområdet|beboerhuset|boligforeningen)\b"
)
_I_WORK = r"\b(?:jeg|vi)\s+(?:arbejder|er\s+ansat|er\s+startet|er\s+begyndt|har\s+fået\s+job|sidder|kommer\s+fra|hjælper|er\s+frivillig\w*)\s+(?:lige\s+|nu\s+|som\s+\w+\s+)?(?:på|i|ved|for|fra|til)\s+(?:en\s+|et\s+|den\s+|vores\s+|jeres\s+|\w+\s+)?"
_WE_SCHOOL = r"\b(?:vi|os|jeg)\s+(?:her\s+)?på\s+(?:skolen|lærerværelset|vores\s+skole)\b|\bpå\s+min\s+skole\b|\bvi\s+er\s+en\s+(?:\w+\s+)?skole\b|\bher\s+på\s+skolen\b"

# The first that is found decides.
_RULES: tuple[tuple[Role, bool, re.Pattern[str]], ...] = tuple(
    (role, outright, re.compile(pattern, re.IGNORECASE))
    for role, outright, pattern in (
        ("skole", True, rf"(?:\b{_I_AM}|{_BEGINS_AS}|{_I_AS}|{_AS_I}|{_WE})(?:{_AT_SCHOOL})(?:e|er|re)?\b"),
        ("skole", True, rf"{_I_WORK}(?:\w*skole|sfo|skolen|børnehaveklasse|indskoling|udskoling)\w*\b"),
        ("medarbejder", True, rf"(?:\b{_I_AM}|{_BEGINS_AS}|{_I_AS}|{_AS_I}|{_WE})(?:{_IN_THE_AREA})(?:e|er|re)?\b"),
        ("medarbejder", True, rf"{_I_WORK}(?:\w*helhedsplan|boligområde|boligorganisation|boligforening|beboerhus|lektiecaf|boligsocial)\w*\b"),
        ("foraelder", True, rf"(?:\b{_I_AM}|{_AS_I}|{_I_AS})(?:{_PARENT})\b"),
        ("skole", False, _MY_PUPILS),
        ("medarbejder", False, _OUR_PLAN),
        ("foraelder", False, rf"{_MY_CHILD}|{_OURS}"),
        ("skole", False, _WE_SCHOOL),
    )
)  # fmt: skip


def told_role(text: str) -> ToldRole | None:
    """Who writes ``text`` by her own words; ``None`` where it does not say."""
    for role, outright, pattern in _RULES:
        if pattern.search(text):
            return ToldRole(role, outright)
    return None
