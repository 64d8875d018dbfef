"""Where somebody is found: mail and street addresses, user names, number plates."""

import re

from bot.text.forms import NOT_COUNTED, Form, digits_in, pattern, words

# Mail, also as it is read aloud, without a top level, and with the sign written otherwise.
_LOCAL = r"(?<![\w.+\-])[\w.+\-]{1,64}"
_TOP = r"(?:dk|com|net|org|eu|de|se|no|nu|info)\b"
_POINT = r"(?: ?[.,] ?| (?:punktum|prik|punkt|dot) )"
_DOMAIN = rf"[\w\-]{{1,63}}(?:{_POINT}[\w\-]{{1,63}}){{0,4}}"
_MAIL = pattern(_LOCAL, r"@{1,2}[\w\-]{1,63}(?:[.,][\w\-]{1,63}){0,5}")
_SPACED_MAIL = pattern(_LOCAL, r" ?@ ?[\w\-]{2,63}(?: ?[.,] ?|", _POINT, ")", _TOP)
_SPOKEN_MAIL = pattern(_LOCAL, r" ?[(\[{]? ?snabel[ \-]?a?[)\]}]? ?@? ?", _DOMAIN, r"(?<=\w)(?:", _POINT, "| )?", _TOP)
_AT_MAIL = pattern(_LOCAL, r" at [\w\-]{1,63}(?: (?:punktum|prik|punkt|dot) [a-z]{2,4}\b|\.", _TOP, ")")
_BRACKET_MAIL = pattern(_LOCAL, r" ?[(\[{](?:at|a)[)\]}] ?", _DOMAIN)

# User names and codes stand behind a word that says so.
_USER_WORD = (
    r"\b(?:uni[ \-]?(?:login|id)|mit ?id|nem ?id|bruger(?:navn(?:et)?|[ \-]?id)?|log ?in|aula|password|adgangskode|"
    r"kode(?:n|ord)?)(?:[ \-](?:login|navn))?"
)
_FILLER = r"(?:[ :=\-]{1,3}(?:login|brugernavn|bruger[ \-]?id|bruger|navn|nummer|nr\.?|er|hedder))?"
_USER = pattern(_USER_WORD, _FILLER, _FILLER, r"""[ :=]{1,3}['"»]?(?P<it>[\wæøå.!@#$%&+\-]{4,40})""")
# UNI-Login gives four letters, then four letters or digits.
_UNI_LOGIN = re.compile(r"\b[a-z]{4}(?!(?:19|20)\d\d)(?=[a-z]{0,3}\d)[a-z0-9]{4}\b(?!\.\w)")

_PLATE = pattern(r"(?<![\w§])[a-zæøå]{2}[ \-]?\d{2}[ .\-]?\d{3}(?!\w|[.,]\d)", NOT_COUNTED)
# Two letters that stand before a number in Danish.
_BEFORE_NUMBERS = words(
    "ab ad af ap at bl ca cm de du en er et eu fn fx få ip km kr kl mm ms nr nu og om op pr på så til ud uf vi år"
)

_STREET = tuple(
    words(
        "vej vejen gade gaden allé alle alléen alleen boulevard boulevarden stræde strædet vænge vænget park",
        "parken",
        "have haven toft tofte toften mark marken bakke bakken lund lunden krog krogen sti stien dal dalen skov",
        "skoven gård",
        "gården vang vangen torv torvet plads pladsen kvarteret ringen høj højen eng engen brink brinken skrænten",
        "holmen mosen kæret hegnet buen banken kaj kajen løkken svinget ager ageren",
    )
)
# Endings that make a street also of a word without a capital.
_STREET_ALWAYS = ("vej", "gade", "allé", "boulevard", "stræde", "vænget", "parken", "haven", "toften", "marken")
_NO_STREET = re.compile(
    r"(?:børne|skole|lege|arbejds|parkerings|by|køkken|natur|fod|cykel|motor|om|ud|gen|ind|bag|aktivitets|is|opholds|"
    r"praktik|elev|lære|sol|unge|ungdoms|sommer|koloni|senior|forlystelses|sports|tank|kirke|torve|beboer)"
    rf"(?:{'|'.join(_STREET)})|.*(?:måned|uge)",
    re.IGNORECASE,
)
_FLOOR = (
    r"(?:,? ?(?:st\.?|\d{1,2}(?:\.|(?= ?(?:sal|tv|th|mf)\b)))(?: ?sal\b)?[ ,.]{0,2}(?:(?:tv|th|mf)\b\.?|"
    r"dør ?\d{1,3})?)?"
)
_TOWN = r"(?:,? ?\d{4} [A-ZÆØÅ][\wæøå]{1,20}(?: [A-ZÆØÅ]{1,2}\b)?)?"
_ADDRESS = re.compile(
    r"(?<![\w.])(?P<street>(?:[A-ZÆØÅ][\w.]{0,20} ){0,4}\b\w{3,30})(?i: nr\.?)? \d{1,3}(?: ?[A-Za-z](?![\wæøå.]))?"
    rf"(?![\d%\-:/]|[.,]\d| ?(?:og|til|eller) \d)(?i:{NOT_COUNTED}{_FLOOR}){_TOWN}"
)


def _is_user_name(match: re.Match[str]) -> bool:
    """A user name or a code has digits among other signs; a year, a time or a figure has not."""
    found = match["it"]
    if not any(sign.isdigit() for sign in found):
        return "_" in found
    return any(sign.isalpha() for sign in found) or len(digits_in(found)) >= 6


def _is_plate(match: re.Match[str]) -> bool:
    return match[0][:2].isupper() or match[0][:2].lower() not in _BEFORE_NUMBERS


def _is_street(match: re.Match[str]) -> bool:
    *before, last = match["street"].split()
    word = last.lower()
    if not word.endswith(_STREET) or (last[0].islower() and _NO_STREET.fullmatch(word)):
        return False
    if word in _STREET:  # "Vollsmose Allé", never "ad den vej 3"
        return bool(before)
    return last[0].isupper() or word.endswith(_STREET_ALWAYS)


MAIL = tuple(
    Form("[mail]", "en mailadresse", one, clues)
    for one, clues in (
        (_SPACED_MAIL, ("@",)),
        (_MAIL, ("@",)),
        (_SPOKEN_MAIL, ("snabel",)),
        (_AT_MAIL, (" at ",)),
        (_BRACKET_MAIL, ("(a", "[a", "{a")),
    )
)
USER_NAMES = (
    Form(
        "[nr]",
        "et brugernavn",
        _USER,
        ("uni", "mit", "nem", "bruger", "log", "kode", "password", "aula"),
        is_one=_is_user_name,
    ),
    Form("[nr]", "et brugernavn", _UNI_LOGIN, digits=1),
)
STREETS = (Form("[sted]", "en adresse", _ADDRESS, digits=1, is_one=_is_street),)
PLATES = (Form("[nr]", "en nummerplade", _PLATE, digits=5, is_one=_is_plate),)
