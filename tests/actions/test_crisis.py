"""Danger: the reply of each kind for each reader, and what follows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.danger import VOICES, Voice
from bot.knowledge.other_languages import other_languages
from bot.sites.contacts import contacts
from tests.support.actions import Actions, Turn, show
from tests.support.crisis import HOME, REPLIES, written

RESUME = "/resume_route"


def told(actions: Actions, **turn: Any) -> Turn:
    return actions.run("action_tell_where_help_is", intent="crisis", **turn)


@pytest.mark.parametrize("kind", REPLIES.kinds)
@pytest.mark.parametrize("voice", VOICES)
def test_each_kind_has_a_reply_for_each_reader_also_when_the_store_is_away(
    actions: Actions, store_away: None, kind: str, voice: Voice
) -> None:
    turn = told(actions, danger={**HOME, "kind": kind, "voice": voice})
    assert written(REPLIES.kinds[kind].to(voice)) in turn.text
    assert "{" not in turn.text
    assert turn.custom["outcome"] == "crisis"
    assert turn.custom["danger"] == {"kind": kind, "voice": voice, "language": "da", "sure": True}
    assert turn.events == []


@pytest.mark.parametrize(
    ("slots", "found", "reads"),
    [
        ({}, {"voice": "parent", "voice_confidence": 0.4}, "parent"),
        ({"voice": "medarbejder"}, {"voice": "parent", "voice_confidence": 0.9}, "staff"),
        ({"voice": "foraelder"}, {"voice": "staff", "voice_confidence": 0.9}, "parent"),
        # A child is heard as one on its parent's phone, but not on a mere guess: parents tell what their child says.
        ({"voice": "foraelder"}, {"voice": "child", "voice_confidence": 0.96}, "child"),
        ({"voice": "foraelder"}, {"voice": "child", "voice_confidence": 0.9}, "parent"),
        ({"last_card": "foraelder-lektier"}, {"voice": "child", "voice_confidence": 0.9}, "parent"),
        ({}, {"voice": "child", "voice_confidence": 0.9}, "child"),
        # Whoever was answered as staff tells of somebody else's child.
        ({"last_card": "kom-i-gang"}, {"voice": "parent", "voice_confidence": 0.9}, "staff"),
        ({"last_card": "kom-i-gang"}, {"voice": "child", "voice_confidence": 0.96}, "child"),
        # Who works there quotes one.
        ({"voice": "medarbejder"}, {"voice": "child", "voice_confidence": 0.9}, "staff"),
    ],
)
def test_who_reads_is_who_was_told_else_who_seems_to_write(
    actions: Actions, slots: dict[str, str], found: dict[str, Any], reads: str
) -> None:
    assert told(actions, danger={**HOME, **found}, slots=slots).custom["danger"]["voice"] == reads


@pytest.mark.parametrize(("role", "reads"), [("foraelder", "parent"), ("skole", "staff"), (None, "staff")])
def test_where_nothing_tells_who_writes_the_page_does(actions: Actions, role: str | None, reads: str) -> None:
    found = {**HOME, "voice": "", "voice_confidence": 0.0}
    assert told(actions, danger=found, metadata={"role": role}).custom["danger"]["voice"] == reads


def test_danger_of_no_kind_gets_all_the_numbers(actions: Actions, store_away: None) -> None:
    turn = told(actions)
    assert turn.custom["danger"]["kind"] == "akut"
    assert all(number in turn.text for number in ("112", "116 111", "1888"))


@pytest.mark.parametrize("language", other_languages())
def test_danger_told_in_another_language_is_answered_in_it_first(actions: Actions, language: str) -> None:
    turn = told(actions, danger={**HOME, "voice": "parent", "language": language})
    other = other_languages()[language]
    assert turn.text.startswith(other.groups.violence)
    assert turn.text.index(other.numbers) < turn.text.index(written(REPLIES.kinds["vold-hjemme"].parent))


@pytest.mark.parametrize("form", ["share_route", "consent_form", "plan_walk", "talk_preparation"])
def test_danger_stops_what_is_under_way_keeps_its_answers_and_asks_nothing(
    actions: Actions, store_away: None, form: str
) -> None:
    slots = {"share_danger": "no", "consent_purpose": "leisure", "requested_slot": "share_role"}
    turn = told(actions, danger={**HOME, "voice": "staff"}, loop=form, slots=slots)
    assert turn.stops_the_route
    assert turn.goes_on_with is None
    # Whatever was said before: going on must end in the report now.
    assert turn.slots == {
        "introduced": True,
        "requested_slot": None,
        "stopped_route": form,
        "share_danger": "worried",
        "danger_told": "staff",
    }
    assert turn.payloads == [show("underretning"), RESUME]


# Afterwards


@pytest.mark.parametrize("label", ["done", "next", "joke", "not_me"])
@pytest.mark.parametrize("voice", VOICES)
def test_what_follows_is_met_for_who_was_told(actions: Actions, store_away: None, label: str, voice: Voice) -> None:
    turn = actions.run(
        "action_go_on_after_danger", intent="after_danger", after_danger=label, slots={"danger_told": voice}
    )
    assert written(REPLIES.afterwards.of(label).to(voice)) in turn.text
    assert turn.custom["danger"] == {"after": label, "voice": voice}


@pytest.mark.parametrize(
    ("voice", "label", "offered"),
    [
        ("staff", "next", ["underretning-saadan"]),
        ("staff", "done", ["underretning"]),
        ("parent", "next", ["foraelder-ringe-kommunen", "foraelder-tage-mit-barn"]),
        ("child", "next", []),
    ],
)
def test_each_is_offered_what_helps_with_what_comes_next(
    actions: Actions, voice: str, label: str, offered: list[str]
) -> None:
    turn = actions.run(
        "action_go_on_after_danger", intent="after_danger", after_danger=label, slots={"danger_told": voice}
    )
    assert turn.payloads == [show(card) for card in offered]


def test_who_was_in_the_middle_of_something_finds_the_way_back(actions: Actions) -> None:
    slots = {"danger_told": "staff", "stopped_route": "plan_walk"}
    turn = actions.run("action_go_on_after_danger", intent="after_danger", after_danger="done", slots=slots)
    assert RESUME in turn.payloads


@pytest.fixture
def contacts_afresh() -> Iterator[None]:
    """The contacts are read once; here they change."""
    contacts.cache_clear()
    yield
    contacts.cache_clear()


# Local numbers


def test_a_local_number_stands_in_the_reply(
    actions: Actions,
    store_away: None,
    contacts_afresh: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "kontakter.yml"
    own = {"underretning": {"label": "Kommunens egen", "value": "99 88 77 66"}}
    path.write_text(yaml.safe_dump(own), encoding="utf-8")
    monkeypatch.setenv("SKOLEBRO_CONTACTS", str(path))
    turn = told(actions, danger={**HOME, "voice": "staff"})
    assert "99 88 77 66" in turn.text
    assert "112" in turn.text, "the others are as they were"


def test_who_has_just_said_that_she_is_the_mother_is_answered_as_one(actions: Actions) -> None:
    found = {**HOME, "voice": "child", "voice_confidence": 0.99}
    assert told(actions, danger=found, text="min søn siger han vil dø").custom["danger"]["voice"] == "parent"


def test_what_follows_is_for_who_says_that_it_is_her_child(actions: Actions) -> None:
    said = {
        "text": "nej ikke mig, det er min søn, jeg er mor",
        "after_danger": "not_me",
        "slots": {"danger_told": "child"},
    }
    turn = actions.run("action_go_on_after_danger", intent="after_danger", **said)
    assert turn.custom["danger"]["voice"] == "parent"
    assert turn.slots["danger_told"] == "parent"
