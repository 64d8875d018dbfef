"""What all actions have in common: one reply that is counted, and a calm one where the store is gone."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.core.paths import ROOT
from bot.core.settings import settings
from bot.core.yaml_files import read_yaml
from bot.knowledge.responses import fixed_reply
from bot.store.database import engine_for
from tests.support.actions import BEGUN, FINISHED, LIST_MADE, Actions, Turn, introduced, says, show
from tests.support.content import Content
from tests.support.machine import free_port

DOMAIN = read_yaml(ROOT / "domain.yml")

# Of a question that may be sent to the editor.
LEFT: dict[str, Any] = {
    "entities": {"outcome": "unanswered"},
    "metadata": {"question": "hvem har nøglen til hallen", "role": "skole"},
}
# How each action is called for in its most ordinary turn.
ORDINARY: dict[str, dict[str, Any]] = {
    "action_answer_question": {"answers": ["alfa"]},
    "action_offer_cards": {"intent": "ask_unsure", "answers": ["alfa", "beta"]},
    "action_answer_parent": {"intent": "ask_parent"},
    "action_speak_to_parent": {"intent": "parent_asks"},
    "action_speak_to_staff": {"intent": "staff_asks"},
    "action_correct_role": {"intent": "wrong_role"},
    "action_show_card": {"intent": "show_card", "entities": {"card": "alfa"}},
    "action_answer_follow_up": {"intent": "ask_follow_up", "answers": ["alfa"]},
    "action_show_follow_up": {"intent": "show_follow_up", "entities": {"card": "alfa", "follow_up": "00000000"}},
    "action_tell_source": {"intent": "ask_source", "slots": {"last_card": "alfa"}},
    "action_tell_more": {"intent": "ask_more", "slots": {"last_card": "alfa", "seen_cards": ["alfa"]}},
    "action_take_offer": {"intent": "affirm", "slots": {"offered_cards": ["alfa"]}},
    "action_tell_shorter": {"intent": "ask_shorter", "slots": {"last_card": "alfa"}},
    "action_tell_again": {"intent": "ask_again", "slots": {"last_card": "alfa"}},
    "action_tell_where_help_is": {"intent": "crisis"},
    "action_ask_whether_danger": {"intent": "perhaps_danger"},
    "action_go_on_after_danger": {"intent": "after_danger"},
    "action_say_not_danger": {"intent": "deny_danger"},
    "action_give_fixed_reply": {"intent": "greet"},
    "action_name_a_person": {"intent": "ask_person"},
    "action_say_where_to_look": {"intent": "local_fact"},
    "action_say_not_known": {"intent": "nlu_fallback"},
    "action_say_out_of_scope": {"intent": "out_of_scope"},
    "action_say_none_of_them": {"intent": "none_of_them", "slots": {"offered_cards": ["alfa"]}},
    "action_show_question": {"intent": "leave_question", **LEFT},
    "action_send_question": {"intent": "send_question", **LEFT},
    "action_ask_share_danger": {"intent": "start_share_route", "loop": "share_route"},
    "action_ask_share_role": {"intent": "answer_question", "loop": "share_route"},
    "action_ask_share_recipient": {"intent": "answer_question", "loop": "share_route"},
    "action_ask_share_kind": {"intent": "answer_question", "loop": "share_route"},
    "action_ask_share_consent": {"intent": "answer_question", "loop": "share_route"},
    "action_conclude_share_route": {
        "intent": "answer_question",
        "slots": {"share_danger": "worried", "share_role": "volunteer"},
    },
    "action_ask_consent_purpose": {"intent": "make_consent_form", "loop": "consent_form"},
    "action_ask_consent_until": {"intent": "answer_question", "loop": "consent_form"},
    "action_make_consent_form": {"intent": "answer_question", "slots": {"consent_purpose": "leisure"}},
    "action_make_family_notice": {"intent": "make_family_notice"},
    "action_stop_route": {"intent": "stop_route", "loop": "share_route"},
    "action_resume_route": {"intent": "resume_route", "slots": {"share_danger": "no"}},
    "action_go_back": {"intent": "go_back", "loop": "share_route", "slots": {"share_danger": "no"}},
    "action_restart_route": {"intent": "restart_route", "loop": "share_route", "slots": {"share_danger": "no"}},
    "action_take_late_answer": {"intent": "answer_question"},
    "action_ask_plan_answer": {"intent": "start_plan", "loop": "plan_walk", "slots": {"plan": BEGUN}},
    "action_next_step": {"intent": "next_step", "loop": "share_route", "slots": {"share_danger": "no"}},
    "action_correct_answer": {
        "intent": "correct_answer",
        "text": "ret 2",
        "loop": "plan_walk",
        "slots": {"plan": BEGUN},
    },
    "action_tell_progress": {"intent": "ask_progress", "loop": "plan_walk", "slots": {"plan": BEGUN}},
    "action_give_example": {"intent": "ask_example", "loop": "plan_walk", "slots": {"plan": BEGUN}},
    "action_delete_plan": {"intent": "delete_plan", "slots": {"plan": BEGUN}},
    "action_ask_talk_answer": {"intent": "prepare_talk", "loop": "talk_preparation", "slots": {"talk": LIST_MADE}},
    "action_hand_over_list": {"intent": "answer_question", "slots": {"talk": LIST_MADE}},
    "action_keep_list": {"intent": "keep_talk", "slots": {"talk": LIST_MADE}},
    "action_delete_list": {"intent": "delete_talk"},
    "action_answer_other_language": {"intent": "other_language"},
    "action_hand_over_plan": {"intent": "answer_question", "slots": {"plan": FINISHED}},
}
# These hear and say nothing.
HEARING = {"validate_share_route", "validate_consent_form", "validate_plan_walk", "validate_talk_preparation"}


def same_but_for_links(turn: Turn) -> Any:
    """What a reply says to people and to machines; every document has a link of its own."""
    return json.loads(re.sub(r"/chat/document/[\w-]+", "/chat/document/...", json.dumps([turn.text, turn.custom])))


def test_the_action_server_has_exactly_the_actions_of_the_domain(actions: Actions) -> None:
    assert actions.names == set(DOMAIN["actions"]) == {*ORDINARY, *HEARING}


@pytest.mark.parametrize("action", ORDINARY)
def test_every_action_ends_its_turn_with_one_reply_that_is_counted(
    actions: Actions, content: Content, action: str
) -> None:
    turn = actions.run(action, **ORDINARY[action])
    always = {"outcome", "card", "sources", "reviewed", "related", "attachments", "voice"}
    assert turn.custom.keys() - {"danger", "progress"} == always
    assert turn.custom["outcome"] != "error"
    assert turn.counted == [(turn.custom["outcome"], turn.custom["card"])]
    assert turn.slots["introduced"] is True
    assert turn.slots.keys() <= {*DOMAIN["slots"], "requested_slot"}
    assert len(turn.buttons) <= 8


@pytest.mark.parametrize("action", ORDINARY)
def test_skolebro_presents_itself_in_the_first_reply_only(actions: Actions, content: Content, action: str) -> None:
    presentation = fixed_reply("praesentation").text
    first = actions.run(action, **ORDINARY[action])
    assert first.text.endswith("\n\n" + presentation)
    call = {**ORDINARY[action], "slots": introduced(**ORDINARY[action].get("slots", {}))}
    later = actions.run(action, **call)
    said, custom = same_but_for_links(first)
    assert same_but_for_links(later) == [said.removesuffix("\n\n" + presentation), custom]


@pytest.mark.parametrize("action", ORDINARY)
def test_what_was_masked_is_told(actions: Actions, content: Content, action: str) -> None:
    call = {**ORDINARY[action], "slots": introduced(**ORDINARY[action].get("slots", {}))}
    said, custom = same_but_for_links(actions.run(action, **call))
    for kinds in (["et CPR-nummer"], ["en mailadresse", "et CPR-nummer"]):
        told_by_channel = {**call.get("metadata", {}), "masked": kinds}
        masked = actions.run(action, **{**call, "metadata": told_by_channel})
        notice = fixed_reply("maskeret").text.format(kinds=" og ".join(kinds))
        assert same_but_for_links(masked) == [f"{said}\n\n{notice}", custom]


@pytest.mark.parametrize("metadata", [{}, {"masked": []}, {"masked": None}, {"other": "x"}], ids=repr)
def test_when_nothing_was_masked_nothing_is_said_of_it(
    actions: Actions, content: Content, metadata: dict[str, Any]
) -> None:
    turn = actions.run("action_give_fixed_reply", intent="thank", slots=introduced(), metadata=metadata)
    assert turn.text == fixed_reply("tak").text


READS_THE_STORE = [
    "action_answer_parent", "action_speak_to_parent", "action_answer_question", "action_offer_cards",
    "action_show_card", "action_answer_follow_up", "action_show_follow_up",
    "action_tell_source", "action_tell_more", "action_take_offer", "action_tell_shorter",
    "action_tell_again",
    "action_conclude_share_route",
    "action_make_consent_form", "action_make_family_notice", "action_ask_plan_answer", "action_correct_answer",
    "action_tell_progress", "action_give_example", "action_delete_plan", "action_hand_over_plan",
    "action_ask_talk_answer", "action_hand_over_list", "action_keep_list",
]  # fmt: skip


def _nobody_listens(_folder: Path) -> str:
    return f"postgresql://nobody@127.0.0.1:{free_port()}/away"


def _no_tables(folder: Path) -> str:
    return f"sqlite:///{folder / 'empty.sqlite'}"


def _not_a_database(folder: Path) -> str:
    (folder / "broken.sqlite").write_bytes(b"not a database, " * 100)
    return f"sqlite:///{folder / 'broken.sqlite'}"


@pytest.mark.parametrize("action", ORDINARY)
@pytest.mark.parametrize("gone", [_nobody_listens, _no_tables, _not_a_database])
def test_a_store_that_is_gone_gets_a_calm_reply(
    actions: Actions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str, gone: Any
) -> None:
    url = gone(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    turn = actions.run(action, **ORDINARY[action])
    engine_for(url).dispose()
    if action in READS_THE_STORE:
        assert turn.custom["outcome"] == "error"
        assert says(turn.text, "fejl")
        assert turn.slots == {"introduced": True}, "nothing that was remembered is forgotten"
        assert (turn.custom["card"], turn.buttons) == (None, [])
    else:
        assert turn.custom["outcome"] == OUTCOME_WITHOUT_STORE.get(action, "walkthrough")


# Moves and questions of a route need no store, so they have their own outcome.
OUTCOME_WITHOUT_STORE = {
    "action_speak_to_staff": "smalltalk",
    "action_correct_role": "clarify",
    "action_delete_list": "walkthrough",
    "action_answer_other_language": "out_of_scope",
    "action_tell_where_help_is": "crisis",
    "action_ask_whether_danger": "clarify",
    "action_go_on_after_danger": "crisis",
    "action_say_not_danger": "clarify",
    "action_give_fixed_reply": "smalltalk",
    "action_name_a_person": "smalltalk",
    "action_say_where_to_look": "unanswered",
    "action_say_out_of_scope": "out_of_scope",
    "action_say_not_known": "unanswered",
    "action_say_none_of_them": "unanswered",
    "action_show_question": "clarify",
    "action_send_question": "smalltalk",
    "action_take_late_answer": "smalltalk",
}


def test_a_store_that_comes_back_answers_again(
    actions: Actions, content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setenv("DATABASE_URL", _nobody_listens(tmp_path))
        assert actions.run("action_answer_question", answers=["alfa"]).custom["outcome"] == "error"
    assert actions.run("action_answer_question", answers=["alfa"]).custom["outcome"] == "answered"


def test_a_store_whose_folder_cannot_be_made_gets_a_calm_reply(
    actions: Actions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'x.sqlite'}")
    assert actions.run("action_answer_question", answers=["alfa"]).custom["outcome"] == "error"


def test_every_payload_of_a_button_is_let_through_by_the_channels(actions: Actions, content: Content) -> None:
    from bot.channels.input_filter import read

    payloads = {payload for action, call in ORDINARY.items() for payload in actions.run(action, **call).payloads}
    assert {"/none_of_them", "/ask_capabilities", show("beta")} <= payloads
    for payload in payloads:
        assert read(payload).text == payload


@pytest.mark.parametrize("action", ORDINARY)
def test_nothing_a_person_wrote_is_logged_or_stored(
    actions: Actions,
    content: Content,
    tmp_path: Path,
    action: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = "hvad som helst"  # what the conversation in conftest.py says
    caplog.set_level("DEBUG")
    actions.run(action, **ORDINARY[action])
    database = Path(settings().database_url.removeprefix("sqlite:///"))
    stored = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    monkeypatch.setenv("DATABASE_URL", _no_tables(tmp_path))
    actions.run(action, **ORDINARY[action])
    assert b"Om alfa" in stored, "this is the store"
    assert words.encode() not in stored
    assert caplog.records, "the failed count is logged"
    assert words not in caplog.text
