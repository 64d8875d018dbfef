"""Personal data typed into every place that takes words; then every byte that was kept is searched."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from faker import Faker

from bot.core.paths import STATE
from bot.siege.report import Finding, judged
from bot.siege.service import ChatSession, Service

_OF_EACH_KIND = 8
_MESSAGES_A_SESSION = 18  # fewer than one conversation may send in a minute
_INTO_THE_WALK = ("/start_plan", *["spring over"] * 4)
# Found again, or nothing could be found; it stands in no file of ours.
_HARMLESS = "grævlingefodbold"

# A sentence, and the pieces of it that must be nowhere.
Typed = tuple[str, list[str]]

_SENTENCES = (
    "Skriv til {} om mødet",
    "Vi har talt med {} om skolen",
    "Det handler om {} i klassen",
    "{} vil gerne være med",
)


def typed_into_the_chat(service: Service) -> Finding:
    """Everything, as questions."""
    typed = _nobody_elses(service, made_up(seed=1))
    for some in _in_portions([text for text, _ in typed]):
        session = ChatSession(service)
        for text in some:
            session.say(text)
    return _searched(service, typed)


def typed_into_the_walk(service: Service) -> Finding:
    """Everything, as answers that are kept for the plan; a harmless word is typed, too, and must be found."""
    typed = _nobody_elses(service, made_up(seed=2))
    for some in _in_portions([f"vi laver {_HARMLESS} for alle", *(text for text, _ in typed)]):
        session = ChatSession(service)
        for text in (*_INTO_THE_WALK, *some):
            session.say(text)
    found = _searched(service, typed)
    return (
        found
        if _is_in(list(_kept(service)), _HARMLESS)
        else Finding(False, f"{found.figure}. Det harmløse ord blev heller ikke fundet")
    )


def typed_into_the_talk(service: Service) -> Finding:
    """Everything, as answers that are kept for a parent's list."""
    typed = _nobody_elses(service, made_up(seed=3))
    for some in _in_portions([text for text, _ in typed], size=4):
        session = ChatSession(service, role="foraelder")
        for text in ("/prepare_talk", *some):
            session.say(text)
    return _searched(service, typed)


def made_up(seed: int) -> list[Typed]:
    """Sentences with made-up numbers, addresses and names."""
    chance, people = random.Random(seed), Faker("da_DK")
    people.seed_instance(seed)
    items: list[Typed] = []
    for number in range(_OF_EACH_KIND):
        day = f"{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(0, 99):02}"
        serial, (first, last) = f"{chance.randint(1000, 9999)}", (people.first_name(), people.last_name())
        pairs = [f"{chance.randint(20, 99)}" for _ in range(4)]
        cpr, telephone = (
            (f"{day}-{serial}", f"{day}{serial}"),
            (" ".join(pairs), "".join(pairs), "+45 " + "".join(pairs)),
        )
        mail = f"{people.user_name()}{chance.randint(100, 999)}@{people.domain_name()}"
        sentence = _SENTENCES[number % len(_SENTENCES)]
        items += [
            (sentence.format(f"CPR {cpr[number % 2]}"), [*cpr]),
            (sentence.format(telephone[number % 3]), [*telephone[:2]]),
            (sentence.format(mail), [mail]),
            (sentence.format(f"{first} {last}"), [f"{first} {last}", last]),
        ]
    return items


def _nobody_elses(service: Service, typed: list[Typed]) -> list[Typed]:
    """Without the pieces that are there before anybody typed: a surname may stand in a card."""
    contents = list(_kept(service))
    return [(text, [piece for piece in pieces if not _is_in(contents, piece)]) for text, pieces in typed]


def _in_portions(texts: list[str], size: int = _MESSAGES_A_SESSION) -> Iterator[list[str]]:
    for begun in range(0, len(texts), size):
        yield texts[begun : begun + size]


def _searched(service: Service, typed: list[Typed]) -> Finding:
    contents = list(_kept(service))
    found = [number for number, (_, pieces) in enumerate(typed, 1) if any(_is_in(contents, one) for one in pieces)]
    size = sum(map(len, contents)) / 1e6
    figure = f"{len(found)} af {len(typed)} fundet i {len(contents)} filer ({size:.0f} MB)"
    return judged([f"nr. {number} blev gemt" for number in found], figure)


def _kept(service: Service) -> Iterator[bytes]:
    """The database with its journals, the log, and what was written below .skolebro since the service started."""
    begun = (service.folder / "steder.yml").stat().st_mtime
    for file in (*service.folder.rglob("*"), *_written_since(STATE, begun)):
        if file.is_file():
            yield file.read_bytes()


def _written_since(folder: Path, begun: float) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and file.stat().st_mtime >= begun)


def _is_in(contents: list[bytes], piece: str) -> bool:
    ways_to_write = (piece.encode(), piece.encode("utf-16-le"), json.dumps(piece)[1:-1].encode())
    return any(written in kept for written in ways_to_write for kept in contents)
