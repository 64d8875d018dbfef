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
    r"\w*lærer(?:inde|vikar)?|\w*laerer|\w*pædagog|\w*paedagog|(?:vice)?skoleleder|viceskoleder|viceleder|\w*afdelingsleder"
    r"|indskolingsleder|mellemtrinsleder|udskolingsleder|(?:vice)?(?:skole)?inspektør|sfo-?leder|fritidsleder|pedel"
    r"|skolesekretær|skolesocialrådgiver|lærerstuderende|lærervikar|akt'?er|skolepsykolog"
    r"|(?:inklusions|trivsels|læse|matematik|uu-?|skole)vejleder"
)
# A pædagog is at the school, but for the one in a club of the area.
_IN_A_CLUB = (
    r"\s+(?:i|på|ved)\s+(?:en\s+|vores\s+|den\s+\w+\s+)?"
    r"(?:\w*klub\w*|\w*projekt\w*|boligområde\w*|helhedsplan\w*|beboerhus\w*)"
)
_IN_THE_AREA = (
    r"bolig-? ?social\w*|boligsosial\w*|projektleder|projekt-?medarbejder|helhedsplans?leder|helhedsplans?medarbejder"
    r"|frivillig|bydelsmor|opgangsvært|beboerrådgiver|områdemedarbejder|ungemedarbejder|familiekonsulent|vicevært"
    r"|gadeplansmedarbejder|klubleder|klubmedarbejder|medarbejder|leder|brobygger|lektiehjælper"
    r"|\w*-?koordinator|ejendomsfunktionær|mentor"
)
_PARENT = (
    r"mor|far|mama|baba|forælder|foraelder|forældre|bedstemor|bedstefar|bedsteforældre|mormor|morfar|farmor|farfar"
    r"|plejemor|plejefar|plejeforældre|stedmor|stedfar|papmor|papfar|bonusmor|bonusfar|alenemor|alenefar"
)
# Words that may stand between "jeg er" and what one is; after these it is somebody else, or no longer so.
_NOT_ME = r"ikke|ikk|ik|ike|gift|kæreste|venner|sammen|ked|træt|glad|sur|vred|uenig|bange|uvenner|overvejer|uddannet"
_NOT_ME += r"|min|mit|mine|vores|hans|hendes|og"
_FILL = rf"(?:(?!(?:{_NOT_ME})\b)[\w.]+\s+){{0,4}}"
_AM = r"(?:er|arbejder|vikarierer|starter|begynder|har\s+(?:lige\s+)?fået\s+job)"
# "Du tror, jeg er lærer" tells what one is not.
_I_AM = rf"(?<!\btror )(?<!\btror, )(?<!\bsom om )\b(?:jeg|jg|vi)\s+{_AM}\s+{_FILL}"
_JUST = r"(?:er|lige|ny|nyansat|nystartet|startet|begyndt|ansat)"
# "Er ny her, tredje uge, boligsocial".
_BEGINS_AS = rf"^\W*(?:hej\w*\W+)?{_JUST}\s+(?!(?:det|der|de|du|i|han|hun)\b)(?:(?!(?:{_NOT_ME})\b)[\w.]+,?\s+){{0,4}}"
# "Hvad får jeg ud af det som skoleleder", "som mor er det svært", "vi lærere".
_NOT_OF_ME = r"\b(?:ikke|ham|hende|dem|overvejer|melde)\b"
_I_AS = rf"\b(?:jeg|mig|vi|os)\b(?:(?!{_NOT_OF_ME})[^.!?,]){{0,60}}?\bsom\s+(?:en\s+|ny\s+|ung\s+)?"
_AS = r"^\W*som\s+(?:(?:en|ny|ung|helt|enlig|bekymret)\s+){0,2}"
_WE = r"\b(?:vi|os)\s+(?:to\s+|andre\s+)?"
_BEFORE_WHAT_I_AM = rf"(?:{_I_AM}|{_BEGINS_AS}|{_I_AS}|{_AS}|{_WE})"
# "Plejemor her.", "Inklusionsvejleder. Jeg mangler ..."
_BEGINS = r"^\W*(?:(?:hej|goddag)\w*\W+)?"
_HERE = r"(?:\s+her\b|\s*[.:(]|\s+(?:på|i|ved)\s+(?:en|et|vores|min)\b)"

_SIZE = r"(?:egen|eget|lille|store|ældste|yngste|mellemste|kære|søde|to|tre|fire|fem|\d+|\w*årige|første|voksne|små)"
_CHILD = (
    r"(?:sønn?|soen|datter|dater|døtre|sønner|drenge?|piger?|knægt|unge|barn|børn|boern|barnebarn|børnebarn|børnebørn"
    r"|plejebarn|plejesøn|plejedatter|tvillinger|teenager|stedsøn|papsøn|bonussøn)s?"
)
# "Mine piger i lektiecaféen" are not her own; "min datter er lærer" asks for somebody else.
_MY_CHILD = (
    rf"\b(?:min|mit|mi|mine)\s+(?:{_SIZE}\s+){{0,2}}{_CHILD}\b"
    r"(?!\s+(?:i|på|fra)\s+(?:lektie|klub|projekt|grupp|hold|pige|drenge|bolig|områd|caf|værkst)|[^.?!]{0,30}\b(?:er|som|blive\w*)\s+lærer\b)"
    r"|\b(?:min|mine)\s+(?:yngste|ældste|mellemste)\b(?!\s+(?:elev|kolle|klasse))"
    r"|\bvores\s+(?:ældste\s+|yngste\s+|egen\s+)?(?:søn|datter|døtre|sønner|tvillinger|drenge)s?\b"
    r"|\b(?:vi|jeg)\s+har\s+(?:en|to|tre)\s+(?:søn|datter|døtre|sønner)\b"
)
_MY_PUPILS = (
    r"\b(?:min|mine|vores)\s+(?:egen\s+|nye\s+)?(?:elev|elever|elevers|skoleelever)\b"
    r"|\bmin\s+(?:\d\.?\s*)?klasse\b|\belev\s+(?:fra|i)\s+min\b"
    r"|\bvores\s+(?:lærerkollegi|lærerværelse|lærergruppe|lærerkolleg|lærere|skoleledelse)\w*\b"
    r"|\bjeg\s+(?:underviser|har\s+klassen|har\s+\d+\s+i\s+klassen)\b"
    r"|\b(?:jeg|vi)\s+har\s+en\s+(?:dreng|pige|elev)\s+i\s+(?:\d\.|min\s+klasse|klassen|indskolingen|udskolingen)"
    r"|\b(?:har|hvor)\s+[^.?!]{0,20}skole.?hjem.?samtale\w*\s+med\s+en\s+familie"
)
_PLAN = r"(?:helhedsplanen|boligområdet|boligorganisationen|boligforeningen|beboerhuset|det\s+boligsociale)"
_OUR_PLAN = (
    r"\bvores\s+(?:nye\s+|boligsociale\s+)?(?:helhedsplan|beboere|boligområde|beboerhus|boligorganisation|projekt)\b"
    rf"|\b(?:vi|os)\W+(?:her\s+|altså\s+)?(?:i\s+)?{_PLAN}\b|\bi\s+projektet\s+her\b|\bandre\s+boligsociale\b"
    rf"|\b(?:jeg|vi)\s+er\s+(?:kommet|udlånt|praktikant|ansat|to|tre)\b[^.?!]{{0,60}}{_PLAN}"
)
_I_WORK = (
    r"\b(?:jeg|vi)\s+(?:arbejder|er\s+(?:ansat|startet|begyndt|praktikant|pedel)|har\s+fået\s+job|sidder\s+i\s+ledelsen)"
    r"\s+(?:lige\s+|nu\s+|som\s+\w+\s+)?(?:på|i|ved|for|til)\s+(?:en\s+|et\s+|den\s+|vores\s+|\w+\s+)?"
)
_PARTS_OF_SCHOOL = r"(?:\w*skole|sfo|børnehaveklasse|indskoling|udskoling)\w*\b"
_WE_AT_SCHOOL = (
    r"\b(?:vi|os)\s+(?:her\s+)?på\s+(?:skolen|lærerværelset|vores\s+skole)\b|\bpå\s+min\s+skole\b"
    r"|\bvi\s+er\s+en\s+(?:\w+\s+)?skole\b|\bindskolingen\s+hvor\s+jeg\s+arbejder\b"
    r"|\b(?:sendt\s+afsted|mig,?\s+der\s+kommer|mig,?\s+der\s+er)\s+fra\s+(?:skolen|sfo\W?\w*)"
)

# The first that is found decides.
_RULES: tuple[tuple[Role, bool, str], ...] = (
    ("foraelder", True, rf"\b(?:skriver|spørger)\s+(?:jeg\s+)?som\s+(?:{_PARENT})\b|\bforældrerepræsentant\b"),
    ("medarbejder", True, rf"{_BEFORE_WHAT_I_AM}(?:\w+\s+)?\w*leder\s+i\s+(?:den|det)\s+boligsociale\b"),
    ("medarbejder", True, rf"{_BEFORE_WHAT_I_AM}\w*p(?:æ|ae)dagog(?:er|medhjælper)?{_IN_A_CLUB}"),
    ("skole", True, rf"{_BEFORE_WHAT_I_AM}(?:\w+-)?(?:{_AT_SCHOOL})(?:e|er|re)?\b"),
    ("medarbejder", True, rf"{_BEFORE_WHAT_I_AM}(?:{_IN_THE_AREA})(?:e|er|re)?\b"),
    ("skole", True, rf"\bdet\s+er\s+(?:mig|os),?\s+der\s+er\s+(?:\w+-)?(?:{_AT_SCHOOL})(?:e|er|re|en)?\b"),
    ("foraelder", True, rf"(?:{_I_AM}|{_AS}|{_I_AS})(?:{_PARENT})\b|(?:^|[.,!?]\s)\s*jeg\s+(?:mor|far)\b"),
    ("skole", True, rf"{_BEGINS}(?:\w+-)?(?:{_AT_SCHOOL}){_HERE}"),
    ("medarbejder", True, rf"{_BEGINS}(?:\w+-)?(?:{_IN_THE_AREA}){_HERE}"),
    ("foraelder", True, rf"{_BEGINS}(?:{_PARENT}|kontaktforælder)(?:{_HERE}|\s+(?:til(?!\s+en\s+elev)|i)\b)"),
    ("medarbejder", True, rf"{_I_WORK}(?:\w*{_PLAN}|projektet|lektiecaf\w*|\w*helhedsplan)\b"),
    ("skole", True, rf"{_I_WORK}{_PARTS_OF_SCHOOL}"),
    ("medarbejder", True, r"\b(?:jeg|vi)\s+(?:arbejder|er\s+ansat)\s+her\b"),
    ("skole", False, _MY_PUPILS),
    ("medarbejder", False, _OUR_PLAN),
    ("foraelder", False, _MY_CHILD),
    ("skole", False, _WE_AT_SCHOOL),
)
_COMPILED = tuple((ToldRole(role, outright), re.compile(rule, re.IGNORECASE)) for role, outright, rule in _RULES)


def told_role(text: str) -> ToldRole | None:
    """Who writes ``text`` by her own words; ``None`` where it does not say."""
    return next((told for told, rule in _COMPILED if rule.search(text)), None)


_LEADER = r"(?!\w*vejleder)(?:\w+-)?(?:\w*ledere?|(?:vice)?(?:skole)?inspektør)\b"
_THE_LEADER = r"(?:\w*lederen|(?:skole)?inspektøren)\b"
_SELF = r"\b(?:jeg\s+er\s+(?:(?:jo|som\s+sagt|altså|selv)\s+)*|det\s+er\s+mig,?\s+der\s+er\s+)"
_I_LEAD = re.compile(
    rf"(?:{_I_AM}|{_I_AS}|{_AS})(?:ny\s+|selv\s+)?{_LEADER}"
    rf"|{_SELF}(?:{_LEADER}|{_THE_LEADER})|{_BEGINS}{_LEADER}{_HERE}",
    re.IGNORECASE,
)
_I_DO_NOT_LEAD = re.compile(
    rf"\b(?:jeg|vi)\s+er\s+(?:(?:jo|altså)\s+)?(?:ikke|ikk|ik|ingen)\s+(?:en\s+)?{_LEADER}", re.IGNORECASE
)


def tells_whether_she_leads(text: str) -> bool | None:
    """Whether whoever writes ``text`` leads a school or a project by her own words; ``None`` where it does not say."""
    if _I_DO_NOT_LEAD.search(text):
        return False
    return True if _I_LEAD.search(text) else None


# "Jeg er altså ikke et barn", "du svarer mig som forælder", "det er ikke mit barn".
_OF_ROLES = re.compile(
    r"\bdu\b|\bikke\s+(?:mig|mit|min)\b|\bmin\s+elev\b|\bsvar\w*\s+til\b|^\W*(?:er\s+)?ikke\s+(?:lærer|forælder|ansat|mor|far)\b"
    r"|\b(?:jeg|vi)\s+(?:er|var|sagde|arbejder|spørger|har)\s+(?:\w+\s+){0,2}"
    r"(?:ikke|ikk|ik|ingen|voksen\w*|som|selv|mor|far|barn|var)\b",
    re.IGNORECASE,
)


def speaks_of_roles(text: str) -> bool:
    """Whether ``text`` can be about whom its writer was taken for: it tells who she is, or speaks to Skolebro."""
    told = told_role(text)
    return bool(told and told.outright) or _OF_ROLES.search(text) is not None
