"""A conversation of the page and its session, that opens nothing else."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.service import (
    CALLS,
    CARD,
    OTHER_CARD,
    OTHER_QUESTION,
    QUESTION,
    ChatSession,
    Service,
    assert_problem,
    is_fixed,
    one_reply,
)

pytestmark = pytest.mark.service


def test_a_session_gets_its_questions_answered_and_is_followed_up(service: Service) -> None:
    chat = ChatSession(service)
    assert one_reply(chat.say(QUESTION))["custom"]["card"] == CARD
    assert one_reply(chat.say("hvor står det?"))["custom"]["card"] == CARD


def test_the_page_never_learns_what_its_conversation_is_called(service: Service) -> None:
    assert "recipient_id" not in ChatSession(service).send(QUESTION).text


def test_two_sessions_never_share_a_conversation(service: Service) -> None:
    one, another = ChatSession(service), ChatSession(service)
    assert one.opened["session"] != another.opened["session"]
    one.say(QUESTION)
    assert is_fixed(one_reply(another.say("hvor står det?")), "intet-at-vise")


def test_ten_tabs_at_once_each_get_their_own_answers(service: Service) -> None:
    tabs = [ChatSession(service) for _ in range(10)]

    def use(number: int) -> list[str]:
        question = (QUESTION, OTHER_QUESTION)[number % 2]
        return [one_reply(tabs[number].say(said))["custom"]["card"] for said in (question, "hvor står det?")]

    with ThreadPoolExecutor(max_workers=10) as at_once:
        cards = list(at_once.map(use, range(10)))
    assert cards == [[CARD, CARD], [OTHER_CARD, OTHER_CARD]] * 5


def test_a_conversation_of_the_page_can_be_held_nowhere_but_with_its_session(service: Service) -> None:
    chat = ChatSession(service)
    chat.say(QUESTION)
    for sender in (chat.opened["session"], chat.opened["session"].split(".")[0]):
        assert is_fixed(one_reply(service.say(sender, "hvor står det?")), "intet-at-vise")


def with_another_name(token: str) -> str:
    return token[:4] + ("B" if token[4] == "A" else "A") + token[5:]


def with_another_signature(token: str) -> str:
    content, at, signature = token.split(".")
    return f"{content}.{at}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


def with_another_time(token: str) -> str:
    content, at, signature = token.split(".")
    return f"{content}.{'B' if at[-2] == 'A' else 'A'}{at[1:]}.{signature}"


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
@pytest.mark.parametrize("tamper", [with_another_name, with_another_signature, with_another_time])
def test_a_session_that_was_tampered_with_opens_nothing(
    service: Service, tamper: object, call: tuple[str, str]
) -> None:
    chat = ChatSession(service)
    assert callable(tamper)
    chat.headers["Authorization"] = f"Bearer {tamper(chat.opened['session'])}"
    assert_problem(chat.request(*call, json={"message": QUESTION}), 401, "session-expired")


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "gæt".encode(), "Bearer a.b.c", "Basic YTpi", "Bearer " + "x" * 5000]
)
def test_a_session_the_service_did_not_give_opens_nothing(
    service: Service, header: str | None, call: tuple[str, str]
) -> None:
    chat = ChatSession(service)
    chat.headers = {"Authorization": header} if header is not None else {}
    assert_problem(chat.request(*call, json={"message": QUESTION}), 401, "session-expired")
