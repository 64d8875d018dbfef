"""Danger: the reply of each kind for each reader, the check-in, and what follows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.input_filter import read
from bot.guided.share.route import Question
from bot.knowledge.danger import VOICES, danger_replies
from bot.knowledge.other_languages import other_languages
from bot.sites.contacts import contacts, numbers
from tests.actions.conftest import Actions, Turn
from tests.actions.test_actions import show
from tests.actions.test_routes import BY_SLOT
from tests.conftest import free_port

REPLIES = danger_replies()
RESUME = "/resume_route"
HOME = {"kind": "vold-hjemme", "voice": "child", "voice_confidence": 0.95, "language": "da"}


def written(text: str) -> str:
    return REPLIES.filled(text, numbers())


def told(actions: Actions, **turn: Any) -> Turn:
    return actions.run("action_tell_where_help_is", intent="crisis", **turn)


@pytest.fixture
def store_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")


@pytest.mark.parametrize("kind", REPLIES.kinds)
@pytest.mark.parametrize("voice", VOICES)
def test_each_kind_has_a_reply_for_each_reader_also_when_the_store_is_away(
    actions: Actions, store_away: None, kind: str, voice: str
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
        # A child is heard as one, whoever the page is for; but not on a mere guess.
        ({"voice": "medarbejder"}, {"voice": "child", "voice_confidence": 0.9}, "child"),
        ({"voice": "medarbejder"}, {"voice": "child", "voice_confidence": 0.5}, "staff"),
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


# The check-in


@pytest.mark.parametrize("voice", VOICES)
def test_where_somebody_may_be_in_danger_the_number_comes_first_and_then_one_question(
    actions: Actions, store_away: None, voice: str
) -> None:
    found = {**HOME, "voice": voice}
    turn = actions.run("action_ask_whether_danger", intent="perhaps_danger", danger=found, loop="plan_walk")
    assert "112" in turn.text.split("\n\n")[0]
    assert turn.payloads == [
        f'/confirm_danger{{"kind": "vold-hjemme", "voice": "{voice}", "language": "da"}}',
        "/deny_danger",
    ]
    assert turn.custom["outcome"] == "clarify"
    assert turn.custom["danger"]["sure"] is False
    assert turn.goes_on_with == "action_listen", "what is under way waits"
    assert not turn.stops_the_route


def test_a_yes_gets_the_reply_of_that_kind_for_that_reader(actions: Actions) -> None:
    turn = actions.run(
        "action_tell_where_help_is", intent="confirm_danger", entities={"kind": "bande", "voice": "child"}
    )
    assert turn.custom["danger"] == {"kind": "bande", "voice": "child", "language": "da", "sure": True}


def test_a_yes_of_a_kind_there_is_not_gets_all_the_numbers(actions: Actions) -> None:
    turn = actions.run(
        "action_tell_where_help_is", intent="confirm_danger", entities={"kind": "findes-ikke", "voice": "ingen"}
    )
    assert written(REPLIES.kinds["akut"].staff) in turn.text


def confirmed(kind: str, voice: str = "staff") -> dict[str, Any]:
    fields = {"kind": kind, "voice": voice}
    return {"intent": "confirm_danger", "entities": fields, "text": f"/confirm_danger{json.dumps(fields)}"}


DENIED = {"intent": "deny_danger", "text": "/deny_danger"}


@BY_SLOT
def test_neither_button_of_the_check_in_answers_the_question_of_a_route(
    actions: Actions, form: str, prefix: str, question: Question
) -> None:
    """Else who says that somebody is in danger is asked the next question."""
    slots = {"requested_slot": f"{prefix}_{question.id}"}
    taken_for_an_answer = [
        button["text"]
        for button in (*map(confirmed, REPLIES.kinds), DENIED)
        if actions.hear(f"validate_{form}", loop=form, slots=slots, **button)
    ]
    assert taken_for_an_answer == []


def test_the_check_in_is_made_in_the_language_of_the_message(actions: Actions) -> None:
    found = {**HOME, "language": "tr"}
    turn = actions.run("action_ask_whether_danger", intent="perhaps_danger", danger=found)
    turkish = other_languages()["tr"]
    assert turn.text.startswith(turkish.check_in)
    assert [button["title"] for button in turn.buttons] == [turkish.yes_button, turkish.no_button]


def test_a_yes_is_answered_in_the_language_it_was_asked_in(actions: Actions) -> None:
    found = {**HOME, "language": "tr"}
    yes = actions.run("action_ask_whether_danger", intent="perhaps_danger", danger=found).payloads[0]
    assert read(yes).text == yes, "the button is let through"
    fields = json.loads(yes.removeprefix("/confirm_danger"))
    turn = actions.run("action_tell_where_help_is", intent="confirm_danger", entities=fields)
    assert turn.text.startswith(other_languages()["tr"].groups.violence)


def test_a_no_without_the_words_before_it_goes_back_to_the_question(actions: Actions) -> None:
    turn = actions.run("action_say_not_danger", intent="deny_danger", loop="plan_walk")
    assert turn.custom["outcome"] == "clarify"
    assert turn.goes_on_with == "plan_walk"


# Afterwards


@pytest.mark.parametrize("label", ["done", "next", "joke", "not_me"])
@pytest.mark.parametrize("voice", VOICES)
def test_what_follows_is_met_for_who_was_told(actions: Actions, store_away: None, label: str, voice: str) -> None:
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
        ("parent", "next", ["foraelder-hjaelp-omraadet"]),
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


# Local numbers


@pytest.fixture
def contacts_afresh() -> Iterator[None]:
    """The contacts are read once; here they change."""
    contacts.cache_clear()
    yield
    contacts.cache_clear()


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
