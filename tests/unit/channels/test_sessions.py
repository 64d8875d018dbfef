"""A session's token opens its own conversation and no other."""

import time
from datetime import datetime, timedelta, timezone
from unittest import mock

import pytest

from bot.channels import sessions
from bot.channels.sessions import expiry_of, open_session, read_session

SECRET = "en hemmelighed til prøverne, lang nok"
DAY = 86_400


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_SECRET", SECRET)
    monkeypatch.setenv("CONVERSATION_DAYS", "7")


def new_session() -> str:
    return open_session("standard").token


def conversation_of(token: object) -> str | None:
    session = read_session(token)
    return session.conversation if session else None


def signed(name: str, days_ago: float) -> str:
    """A token as it was made some days ago."""
    now = time.time()
    with mock.patch("time.time", lambda: now - days_ago * DAY):
        return str(sessions._signer().dumps([name, "standard", None]))


def test_a_token_gives_its_own_conversation_every_time() -> None:
    token = new_session()
    conversation = conversation_of(token)
    assert conversation is not None and conversation.startswith("chat-")
    assert conversation_of(token) == conversation


def test_a_session_remembers_its_site_and_its_role() -> None:
    session = read_session(open_session("brokoebing", "skole").token)
    assert session and (session.site, session.role) == ("brokoebing", "skole")


def test_a_session_tells_when_it_expires() -> None:
    opened = open_session("standard")
    session = read_session(opened.token)
    assert session
    assert abs(expiry_of(session) - opened.expires_at.replace(tzinfo=None)) < timedelta(seconds=5)
    assert timedelta(days=6.9) < opened.expires_at - datetime.now(timezone.utc) <= timedelta(days=7)


def test_no_two_tokens_or_conversations_are_alike() -> None:
    tokens = {new_session() for _ in range(100)}
    assert len(tokens) == 100
    assert len({conversation_of(token) for token in tokens}) == 100


def test_a_conversations_name_cannot_be_guessed() -> None:
    name = str(conversation_of(new_session())).removeprefix("chat-")
    assert len(name) >= 22, "at least 128 bits in base64"


def test_a_token_changed_anywhere_opens_nothing() -> None:
    token = new_session()
    for place, character in enumerate(token):
        other = "A" if character != "A" else "B"
        changed = token[:place] + other + token[place + 1 :]
        # The last character of base64 holds bits that say nothing.
        assert conversation_of(changed) is None or place == len(token) - 1


@pytest.mark.parametrize(
    "token",
    [
        None,
        7,
        1.5,
        True,
        [],
        ["x"],
        {},
        {"session": "x"},
        b"x",
        "",
        ".",
        "..",
        "a.b.c",
        "chat-1",
        "æøå",
        "\x00",
        "x" * 9999,
    ],
    ids=lambda token: repr(token)[:20],
)
def test_what_is_no_token_opens_nothing(token: object) -> None:
    assert conversation_of(token) is None


def test_another_installations_token_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    token = new_session()
    monkeypatch.setenv("SKOLEBRO_SECRET", "en anden hemmelighed, som også er lang nok")
    assert conversation_of(token) is None
    assert conversation_of(new_session()) is not None


def test_a_token_with_a_name_of_ones_own_opens_nothing() -> None:
    signature = new_session().split(".", 1)[1]
    assert conversation_of(f"andens-samtale.{signature}") is None


def test_a_token_lasts_as_long_as_its_conversation_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert conversation_of(signed("a", days_ago=6.9)) == "chat-a"
    assert conversation_of(signed("a", days_ago=7.1)) is None
    monkeypatch.setenv("CONVERSATION_DAYS", "30")
    assert conversation_of(signed("a", days_ago=7.1)) == "chat-a"


def test_a_token_that_cannot_be_encoded_opens_nothing() -> None:
    assert conversation_of("\ud800") is None


@pytest.mark.parametrize("seconds", [-60, 60])
def test_a_token_of_a_machine_whose_clock_is_a_minute_off_is_read(seconds: int) -> None:
    assert conversation_of(signed("navn", days_ago=seconds / DAY)) == "chat-navn"


def test_a_token_from_far_in_the_future_is_refused() -> None:
    assert read_session(signed("navn", days_ago=-1)) is None
