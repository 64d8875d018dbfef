"""The shape of the content files. Messages to the redaktør are Danish."""

from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, validator

from bot.core.outcomes import Outcome

TITLE_LENGTH = 60  # fits a button on a 320 px screen in two lines
BODY_LENGTH = 900
ID_LENGTH = 80  # as the store's columns
LAW_LENGTH = 300
URL_LENGTH = 300
DIRECT_ANSWER_LENGTH = 300
FEWEST_QUESTIONS = 6

CONSENT_THEME = "samtykke"
# The parents' cards, in plain Danish.
PARENTS_THEME = "foraeldre"
# What the ids of parents' cards begin with; `skolebro check` sees to it.
PARENTS_CARDS = "foraelder-"
# Law changes: a legal card nobody has read through for a year says so itself.
REVIEW_DAYS = 365
# The last paragraph of a legal card: what to do today.
WHAT_TO_DO = "**Gør nu:**"

# What a wording may ask for; `bot/checks/unanswered.py` has the words.
Asked = Literal["antal", "varighed", "hyppighed", "alder", "penge", "tidspunkt", "person", "beslutning", "tilladelse"]

# What to write, per field: shown with every error about that field.
HINTS = {
    "id": "skriv filens navn uden .md, kun små bogstaver a-z, tal og bindestreg, fx `id: tal-skoleboern`",
    "title": f'skriv en titel på højst {TITLE_LENGTH} tegn, fx `title: "Hvad er SSP"`',
    "audience": "skriv en eller flere af medarbejder, skole, forælder, fx `audience: [medarbejder, skole]`",
    "source": "skriv en kilde fra knowledge/sources.yml, fx `source: cfbu-2014`",
    "section": "skriv det afsnit i kilden, svaret bygger på, som det står i knowledge/sources.yml",
    "law": 'skriv lov og paragraf, fx `law: "Forvaltningsloven § 27"`',
    "decides": "skriv, hvem der afgør det lokalt: et id fra knowledge/contacts.yml, fx `decides: dpo`",
    "reviewed": "skriv datoen for sidste gennemsyn, fx `reviewed: 2026-11-22`; den må ikke ligge i fremtiden",
    "status": "skriv `status: gældende` eller `status: historisk`",
    "questions": f'skriv mindst {FEWEST_QUESTIONS} eksempler på spørgsmål, ét pr. linje: `  - "hvad er ssp?"`',
    "signed_off": "skriv en liste af det, kortet ikke skal svare på, fx `signed_off: [antal, penge]`",
    "related": "skriv en liste af andre korts id, fx `related: [hvad-er-ssp]`",
    "body": (
        f"skriv svaret under den anden linje med `---`: det direkte svar i et første afsnit på højst "
        f"{DIRECT_ANSWER_LENGTH} tegn, højst {BODY_LENGTH} tegn i alt"
    ),
}


class Card(BaseModel):
    """One answer with its source.

    The first paragraph of ``body`` is the direct answer; the first of ``related`` is what one
    would naturally ask next. ``decides`` is the contact who settles the matter locally;
    every legal card has one. ``signed_off`` is what some wordings seem to ask for, the answer seems to leave out, and
    somebody has looked at.
    """

    id: str = Field(regex=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=ID_LENGTH)
    theme: str
    title: str = Field(min_length=3, max_length=TITLE_LENGTH)
    audience: list[Literal["medarbejder", "skole", "forælder"]] = Field(min_items=1)
    source: str
    section: str | None = None
    law: str | None = Field(None, max_length=LAW_LENGTH)
    decides: str | None = Field(None, max_length=ID_LENGTH)
    reviewed: date
    reviewed_by: str | None = Field(None, max_length=ID_LENGTH)
    status: Literal["gældende", "historisk"]
    questions: list[str] = Field(min_items=FEWEST_QUESTIONS)
    signed_off: list[Asked] = []
    related: list[str] = []
    body: str = Field(min_length=20, max_length=BODY_LENGTH)

    class Config:
        """An unknown field is most often a misspelt one: refuse it."""

        extra = "forbid"
        allow_mutation = False

    @validator("reviewed", pre=True)
    def _a_date(cls, value: object) -> object:
        if isinstance(value, int | float):  # pydantic would read it as seconds since 1970
            raise ValueError("det er ikke en dato")
        return value

    @validator("reviewed")
    def _not_in_the_future(cls, value: date) -> date:
        if value > date.today():
            raise ValueError("datoen ligger i fremtiden")
        return value

    @validator("questions", each_item=True)
    def _some_words(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("et spørgsmål er tomt")
        return value.strip()

    @validator("law", always=True)
    def _section_or_law(cls, value: str | None, values: dict[str, Any]) -> str | None:
        if not value and not values.get("section"):
            raise ValueError("kortet mangler både section og law")
        return value

    @validator("decides", always=True)
    def _legal_cards_say_law_and_who_decides(cls, value: str | None, values: dict[str, Any]) -> str | None:
        if values.get("theme") == CONSENT_THEME:
            if not values.get("law"):
                raise ValueError("et kort om jura skal også have feltet law")
            if not value:
                raise ValueError("et kort om jura skal sige, hvem der afgør det lokalt")
        return value

    @validator("theme")
    def _parents_cards_are_told_by_their_ids(cls, value: str, values: dict[str, Any]) -> str:
        if (value == PARENTS_THEME) != str(values.get("id", "")).startswith(PARENTS_CARDS) and "id" in values:
            raise ValueError(
                f"kun kort i {PARENTS_THEME}/ har et id, der begynder med {PARENTS_CARDS}, og de har det alle"
            )
        return value

    @validator("audience")
    def _parents_cards_are_for_parents(cls, value: list[str], values: dict[str, Any]) -> list[str]:
        if (values.get("theme") == PARENTS_THEME) != (value == ["forælder"]):
            raise ValueError(f"kun kort i {PARENTS_THEME}/ er for forældre, og de er kun for dem")
        return value

    @validator("body")
    def _direct_answer_first(cls, value: str) -> str:
        if len(value.split("\n\n")[0]) > DIRECT_ANSWER_LENGTH:
            raise ValueError("det første afsnit er for langt")
        return value

    @validator("body")
    def _what_to_do_last(cls, value: str, values: dict[str, Any]) -> str:
        if _is_legal(values.get("theme"), values.get("decides")) and not value.split("\n\n")[-1].startswith(WHAT_TO_DO):
            raise ValueError(f"et kort om jura skal slutte med et afsnit, der begynder med {WHAT_TO_DO}")
        return value

    @property
    def is_legal(self) -> bool:
        """Whether it is curated legal guidance: a card of that theme, or a parents' card that says who decides."""
        return _is_legal(self.theme, self.decides)

    @property
    def outcome(self) -> Outcome:
        """The outcome of a turn that ends with this card."""
        return Outcome.CONSENT_GUIDANCE if self.is_legal else Outcome.ANSWERED


def _is_legal(theme: str | None, decides: str | None) -> bool:
    return theme == CONSENT_THEME or (theme == PARENTS_THEME and decides is not None)


def is_review_old(reviewed: date, today: date | None = None) -> bool:
    """Whether a legal card's review is more than a year old."""
    return ((today or date.today()) - reviewed).days > REVIEW_DAYS


class Readable(BaseModel):
    """What somebody may want to read.

    Attributes:
        url: where anybody can; else ``no_url`` says why there is none.
    """

    url: str = Field("", max_length=URL_LENGTH, regex=r"^(https://\S+)?$")
    no_url: str = ""

    @validator("no_url", always=True)
    def _an_address_or_why_none(cls, value: str, values: dict[str, Any]) -> str:
        if not values.get("url") and not value:
            raise ValueError("url mangler; er der ingen, så skriv hvorfor i no_url")
        return value


class Source(Readable):
    """A publication that cards are written from, with the sections they may name."""

    id: str
    title: str
    publisher: str
    year: int
    sections: list[str] = []


class Contact(BaseModel):
    """Someone to turn to: a telephone number or a role.

    Attributes:
        plain: what a parent calls them, in a sentence.
        source: where a number was read.
        checked: when.
    """

    id: str
    label: str
    value: str
    note: str = ""
    plain: str = ""
    source: str = ""
    checked: date | None = None


class Knowledge(BaseModel):
    """All content, validated as a whole."""

    cards: dict[str, Card]
    sources: dict[str, Source]
    contacts: dict[str, Contact]


class Problem(BaseModel):
    """One thing the redaktør must mend: where, what, and what to write instead."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class KnowledgeError(Exception):
    """The content can't be used; ``problems`` lists every reason found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
