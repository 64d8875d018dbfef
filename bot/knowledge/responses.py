"""The short replies that move a conversation, from knowledge/faste-svar.yml."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.core.outcomes import Outcome
from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml

FIXED_REPLIES = KNOWLEDGE / "faste-svar.yml"

# A reply whose key ends so takes the place of the one without it, for parents, in plainer words.
FOR_PARENTS = "-foraelder"

# What the code fills in where a reply says {...}, by the reply's key.
FILLED_IN = {
    "maskeret": ("kinds",),
    "menneske": ("contact",),
    "menneske-foraelder": ("contact",),
    "ved-ikke": ("contact",),
    "ingen-af-dem": ("contact",),
    "vejledning": ("contact", "value"),
    "vejledning-laest": ("contact", "value", "reviewed_by"),
    "vejledning-foraelder": ("contact",),
    "dokument-klar": ("title", "url", "days"),
    "gemmer-du-spoergsmaal": ("days",),
    "spoergsmaal-vis": ("question", "days"),
    "kilde-opfoelgning": ("title",),
    "rute-tilbage": ("route",),
    "rute-noteret": ("title",),
    "moede-mere": ("title",),
    "moede-hvor-langt": ("done", "all"),
    "samtale-mere-foraelder": ("title",),
    "samtale-hvor-langt-foraelder": ("done", "all"),
    "plan-noteret": ("title",),
    "plan-dit-svar": ("answer",),
    "plan-ikke-naevnt": ("missing",),
    "plan-placering": ("place",),
    "plan-ligner": ("cases",),
    "plan-eksempel": ("example",),
    "plan-hvor-langt": ("where", "done", "all"),
    "plan-klar": ("links", "days"),
    "svar-flyttet": ("title",),
    "svar-ved-siden-af": ("answer",),
    "svar-staar": ("answer",),
}
# ... and where it is the number of any contact, by the contact's id.
WITH_NUMBERS = ("barn", "stadig-fare", "stadig-fare-foraelder")

# Every key the code asks for; `skolebro check` refuses a file without one of them.
REQUIRED = (
    *FILLED_IN, *WITH_NUMBERS,
    "praesentation", "hilsen", "hilsen-foraelder", "tak", "farvel", "farvel-foraelder", "hvad-kan-du",
    "hvad-kan-du-foraelder", "er-du-et-menneske", "hvem-staar-bag", "hvem-staar-bag-foraelder", "gemmer-du",
    "gemmer-du-foraelder", "lokalt", "lokalt-foraelder", "hjalp-ikke", "hjalp-ikke-foraelder", "hjalp-det", "ja", "nej",
    "fortaeller-sin-plan", "fortaeller-sin-plan-foraelder", "tager-til-sig", "lad-det-ligge", "suk", "suk-foraelder",
    "hoerer-dig", "hoerer-dig-foraelder", "misforstod", "godt-ikke-fare", "ikke-fare", "to-gange-forbi",
    "mente-du", "mente-du-foraelder", "eller-mente-du", "eller-mente-du-foraelder", "maaske-det-her",
    "maaske-det-her-foraelder", "ikke-sikker", "ikke-sikker-foraelder", "er-det-ikke-det", "er-det-ikke-det-foraelder",
    "hele-svaret", "saa-maaske", "saa-maaske-foraelder", "naermeste", "spurgte-ogsaa",
    "spurgte-ogsaa-ukendt", "hoerer-til-svaret", "staar-i-svaret", "samme-svar",
    "du-er-lederen", "svar-paa-det-foer", "her-er-det-igen",
    "ved-ikke-foraelder", "uden-for-emnet", "intet-at-vise", "ikke-mere", "trukket-tilbage", "laes-mere-foraelder",
    "gammelt-gennemsyn", "papir-efter-nej",
    "foraelder", "stemme-foraelder", "medarbejder", "ansat-boligomraade", "ansat-skole", "forkert-rolle",
    "skrevet-til-foraeldre", "skrevet-til-ansatte", "andet-sprog", "skriv-dansk-foraelder",
    "spoergsmaal-sendt", "spoergsmaal-ikke-sendt", "spoergsmaal-vaek", "spoergsmaal-fuldt", "beholdt",
    "rute-udvej", "rute-ingen", "rute-stoppet", "rute-fortsaet", "rute-tilbage-et", "rute-gammel-knap", "rute-forfra",
    "moede-pause", "moede-noteret", "moede-udvej", "moede-ingen",
    "samtale-pause-foraelder", "samtale-noteret-foraelder", "samtale-udvej-foraelder", "samtale-ingen-foraelder",
    "plan-sprunget", "plan-udvej", "plan-opsummering", "plan-aabent", "plan-hvilket-svar", "plan-ret", "plan-pause",
    "plan-forfra-sikker", "plan-slet-sikker", "plan-slettet", "plan-ingen", "plan-ikke-faerdig",
    "svar-slettet",
    "tom", "for-lang", "ingen-ord", "fejl",
)  # fmt: skip


class FixedReply(BaseModel):
    """One short reply and the outcome of the turn it ends.

    Attributes:
        plain: whether parents read it, too, so that it must be as easy to read as their cards.
    """

    text: str
    outcome: Outcome = Outcome.SMALLTALK
    plain: bool = False

    def as_message(self) -> dict[str, Any]:
        """The reply as a channel sends it, for when no action can."""
        nothing: dict[str, Any] = {"card": None, "sources": [], "reviewed": None, "related": [], "attachments": []}
        return {"text": self.text, "custom": {"outcome": self.outcome.value, **nothing}}


def load_fixed_replies(path: Path = FIXED_REPLIES) -> dict[str, FixedReply]:
    """Read and validate the file.

    Raises:
        ValueError: a reply is missing or has not the right form; Danish.
        OSError: the file can't be read.
    """
    raw = read_yaml(path)
    missing = [key for key in REQUIRED if key not in raw]
    if missing:
        raise ValueError(f"{path}: mangler {', '.join(missing)}")
    return {key: FixedReply(**{"plain": key.endswith(FOR_PARENTS), **value}) for key, value in raw.items()}


@lru_cache(maxsize=1)
def _replies() -> dict[str, FixedReply]:
    return load_fixed_replies()


def fixed_reply(key: str) -> FixedReply:
    """The reply by its key. Read once: these replies must be at hand also when the store is not."""
    return _replies()[key]


def has_fixed_reply(key: str) -> bool:
    """Whether there is a reply with this key."""
    return key in _replies()
