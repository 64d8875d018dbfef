"""Personal data typed into every place that takes words is in no file of the running service."""

import json
from pathlib import Path

import pytest

from tests.support.masking import NAME_KINDS, Item, personal_items
from tests.support.service import CARD, ChatSession, Service, new_sender
from tests.support.service_plan import TO_THE_OPEN_QUESTIONS

pytestmark = pytest.mark.service

# What the service has and writes by itself may have these too.
SHORTEST = 5


def typed() -> list[Item]:
    """One item of every kind."""
    first = {item.kind: item for item in reversed(personal_items("development"))}
    return list(first.values())


def telling(item: Item) -> list[str]:
    """The pieces that can be nobody else's."""
    return [piece for piece in item.secret if len(piece) >= SHORTEST]


def kept_bytes(service: Service) -> bytes:
    """The database with its journals, the log, and what else lies in the service's folder."""
    folder = Path(service.database_url.removeprefix("sqlite:///")).parent
    return b"\n".join(file.read_bytes() for file in [service.log, *folder.rglob("*")] if file.is_file())


def found(service: Service, items: list[Item]) -> list[str]:
    kept = kept_bytes(service)
    return [
        piece
        for item in items
        for piece in telling(item)
        for written in (piece.encode(), piece.encode("utf-16-le"), json.dumps(piece)[1:-1].encode())
        if written in kept
    ]


def into_the_chat(service: Service, items: list[Item]) -> None:
    for item in items:
        service.say(new_sender(), item.text)


def into_the_walk(service: Service, items: list[Item]) -> None:
    sender = new_sender()
    for message in (*TO_THE_OPEN_QUESTIONS, *(item.text for item in items)):
        service.say(sender, message)


def into_a_parents_list(service: Service, items: list[Item]) -> None:
    for item in items:
        sender = new_sender()
        service.say(sender, "/prepare_talk")
        for _ in range(3):
            service.say(sender, item.text)


def into_feedback(service: Service, items: list[Item]) -> None:
    session = ChatSession(service)
    for item in items:
        session.request(
            "POST", "feedback", json={"id": item.text, "card": item.text, "helped": False, "reason": item.text}
        )


def into_a_remark(service: Service, items: list[Item]) -> None:
    said = [{"card": CARD, "words": item.text} for item in items]
    assert sum(ChatSession(service).request("POST", "remark", json=remark).ok for remark in said) > len(items) / 2


def into_a_question_for_the_editor(service: Service, items: list[Item]) -> None:
    for item in items:
        sender = new_sender()
        for message in ("/staff_asks", item.text, f"/leave_question{OUTCOME}", f"/send_question{OUTCOME}"):
            service.say(sender, message)


OUTCOME = '{"outcome": "unanswered"}'
PLACES = [
    into_the_chat,
    into_the_walk,
    into_a_parents_list,
    into_feedback,
    into_a_remark,
    into_a_question_for_the_editor,
]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_what_was_typed_is_nowhere(service: Service, place: object) -> None:
    items = typed()
    assert len({item.kind for item in items}) == 20
    assert callable(place)
    place(service, items)
    assert found(service, [item for item in items if item.kind not in NAME_KINDS]) == []
    names = [item for item in items if item.kind in NAME_KINDS]
    assert len(found(service, names)) <= 0.08 * len(names)


def test_a_harmless_word_of_a_walk_is_kept(service: Service) -> None:
    """Else the tests above would find nothing wherever they looked."""
    into_the_walk(service, [Item("vi laver grævlingefodbold for alle")])
    assert b"lingefodbold" in kept_bytes(service)
