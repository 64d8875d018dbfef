"""What was begun goes on where it was after both servers were stopped and started.

Each scene plays before the restart up to its ``yield`` and after it from there: one restart serves them all.
"""

import signal
from collections.abc import Callable, Iterator

import pytest

from tests.support.service import (
    CARD,
    OTHER_CARD,
    OTHER_QUESTION,
    QUESTION,
    Service,
    assert_nothing_left,
    is_fixed,
    new_sender,
    one_reply,
    processes,
    remembered,
)
from tests.support.service_plan import PAPERS, TO_THE_OPEN_QUESTIONS, answer, asked, fetch, kept, made

pytestmark = pytest.mark.service

Scene = Callable[[Service], Iterator[None]]


def a_conversation(service: Service) -> Iterator[None]:
    sender = new_sender()
    assert one_reply(service.say(sender, QUESTION))["custom"]["card"] == CARD
    yield
    assert one_reply(service.say(sender, "hvor står det?"))["custom"]["card"] == CARD


def a_route(service: Service) -> Iterator[None]:
    sender = new_sender()
    assert asked(service.say(sender, "/start_share_route")) == "danger"
    assert asked(service.say(sender, answer("danger", "no"))) == "role"
    assert asked(service.say(sender, answer("role", "school"))) == "recipient"
    # Long enough that the beginning of the route is among what is no longer kept event by event.
    for _ in range(6):
        assert asked(service.say(sender, OTHER_QUESTION)) == "recipient"
    yield
    # Somebody who asks something else first is led back to the very same question.
    interrupted = service.say(sender, OTHER_QUESTION)
    assert [reply["custom"]["card"] for reply in interrupted] == [OTHER_CARD, None]
    assert asked(interrupted) == "recipient"
    assert remembered(service, sender)["share_role"] == "school"
    assert asked(service.say(sender, answer("recipient", "plan"))) == "kind"
    assert asked(service.say(sender, answer("kind", "sensitive"))) == "consent"
    end = one_reply(service.say(sender, answer("consent", "not_asked")))["custom"]
    assert (end["outcome"], end["card"]) == ("consent_guidance", "foelsomme-oplysninger")


def a_route_that_was_stopped(service: Service) -> Iterator[None]:
    sender = new_sender()
    for message in ("/start_share_route", answer("danger", "no"), answer("role", "school")):
        service.say(sender, message)
    assert is_fixed(one_reply(service.say(sender, "/stop_route")), "rute-stoppet")
    yield
    assert asked(service.say(sender, "/resume_route")) == "recipient"


def a_paper_that_is_being_made(service: Service) -> Iterator[None]:
    sender = new_sender()
    assert asked(service.say(sender, "/make_consent_form")) == "purpose"
    assert asked(service.say(sender, answer("purpose", "leisure"))) == "until"
    yield
    paper, *_ = one_reply(service.say(sender, answer("until", "open")))["custom"]["attachments"]
    assert paper["url"]


def to_an_open_question(service: Service) -> str:
    """A walk that has come to a question one answers in own words, and an answer before it."""
    sender = new_sender()
    for message in (*TO_THE_OPEN_QUESTIONS, "Flere skal trives"):
        replies = service.say(sender, message)
    assert asked(replies) == "skolens-udbytte"
    return sender


def a_walk(service: Service) -> Iterator[None]:
    sender = to_an_open_question(service)
    # Long enough that the beginning of the walk is among what is no longer kept event by event.
    for _ in range(6):
        assert asked(service.say(sender, QUESTION)) == "skolens-udbytte"
    yield
    interrupted = service.say(sender, QUESTION)
    assert [reply["custom"]["card"] for reply in interrupted] == [CARD, None]
    assert asked(interrupted) == "skolens-udbytte"
    assert asked(service.say(sender, "Lærerne får ro til at undervise")) == "helhedsplanens-udbytte"
    answers = kept(service, sender)
    assert answers["formaalet"] == {"text": "Flere skal trives"}
    assert answers["skolens-udbytte"] == {"text": "Lærerne får ro til at undervise"}


def a_walk_at_its_picture(service: Service) -> Iterator[None]:
    sender = new_sender()
    for message in ("/start_plan", "nyt", "hele klasser", "sammen", "lidt af begge dele"):
        replies = service.say(sender, message)
    assert asked(replies) == "placering"
    yield
    assert asked(service.say(sender, "ja")) == "formaalet"
    assert kept(service, sender)["placering"] == {"option": "passer"}


def a_walk_that_was_paused(service: Service) -> Iterator[None]:
    sender = to_an_open_question(service)
    service.say(sender, "pause")
    yield
    assert asked(service.say(sender, "fortsæt")) == "skolens-udbytte"


def a_plan_that_was_made(service: Service) -> Iterator[None]:
    sender = to_an_open_question(service)
    links = made(service, sender)
    yield
    assert [fetch(service, link).status_code for link in links] == [200] * len(PAPERS)
    service.say(sender, "slet min plan")
    service.say(sender, "/delete_plan")
    assert [fetch(service, link).status_code for link in links] == [404] * len(PAPERS)


SCENES: tuple[Scene, ...] = (
    a_conversation,
    a_route,
    a_route_that_was_stopped,
    a_paper_that_is_being_made,
    a_walk,
    a_walk_at_its_picture,
    a_walk_that_was_paused,
    a_plan_that_was_made,
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Scene, Iterator[None]]]:
    """Every scene played up to the restart, and the service started again."""
    service = Service(tmp_path_factory.mktemp("restarted")).start()
    scenes = {scene: scene(service) for scene in SCENES}
    for playing in scenes.values():
        next(playing)
    stop(service, signal.SIGTERM)
    service.log.unlink()
    service.start()
    yield scenes
    stop(service, signal.SIGINT)


def stop(service: Service, number: signal.Signals) -> None:
    started = processes(service)
    assert len(started) == 2, "the supervisor and Rasa's server"
    assert service.stop(number) == 0
    assert_nothing_left(service, started)
    assert "Traceback" not in service.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_it_goes_on_where_it_was_after_both_servers_were_restarted(
    begun: dict[Scene, Iterator[None]], scene: Scene
) -> None:
    with pytest.raises(StopIteration):
        next(begun[scene])
