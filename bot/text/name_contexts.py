"""Names told by what stands around them, whatever they are: "fru Hvidberg", "min søn Zubeyr", "hun hedder Yde"."""

import re
from collections.abc import Iterator

from bot.text.forms import words
from bot.text.name_lists import key, name_lists

_NAME = r"[A-ZÆØÅÖÜÄÇŞİĐŠŽ][^\W\d_]+(?:['’\-][^\W\d_]+)*"
_PARTICLE = r"(?:(?:al|el|abu|bin|ben|ibn|de|van|der|von|da|le|la)[ \-])"
_NAMES = rf"{_PARTICLE}{{0,2}}{_NAME}(?: {_PARTICLE}{{0,2}}{_NAME})*"
_ANY_SCRIPT = r"[؀-ۿЀ-ӿ]+(?: [؀-ۿЀ-ӿ]+)?"
_SMALL = r"[^\W\d_]{2,}(?:['’\-][^\W\d_]+)*"


def _one_of(words: frozenset[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


# In these three either the word alone or with the article at its end: "lærer", "læreren".
_TITLES = words("fru hr herr frøken frk familien dr")
_OFFICES = _TITLES | {
    f"{office}{article}"
    for office in words(
        "lærer klasselærer matematiklærer dansklærer støttelærer speciallærer pædagog leder skoleleder",
        "viceskoleleder",
        "afdelingsleder klubleder inspektør skoleinspektør viceinspektør socialrådgiver familierådgiver",
        "sagsbehandler",
        "psykolog betjent læge rektor vicerektor tolk vejleder vicevært",
    )
    for article in ("", "en")
} | words("lærerinde lærerinden sundhedsplejerske sundhedsplejersken")  # fmt: skip
_RELATIVES = words(
    "søn datter mand kone kæreste eks bror søster lillebror lillesøster storebror storesøster halvbror halvsøster",
    "stedbror stedsøster stedfar stedmor kollega veninde ven nabo mor far elev chef fætter kusine onkel tante",
    "barn dreng",
    "pige niece nevø kontaktperson svigermor svigerfar klassekammerat barnebarn",
)
_PERSONS = words(
    "eleven pigen drengen barnet moren faren moderen faderen manden kvinden sønnen datteren læreren pædagogen",
    "kollegaen",
    "naboen elev kollega",
)
_OWNERS = words("min mit din vores hans hendes deres en et hvis")
_OFFICE, _RELATIVE, _PERSON, _WHOSE = map(_one_of, (_OFFICES, _RELATIVES, _PERSONS, _OWNERS))
# Things have names too: "projektet hedder Lær for Livet", "der er noget, der hedder Fritidspas".
_THINGS = ("det", "der", "som", "hvad", "tet", "bet", "set", "ret", "rset", "len", "ven", "ben", "ppen", "onen", "lmen")
_NO_THING = "".join(rf"(?<!{ending} )" for ending in _THINGS)
_INTRODUCES = r"(?:hedder|hed|ved navn|navn(?:et)? er|kald(?:er|es|t) (?:ham|hende|dem|mig|for))"

# What has a capital behind these is a name, unless it is the pronoun of a new sentence.
_BEFORE_CAPITAL = re.compile(
    rf"\b(?:(?i:(?:{_OFFICE}|(?:fru|hr|frk|dr)\.)(?: og (?:fru|hr)\.?)?|{_WHOSE} {_RELATIVE}s?,?|{_PERSON},?)"
    rf"|(?i:{_NO_THING}{_INTRODUCES})) (?P<name>{_NAMES})"
)
_BEFORE_OTHER_SCRIPT = re.compile(
    rf"\b(?i:{_INTRODUCES}|зовут|звати|называют|імʼя|ім'я|اسمي|اسمه|اسمها|إسمي|نام من|اسمش) (?P<name>{_ANY_SCRIPT})"
)
# Small letters are names only where a person's name is told.
_BEFORE_SMALL = re.compile(
    rf"\b(?:(?:jeg|han|hun|{_PERSON}|(?:{_WHOSE} (?:\w{{2,12}} )?)?(?:{_RELATIVE}|lærer)|{_OFFICE}) hedder|"
    rf"mit navn er|(?:hans|hendes|barnets|elevens) navn er|(?:dreng|pige|elev|mand|kvinde) ved navn) "
    rf"(?P<name>{_SMALL})",
    re.IGNORECASE,
)
_TITLE_SMALL = re.compile(rf"\b(?:fru|hr|frk|herr|frøken)\.? (?P<name>{_PARTICLE}?{_SMALL})", re.IGNORECASE)
_FAMILY_SMALL = re.compile(rf"\b(?:familien|lærer|læreren) (?P<name>(?:{_PARTICLE})?{_SMALL})", re.IGNORECASE)
_FROM_CLASS = re.compile(rf"(?<=[^\W\d_] )(?P<name>{_NAME}) fra \d{{1,2}}\.? ?(?:[a-zæøå]\b|klasse)")

_SERVANT_OF = re.compile(r"(?P<name>عبد [؀-ۿ]+)")
_WORDS = re.compile(r"[^\W\d_]+")
# What all of these begin with, so that they are tried nowhere else.
_FIRST_WORDS = _OFFICES | _RELATIVES | _PERSONS | _OWNERS | words(
    "jeg han hun mit barnets elevens mand kvinde hedder hed ved navn navnet kalder kaldt",
    "зовут звати называют імʼя ім اسمي اسمه اسمها إسمي نام اسمش عبد",
)  # fmt: skip

# Words that stand behind "hedder", "fru" and "lærer" and are nobody.
_NOBODY = words(
    "ikke noget det den altså også vist jo så faktisk hvad en et som og eller der er var vil kan skal har i på",
    "til siger",
    "sagde kommer ringer for fra med om hr fru samme ham hende sådan bare nok nu her af men at de du han hun",
    "jeg vi man",
    "måske både jer dem dig mig sig os hverken",
)
# What may begin with a capital behind a person without being the name.
_NO_NAME = words("de deres dem jer jeres når hvis hvor hvad men og så der det den jeg han hun vi nu i aula")

_INITIAL = r"[A-ZÆØÅ]\."
_INITIALS = re.compile(rf"(?<![\w.]){_INITIAL}(?: ?{_INITIAL}){{1,3}}(?![\wæøå])(?: {_NAME})?")
_INITIAL_AND_SURNAME = re.compile(rf"(?<![\w.]){_INITIAL}(?: {_INITIAL})? (?P<name>{_PARTICLE}?{_NAME})")
_SMALL_INITIALS = re.compile(
    rf"(?:(?<=\b)(?:{_PERSON}|mor|far|pige|dreng|barn) \(?(?P<name>(?:[a-zæøå]\.){{2,4}})"
    r"|(?<![\w.])(?P<other>(?:[a-zæøå]\.){2,3})(?= (?:i|fra|går i) \d))"
)
_ABBREVIATIONS = words(
    "hc su rg ssp akt ppr sfo ps pt nb dd usa eu cv fn tv dvs osv mm mv ol el ie eg dd aa ca oa uk phd ab cd",
    "abc sv nv nø sø",
)
_SURNAME_ENDING = re.compile(
    r"\w{2,}(?:sen|gaard|gård|holm|lund|berg|bjerg|dal|dahl|toft|strup|trup|skov|vang|sson|oglu|yan|ski|sky|wski|vic|"
    r"ovic|ova|ov|ev|"
    r"enko|chuk|zade|pour|quist|kvist|strøm|ström|feldt?|mann|stein|borg|bæk|bech|kær|kjær|høj|mark|rup)"
)


def told_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what is a name by what stands around it."""
    for word in _WORDS.finditer(text):
        if word[0].lower() in _FIRST_WORDS:
            yield from _introduced(text, word.start())
    for match in _FROM_CLASS.finditer(text):
        if not _is_nobody(match["name"]):
            yield match.span("name")
    if "." in text:
        yield from _initials(text)


def _introduced(text: str, start: int) -> Iterator[tuple[int, int]]:
    if (match := _BEFORE_CAPITAL.match(text, start)) and not _is_nobody(match["name"]):
        yield match.span("name")
    if match := _BEFORE_OTHER_SCRIPT.match(text, start) or _SERVANT_OF.match(text, start):
        yield match.span("name")
    for small in (_BEFORE_SMALL, _TITLE_SMALL):
        if (match := small.match(text, start)) and key(match["name"]) not in _NOBODY:
            yield match.span("name")
    if (match := _FAMILY_SMALL.match(text, start)) and is_surname(match["name"]):
        yield match.span("name")


def is_surname(word: str) -> bool:
    """Whether a word may be a surname, where one is looked for."""
    known, lists = key(word.split(" ")[-1]), name_lists()
    if known in lists.never or known in lists.words_too:
        return known in lists.surnames
    known = known.removeprefix("al-").removeprefix("el-")
    return (
        known in lists.surnames
        or known in lists.names
        or known in lists.kept
        or word.lower().startswith(("al-", "el-", "abu "))
    )


def looks_like_surname(word: str) -> bool:
    """Whether a word is a surname by its ending or by the lists."""
    return is_surname(word) or _SURNAME_ENDING.fullmatch(key(word)) is not None


def _initials(text: str) -> Iterator[tuple[int, int]]:
    for match in _INITIALS.finditer(text):
        if "".join(re.findall(r"\w(?=\.)", match[0])).lower() not in _ABBREVIATIONS or looks_like_surname(
            match[0].split()[-1]
        ):
            yield match.span()
    for match in _INITIAL_AND_SURNAME.finditer(text):
        if looks_like_surname(match["name"]):
            yield match.span()
    for match in _SMALL_INITIALS.finditer(text):
        group = "name" if match["name"] else "other"
        if match[group].replace(".", "") not in _ABBREVIATIONS:
            yield match.span(group)


def _is_nobody(name: str) -> bool:
    # An abbreviation ("læreren AKT") or the first word of a new sentence is none.
    return name.isupper() or key(name.split(" ")[0]) in _NO_NAME
