"""The short replies that move a conversation, from knowledge/faste-svar.yml."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.core.outcomes import Outcome
from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml

FIXED_REPLIES = KNOWLEDGE / "faste-svar.yml"

# What parents are told, as easy to read as their cards.
PLAIN = (
    "stemme-foraelder", "hoerer-dig-foraelder", "svar-paa-det-foer", "godt-ikke-fare", "ikke-fare",
    "misforstod", "to-gange-forbi",
    "mente-du-foraelder", "ved-ikke-foraelder", "hilsen-foraelder",
    "hvad-kan-du-foraelder", "hjalp-ikke-foraelder", "gemmer-du-foraelder", "vejledning-foraelder",
    "laes-mere-foraelder", "samtale-pause-foraelder", "samtale-mere-foraelder",
    "samtale-noteret-foraelder", "samtale-udvej-foraelder",
    "svar-slettet", "svar-flyttet", "svar-ved-siden-af", "svar-staar",
    "skriv-dansk-foraelder", "samtale-hvor-langt-foraelder", "samtale-ingen-foraelder",
    "maaske-det-her-foraelder", "eller-mente-du-foraelder", "menneske-foraelder", "lokalt-foraelder",
    "hvem-staar-bag-foraelder", "saa-maaske-foraelder", "farvel-foraelder", "fortaeller-sin-plan-foraelder",
    "gemmer-du-spoergsmaal", "spoergsmaal-vis", "spoergsmaal-sendt", "spoergsmaal-ikke-sendt", "spoergsmaal-vaek",
    "spoergsmaal-fuldt",
)  # fmt: skip

# Every key the code asks for; `skolebro check` refuses a file without one of them.
REQUIRED = (
    "hoerer-dig",
    "hilsen", "tak", "farvel", "hvad-kan-du", "er-du-et-menneske", "gemmer-du", "hjalp-ikke", "ja", "nej",
    "fortaeller-sin-plan", "tager-til-sig", "lad-det-ligge",
    "mente-du", "ingen-af-dem", "ved-ikke", "uden-for-emnet", "intet-at-vise", "ikke-mere", "trukket-tilbage",
    "vejledning", "vejledning-laest", "gammelt-gennemsyn", "dokument-klar", "papir-efter-nej",
    "moede-pause", "moede-mere", "moede-noteret", "moede-udvej", "moede-hvor-langt", "moede-ingen",
    "rute-tilbage", "rute-udvej", "rute-ingen", "rute-stoppet", "rute-fortsaet", "rute-tilbage-et",
    "rute-gammel-knap", "rute-noteret", "barn", "rute-forfra",
    "foraelder", "medarbejder", "ansat-boligomraade", "ansat-skole", "beholdt", *PLAIN, "andet-sprog",
    "plan-noteret", "plan-sprunget", "plan-dit-svar", "plan-udvej", "plan-ikke-naevnt",
    "plan-placering", "plan-ligner", "plan-eksempel", "plan-hvor-langt", "plan-opsummering", "plan-aabent",
    "plan-hvilket-svar", "plan-ret", "plan-pause", "plan-forfra-sikker", "plan-slet-sikker", "plan-slettet",
    "plan-ingen", "plan-klar", "plan-ikke-faerdig",
    "maaske-det-her", "saa-maaske", "eller-mente-du", "spurgte-ogsaa", "spurgte-ogsaa-ukendt", "hoerer-til-svaret",
    "samme-svar",
    "naermeste", "menneske", "lokalt", "hvem-staar-bag", "her-er-det-igen", "forkert-rolle",
    "skrevet-til-foraeldre", "skrevet-til-ansatte",
    "tom", "for-lang", "ingen-ord", "fejl", "praesentation", "maskeret",
)  # fmt: skip


class FixedReply(BaseModel):
    """One short reply and the outcome of the turn it ends."""

    text: str
    outcome: Outcome = Outcome.SMALLTALK

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
    return {key: FixedReply(**value) for key, value in raw.items()}


@lru_cache(maxsize=1)
def _replies() -> dict[str, FixedReply]:
    return load_fixed_replies()


def fixed_reply(key: str) -> FixedReply:
    """The reply by its key. Read once: these replies must be at hand also when the store is not."""
    return _replies()[key]
