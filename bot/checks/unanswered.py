"""No card is trained on a question that it does not take up.

A wording asks for a number, money, a time, a person, leave and so on, as far as the words of its questions show. What
several wordings of a card ask for stands in its title or its first paragraph; what a few ask for, anywhere in it. Where
the words are too crude a measure, the card says so: ``signed_off``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.checks.problems import card_problem
from bot.knowledge.schema import Asked, Card, Knowledge, Problem
from bot.text.wording import folded

# So many wordings of a card that ask the same kind of thing are no chance: the answer belongs first.
SEVERAL = 3
_PARAGRAPH = "\n\n"

NOT_TAKEN_UP = (
    "eksemplet “{wording}” spørger efter {what}, men det står ikke i {where}; svar på det, flyt eksemplet til et "
    "kort, der svarer, eller skriv {kind} i signed_off"
)
NEEDLESS = "signed_off nævner {kind}, men kortet svarer på det eller bliver ikke spurgt; fjern det"


@dataclass(frozen=True)
class Kind:
    """Something wordings ask for.

    Attributes:
        what: it in the redaktør's words.
        asks: the words of a question for it, folded.
        takes_up: the words of an answer that holds it, folded.
    """

    what: str
    asks: str
    takes_up: str


# "Ved du, hvem der ..." and "hvor meget må jeg ..." ask for something else.
_SUBJECT = r"(?:der|som|jeg|vi|du|i|de|han|hun|man|det|den|dem|min|mit|mine|vores)\b"
_EXTENT = r"(?:\w+ ){0,2}(?:maa|skal|kan|vil|boer|af|om|bestemmer|ved|har|faar)\b"
_NUMBER = (
    r"\w*\d\w*|to|tre|fire|fem|seks|syv|otte|ni|ti|tyve|halv\w*|fjerdedel\w*|femtedel\w*|antal\w*|alle|flere|faa|"
    r"et par|mange|meget|lidt|mere|mindre|hoejst|mindst|ingen"
)
_SPAN = r"\w*(?:dage?n?|uger?n?|maaned\w*|aar|aaret|timer?|minut\w*|klasse)"
_MONEY = (
    r"\w*penge\w*|kroner|kr|\w*betal\w*|koste?[rt]?|gratis|\w*pris\w*|gebyr\w*|raad|\w*finans\w*|loen\w*|boede\w*|"
    r"tilskud\w*|udgift\w*|regning\w*|midler\w*|millioner|bevilling\w*|budget\w*|spar(?:er|et)|ressource\w*|frivillig\w*"
)
_ROLE = (
    r"leder|laerer|paedagog|kommune|medarbejder|foraeld|forael|frivillig|ansat|ansaet|sygepleje|laege|psykolog|raadgiv|"
    r"vejled|politi|bestyrelse|helhedsplan|skolen|organisation|fonden|familie|beboer|elev|kvinder|maend|faedre|"
    r"kolleg|naevn|styrelse|myndighed|forening|sekretaer|tolk|jurist|advokat|voksne|forfatter"
)
KINDS: dict[Asked, Kind] = {
    "antal": Kind("et antal", rf"hvor mange (?!der\b)|hvor meget (?!{_EXTENT})\w+", _NUMBER),
    "varighed": Kind(
        "en varighed",
        r"hvor (?:laenge|lang tid)",
        rf"{_SPAN}|var(?:er|ede|ighed)|laenge|laengere|kort|korte|altid|indtil|straks",
    ),
    "hyppighed": Kind(
        "hvor tit",
        rf"hvor (?:tit|ofte) (?!{_SUBJECT})",
        r"hver|gange?|tit|ofte|\d+|om (?:dagen|ugen|aaret)|jaevnlig\w*|dagligt?|ugentlig\w*|loebende|fast|faste|altid",
    ),
    "alder": Kind("en alder", r"hvor gam(?:mel|le|melt)|hvilken alder", r"\d+|aar|\w*alder\w*|klasse|gam\w+|fyldt"),
    "penge": Kind(
        "penge",
        r"koste[rt]?|betal\w*\b(?! sig)|(?<!saette )pris(?:en)?|gratis|gebyr\w*|penge (?:for|til)|mange penge",
        _MONEY,
    ),
    "tidspunkt": Kind(
        "et tidspunkt",
        rf"hvorn(?:aa|a)r (?!{_SUBJECT})|frist(?:en|er)?",
        rf"{_SPAN}|\d+|frist\w*|inden|foer|naar|hvis|hvornaar|efter|foerst|straks|med det samme|i dag|hver\w*",
    ),
    "person": Kind(
        "en person",
        rf"hvem (?!{_SUBJECT})\w+",
        rf"\w*(?:{_ROLE})\w*|hvem|ssp|ppr|cfbu|dpo|uu|alle|begge|ingen|mor",
    ),
    "beslutning": Kind(
        "hvem der bestemmer",
        r"hvem (?:bestemmer|afgoer|beslutter|har det sidste ord)",
        r"\w*bestem\w*|afgoer\w*|\w*leder\w*|vaelge\w*|udpeger|beslut\w*|aftal\w*|siger (?:ja|nej)",
    ),
    "tilladelse": Kind(
        "lov til noget",
        # "Så må jeg jo ..." and "de må have ..." ask for nothing.
        r"(?<!saa )(?<!det )(?<!her )(?<!nu )(?<!jo )(?<!foerst )maa (?:jeg|vi|de|man)\b(?! have| da have)",
        r"maa|ja|nej|lov|ret|skal|forbud\w*|forbyd\w*|tilladt|kan|behoever|boer|aldrig|gerne",
    ),
}


def check_unanswered(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """What a card's wordings ask for is taken up in it, or signed off."""
    for card in knowledge.cards.values():
        said = _Said(card)
        for name, kind in KINDS.items():
            missing = said.not_taken_up(kind)
            if name in card.signed_off:
                if not missing:
                    yield card_problem(folder, card, "signed_off:", NEEDLESS.format(kind=name))
                continue
            where = "titlen eller det første afsnit" if len(missing) >= SEVERAL else "kortet"
            for wording in missing:
                message = NOT_TAKEN_UP.format(wording=wording, what=kind.what, where=where, kind=name)
                yield card_problem(folder, card, wording, message)


class _Said:
    """What a card is asked and what it answers, folded once for every kind."""

    def __init__(self, card: Card) -> None:
        self.asked = [(wording, [folded(each) for each in _questions(wording)]) for wording in card.questions]
        self.answer = folded(f"{card.title} {card.body}")
        self.first = folded(f"{card.title} {card.body.split(_PARAGRAPH)[0]}")

    def not_taken_up(self, kind: Kind) -> list[str]:
        """The wordings that ask for something the answer leaves out."""
        asking = [wording for wording, asked in self.asked if any(map(_says(kind.asks), asked))]
        answer = self.first if len(asking) >= SEVERAL else self.answer
        return [] if _says(kind.takes_up)(answer) else asking


def _questions(wording: str) -> list[str]:
    """The sentences of a wording that ask: those with a question mark, and the last where it has no end."""
    return [sentence for sentence in re.findall(r"[^.?!\n]+[.?!\n]?", wording) if sentence[-1] not in ".!\n"]


@cache
def _says(words: str) -> Callable[[str], re.Match[str] | None]:
    """Finds the words in a folded text."""
    return re.compile(rf"\b(?:{words})\b").search
