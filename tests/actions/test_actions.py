"""Each action on its own: outcome, card, buttons, slots and what is counted. Never the prose."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from actions.smalltalk import REPLY_OF_INTENT
from bot.core.paths import ROOT
from bot.knowledge.responses import fixed_reply
from bot.sites.contacts import numbers
from bot.store import models
from bot.store.database import engine_for, session
from bot.store.publish import publish
from tests.actions.conftest import BEGUN, FINISHED, LIST_MADE, Actions, Turn, withdraw
from tests.bot.content import Content
from tests.conftest import free_port

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))

# How each action is called for in its most ordinary turn.
ORDINARY: dict[str, dict[str, Any]] = {
    "action_answer_question": {"answers": ["alfa"]},
    "action_offer_cards": {"intent": "ask_unsure", "answers": ["alfa", "beta"]},
    "action_answer_parent": {"intent": "ask_parent"},
    "action_speak_to_parent": {"intent": "parent_asks"},
    "action_speak_to_staff": {"intent": "staff_asks"},
    "action_show_card": {"intent": "show_card", "entities": {"card": "alfa"}},
    "action_tell_source": {"intent": "ask_source", "slots": {"last_card": "alfa"}},
    "action_tell_more": {"intent": "ask_more", "slots": {"last_card": "alfa", "seen_cards": ["alfa"]}},
    "action_take_offer": {"intent": "affirm", "slots": {"offered_cards": ["alfa"]}},
    "action_tell_shorter": {"intent": "ask_shorter", "slots": {"last_card": "alfa"}},
    "action_tell_where_help_is": {"intent": "crisis"},
    "action_ask_whether_danger": {"intent": "perhaps_danger"},
    "action_go_on_after_danger": {"intent": "after_danger"},
    "action_say_not_danger": {"intent": "deny_danger"},
    "action_give_fixed_reply": {"intent": "greet"},
    "action_say_not_known": {"intent": "nlu_fallback"},
    "action_say_out_of_scope": {"intent": "out_of_scope"},
    "action_say_none_of_them": {"intent": "none_of_them", "slots": {"offered_cards": ["alfa"]}},
    "action_take_feedback": {"intent": "give_feedback", "entities": {"card": "alfa", "helped": "ja"}},
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


def show(card_id: str) -> str:
    return "/show_card" + json.dumps({"card": card_id})


def introduced(**slots: Any) -> dict[str, Any]:
    return {"introduced": True, **slots}


def says(text: str, key: str) -> bool:
    """Whether a text holds a fixed reply, whatever stands in its {...}."""
    return all(part in text for part in re.split(r"{\w+}", fixed_reply(key).text))


def same_but_for_links(turn: Turn) -> Any:
    """What a reply says to people and to machines; every document has a link of its own."""
    return json.loads(re.sub(r"/chat/document/[\w-]+", "/chat/document/...", json.dumps([turn.text, turn.custom])))


def feedback() -> list[tuple[str, bool]]:
    with session() as opened:
        return [(row.card_id, row.helped) for row in opened.execute(select(models.Feedback)).scalars()]


# What all have in common


def test_the_action_server_has_exactly_the_actions_of_the_domain(actions: Actions) -> None:
    assert actions.names == set(DOMAIN["actions"]) == {*ORDINARY, *HEARING}


@pytest.mark.parametrize("action", ORDINARY)
def test_every_action_ends_its_turn_with_one_reply_that_is_counted(
    actions: Actions, content: Content, action: str
) -> None:
    turn = actions.run(action, **ORDINARY[action])
    assert turn.custom.keys() - {"danger"} == {"outcome", "card", "sources", "reviewed", "related", "attachments"}
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
@pytest.mark.parametrize("kinds", [["et CPR-nummer"], ["en mailadresse", "et CPR-nummer"]], ids=["one", "two"])
def test_what_was_masked_is_told(actions: Actions, content: Content, action: str, kinds: list[str]) -> None:
    call = {**ORDINARY[action], "slots": introduced(**ORDINARY[action].get("slots", {}))}
    plain = actions.run(action, **call)
    masked = actions.run(action, metadata={"masked": kinds}, **call)
    said, custom = same_but_for_links(plain)
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
    "action_show_card", "action_tell_source", "action_tell_more", "action_take_offer", "action_tell_shorter",
    "action_take_feedback", "action_conclude_share_route",
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
    "action_delete_list": "walkthrough",
    "action_answer_other_language": "out_of_scope",
    "action_tell_where_help_is": "crisis",
    "action_ask_whether_danger": "clarify",
    "action_go_on_after_danger": "crisis",
    "action_say_not_danger": "clarify",
    "action_give_fixed_reply": "smalltalk",
    "action_say_out_of_scope": "out_of_scope",
    "action_say_not_known": "unanswered",
    "action_say_none_of_them": "unanswered",
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


# A question


def test_a_question_is_answered_with_its_best_card(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["beta", "alfa"])
    assert turn.custom == {
        "outcome": "answered",
        "card": "beta",
        "sources": [{"title": "Samarbejde i praksis (Et center, 2014)", "section": "Konklusion"}],
        "reviewed": "2024-05-17",
        "related": ["alfa", "gamma"],
        "attachments": [],
    }
    assert turn.payloads == [show("alfa"), show("gamma")]
    assert [button["title"] for button in turn.buttons] == ["Om alfa", "Om gamma"]
    assert turn.slots == {
        "introduced": True,
        "last_card": "beta",
        "seen_cards": ["beta"],
        "offered_cards": ["alfa", "gamma"],
    }
    assert turn.counted == [("answered", "beta")]


def test_an_answer_is_the_cards_body_and_its_source(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"], slots=introduced())
    body, source = turn.text.rsplit("\n\n", 1)
    assert body == content.load().cards["alfa"].body
    for part in ("Samarbejde i praksis", "Et center", "2014", "Indledning", "17.5.2024"):
        assert part in source


def test_a_card_on_consent_has_an_outcome_of_its_own_and_its_law_for_source(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["delta"], slots=introduced())
    assert turn.counted == [("consent_guidance", "delta")]
    assert turn.custom["outcome"] == "consent_guidance"
    assert turn.custom["sources"] == [{"title": "Forvaltningsloven § 27", "section": ""}]
    assert "Forvaltningsloven § 27" in turn.text
    assert "Samarbejde i praksis" not in turn.text


def test_a_historical_card_with_section_and_law_says_both_and_that_it_is_history(
    actions: Actions, content: Content
) -> None:
    turn = actions.run("action_answer_question", answers=["gamma"])
    assert [source["title"] for source in turn.custom["sources"]] == [
        "Samarbejde i praksis (Et center, 2014)",
        "Lov om noget § 1",
    ]
    assert "ikke gælder mere" in turn.text
    assert "ikke gælder mere" not in actions.run("action_answer_question", answers=["alfa"]).text


def test_a_question_whose_best_card_is_withdrawn_gets_the_next_best(actions: Actions, content: Content) -> None:
    withdraw(content, "alfa")
    turn = actions.run("action_answer_question", answers=["alfa", "findes-ikke", "beta", "gamma"])
    assert turn.custom["card"] == "beta"
    assert turn.payloads == [show("gamma")], "the withdrawn card is not offered"


@pytest.mark.parametrize("answers", [["findes-ikke"], [], None], ids=["all withdrawn", "none", "never ranked"])
@pytest.mark.parametrize("action", ["action_answer_question", "action_offer_cards"])
def test_a_question_without_any_card_in_force_is_unanswered(
    actions: Actions, content: Content, action: str, answers: list[str] | None
) -> None:
    turn = actions.run(action, answers=answers)
    assert says(turn.text, "trukket-tilbage")
    assert (turn.counted, turn.buttons) == ([("unanswered", None)], [])
    assert turn.slots == {"introduced": True}


# The buttons under alfa, as "ja" and "den anden" must find them.
NEXT_AFTER_ALFA = ["beta", "gamma", "delta"]


def test_an_answer_offers_three_related_cards_at_the_most_and_none_that_was_seen(
    actions: Actions, content: Content
) -> None:
    fresh = actions.run("action_answer_question", answers=["alfa"])
    assert fresh.payloads == [show("beta"), show("gamma"), show("delta")]
    seen = actions.run("action_answer_question", answers=["alfa"], slots={"seen_cards": ["beta", "delta"]})
    assert seen.payloads == [show("gamma"), show("epsilon")]
    assert seen.slots["seen_cards"] == ["beta", "delta", "alfa"]


def test_a_card_seen_again_is_the_newest_and_stands_there_once(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"], slots={"seen_cards": ["alfa", "beta"]})
    assert turn.slots["seen_cards"] == ["beta", "alfa"]


def test_only_the_last_hundred_cards_are_remembered(actions: Actions, content: Content) -> None:
    seen = [f"kort-{number}" for number in range(100)]
    turn = actions.run("action_answer_question", answers=["alfa"], slots={"seen_cards": seen})
    assert turn.slots["seen_cards"] == [*seen[1:], "alfa"]


# An unclear question


def test_an_unclear_question_gets_three_cards_and_a_way_out(actions: Actions, content: Content) -> None:
    turn = actions.run("action_offer_cards", answers=["gamma", "findes-ikke", "alfa", "beta", "delta"])
    assert turn.payloads == [show("gamma"), show("alfa"), show("beta"), "/none_of_them"]
    assert turn.slots == {"introduced": True, "offered_cards": ["gamma", "alfa", "beta"]}
    assert turn.counted == [("clarify", None)]
    assert (turn.custom["outcome"], turn.custom["card"]) == ("clarify", None)


def test_a_yes_takes_the_first_card_offered(actions: Actions, content: Content) -> None:
    turn = actions.run("action_take_offer", intent="affirm", slots={"offered_cards": ["gamma", "alfa"]})
    assert turn.custom["card"] == "gamma"
    assert "gamma" not in turn.slots["offered_cards"], "an offer is taken once"


def test_a_yes_takes_the_first_card_offered_that_is_still_in_force(actions: Actions, content: Content) -> None:
    withdraw(content, "gamma")
    turn = actions.run("action_take_offer", intent="affirm", slots={"offered_cards": ["gamma", "beta"]})
    assert turn.custom["card"] == "beta"


@pytest.mark.parametrize("offered", [None, [], ["findes-ikke"]], ids=["never", "none", "withdrawn"])
def test_a_yes_to_nothing_invites_a_question(actions: Actions, content: Content, offered: list[str] | None) -> None:
    turn = actions.run("action_take_offer", intent="affirm", slots={"offered_cards": offered})
    assert says(turn.text, "ja")
    assert turn.counted == [("smalltalk", None)]


def test_none_of_them_asks_for_other_words_says_whom_to_ask_and_drops_the_offer(
    actions: Actions, content: Content
) -> None:
    turn = actions.run("action_say_none_of_them", intent="none_of_them", slots={"offered_cards": ["alfa"]})
    assert says(turn.text, "ingen-af-dem")
    assert "din nærmeste leder" in turn.text
    assert turn.slots == {"introduced": True, "offered_cards": None}
    assert turn.payloads == ["/ask_capabilities"]
    assert turn.counted == [("unanswered", None)]


# A pressed button


def test_a_chosen_card_is_shown(actions: Actions, content: Content) -> None:
    turn = actions.run("action_show_card", entities={"card": "alfa"}, slots={"offered_cards": ["alfa", "beta"]})
    assert turn.counted == [("answered", "alfa")]
    assert turn.slots == {
        "introduced": True,
        "last_card": "alfa",
        "seen_cards": ["alfa"],
        "offered_cards": NEXT_AFTER_ALFA,
    }


@pytest.mark.parametrize(
    "entities", [{"card": "alfa"}, {"card": "findes-ikke"}, {}], ids=["withdrawn", "unknown", "none"]
)
def test_a_chosen_card_that_is_no_more_is_said_to_be_withdrawn(
    actions: Actions, content: Content, entities: dict[str, str]
) -> None:
    withdraw(content, "alfa")
    turn = actions.run("action_show_card", entities=entities)
    assert says(turn.text, "trukket-tilbage")
    assert turn.counted == [("unanswered", None)]
    assert "last_card" not in turn.slots


def test_a_button_shows_what_it_says(actions: Actions, content: Content) -> None:
    offered = actions.run("action_offer_cards", answers=["gamma", "delta"])
    for button, card_id in zip(offered.buttons, ["gamma", "delta"], strict=False):
        fields = json.loads(button["payload"].removeprefix("/show_card"))
        shown = actions.run("action_show_card", intent="show_card", entities=fields)
        assert shown.custom["card"] == card_id
        assert content.load().cards[card_id].title == button["title"]


def test_every_payload_of_a_button_is_let_through_by_the_channels(actions: Actions, content: Content) -> None:
    from bot.channels.input_filter import read

    payloads = {payload for action, call in ORDINARY.items() for payload in actions.run(action, **call).payloads}
    assert {"/none_of_them", "/ask_capabilities", show("beta")} <= payloads
    for payload in payloads:
        assert read(payload).text == payload


@pytest.mark.parametrize(("helped", "noted"), [("ja", True), ("nej", False)])
def test_feedback_is_noted_for_its_card(actions: Actions, content: Content, helped: str, noted: bool) -> None:
    turn = actions.run("action_take_feedback", entities={"card": "alfa", "helped": helped})
    assert feedback() == [("alfa", noted)]
    assert says(turn.text, "feedback-tak")
    assert turn.counted == [("smalltalk", None)]
    assert turn.slots == {"introduced": True}, "the answer that was judged is still the last one"


@pytest.mark.parametrize(
    "entities",
    [
        {"card": "findes-ikke", "helped": "ja"},
        {"card": "alfa", "helped": "maaske"},
        {"card": "alfa"},
        {"helped": "ja"},
        {},
    ],
    ids=str,
)
def test_feedback_on_no_card_or_without_a_verdict_is_not_noted(
    actions: Actions, content: Content, entities: dict[str, str]
) -> None:
    turn = actions.run("action_take_feedback", entities=entities)
    assert feedback() == []
    assert says(turn.text, "feedback-tak")


def test_feedback_on_a_withdrawn_card_is_not_noted(actions: Actions, content: Content) -> None:
    withdraw(content, "alfa")
    actions.run("action_take_feedback", entities={"card": "alfa", "helped": "ja"})
    assert feedback() == []


# Going on from an answer


def test_asked_where_it_says_so_the_last_answers_source_is_told(actions: Actions, content: Content) -> None:
    turn = actions.run("action_tell_source", slots=introduced(last_card="beta", seen_cards=["alfa", "beta"]))
    assert turn.counted == [("answered", "beta")]
    assert turn.custom["sources"] == [{"title": "Samarbejde i praksis (Et center, 2014)", "section": "Konklusion"}]
    assert turn.custom["reviewed"] == "2024-05-17"
    assert "Konklusion" in turn.text
    assert content.load().cards["beta"].body not in turn.text
    assert turn.slots["last_card"] == "beta"
    assert turn.slots["offered_cards"] == ["gamma"], "what its buttons offer"


def test_asked_for_more_each_related_card_is_told_once_and_then_there_is_no_more(
    actions: Actions, content: Content
) -> None:
    slots: dict[str, Any] = {}
    turn = actions.run("action_answer_question", answers=["alfa"])
    told = [turn.custom["card"]]
    for _ in range(6):
        slots |= turn.slots
        turn = actions.run("action_tell_more", intent="ask_more", slots=slots)
        told.append(turn.custom["card"])
    # alfa -> beta -> gamma, whose list is empty
    assert told == ["alfa", "beta", "gamma", None, None, None, None]
    assert says(turn.text, "ikke-mere")
    assert turn.counted == [("smalltalk", None)]
    assert slots["seen_cards"] == ["alfa", "beta", "gamma"]


def test_asked_for_more_a_withdrawn_card_is_passed_over(actions: Actions, content: Content) -> None:
    withdraw(content, "beta")
    turn = actions.run("action_tell_more", slots={"last_card": "alfa", "seen_cards": ["alfa"]})
    assert turn.custom["card"] == "gamma"


def test_when_there_is_no_more_the_related_cards_can_be_seen_again(actions: Actions, content: Content) -> None:
    turn = actions.run("action_tell_more", slots={"last_card": "beta", "seen_cards": ["alfa", "gamma", "beta"]})
    assert says(turn.text, "ikke-mere")
    assert turn.payloads == [show("alfa"), show("gamma")]


@pytest.mark.parametrize("action", ["action_tell_source", "action_tell_more"])
def test_before_any_answer_there_is_nothing_to_go_on_from(actions: Actions, content: Content, action: str) -> None:
    turn = actions.run(action)
    assert says(turn.text, "intet-at-vise")
    assert (turn.counted, turn.buttons) == ([("smalltalk", None)], [])


@pytest.mark.parametrize("action", ["action_tell_source", "action_tell_more"])
def test_a_last_answer_that_was_withdrawn_is_not_told_of(actions: Actions, content: Content, action: str) -> None:
    withdraw(content, "alfa")
    turn = actions.run(action, slots={"last_card": "alfa", "seen_cards": ["alfa"]})
    assert turn.custom["card"] is None
    assert turn.custom["sources"] == []


@pytest.mark.parametrize("action", ["action_tell_source", "action_tell_more"])
def test_a_last_answer_that_was_withdrawn_is_said_to_be_so(actions: Actions, content: Content, action: str) -> None:
    withdraw(content, "alfa")
    turn = actions.run(action, slots={"last_card": "alfa", "seen_cards": ["alfa"]})
    assert says(turn.text, "trukket-tilbage")


# What is always said in the same way


@pytest.mark.parametrize(("intent", "key"), REPLY_OF_INTENT.items())
def test_an_intent_with_a_fixed_reply_gets_it(actions: Actions, content: Content, intent: str, key: str) -> None:
    turn = actions.run("action_give_fixed_reply", intent=intent, slots=introduced(last_card="alfa"))
    assert turn.text == fixed_reply(key).text.format(**numbers())
    assert turn.counted == [(fixed_reply(key).outcome.value, None)]
    assert turn.payloads == {
        "greet": ["/ask_capabilities", "/parent_asks"],
        "not_helped": ["/ask_capabilities", "/parent_asks"],
        "ask_capabilities": ["/parent_asks"],
    }.get(intent, [])
    assert turn.slots == {"introduced": True, **({"offered_cards": None} if intent == "deny" else {})}


def test_every_rule_with_a_fixed_reply_has_an_intent_with_one() -> None:
    rules = [
        rule["steps"]
        for path in (ROOT / "data" / "rules").glob("*.yml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    ]
    called_for = {steps[0]["intent"] for steps in rules if steps[1].get("action") == "action_give_fixed_reply"}
    assert called_for == set(REPLY_OF_INTENT)


def test_an_intent_without_a_fixed_reply_gets_a_calm_one(actions: Actions, content: Content) -> None:
    turn = actions.run("action_give_fixed_reply", intent="noget_nyt")
    assert turn.counted == [("error", None)]
    assert says(turn.text, "fejl")


def test_what_is_not_known_is_said_with_whom_to_ask(actions: Actions, content: Content) -> None:
    told = "din nærmeste leder"
    turn = actions.run("action_say_not_known", intent="nlu_fallback")
    assert says(turn.text, "ved-ikke")
    assert told in turn.text
    assert "{" not in turn.text
    assert turn.counted == [("unanswered", None)]
    assert turn.payloads == ["/ask_capabilities"]


def test_what_is_out_of_scope_is_said_to_be_so(actions: Actions, content: Content) -> None:
    turn = actions.run("action_say_out_of_scope", intent="out_of_scope")
    assert says(turn.text, "uden-for-emnet")
    assert turn.counted == [("out_of_scope", None)]
    assert turn.payloads == ["/ask_capabilities"]


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
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("actions.sqlite*"))
    monkeypatch.setenv("DATABASE_URL", _no_tables(tmp_path))
    actions.run(action, **ORDINARY[action])
    assert b"Om alfa" in stored, "this is the store"
    assert words.encode() not in stored
    assert caplog.records, "the failed count is logged"
    assert words not in caplog.text


# Short follow-ups


@pytest.mark.parametrize(
    ("intent", "card"), [("choose_first", "gamma"), ("choose_second", "alfa"), ("affirm", "gamma")]
)
def test_the_card_at_the_named_place_is_taken(actions: Actions, content: Content, intent: str, card: str) -> None:
    turn = actions.run("action_take_offer", intent=intent, slots={"offered_cards": ["gamma", "alfa"]})
    assert turn.custom["card"] == card


def test_a_place_nothing_was_offered_at_invites_a_question(actions: Actions, content: Content) -> None:
    turn = actions.run("action_take_offer", intent="choose_third", slots={"offered_cards": ["gamma", "alfa"]})
    assert says(turn.text, "ja")


def test_somebody_who_wants_it_shorter_gets_the_first_paragraph_alone(actions: Actions, content: Content) -> None:
    body = content.load().cards["alfa"].body
    turn = actions.run("action_tell_shorter", intent="ask_shorter", slots=introduced(last_card="alfa"))
    assert turn.text == body.split("\n\n")[0] != body
    assert turn.custom["card"] == "alfa"


def test_a_choice_of_one_is_shown_at_once(actions: Actions, content: Content) -> None:
    turn = actions.run("action_offer_cards", answers=["gamma"])
    assert (turn.custom["outcome"], turn.custom["card"]) == ("answered", "gamma")


CASE = {"sagen-overblik": "Sagen: overblik", "sagen-antal": "Sagen: hvor mange"}


@pytest.mark.parametrize("action", ["action_answer_question", "action_offer_cards", "action_say_not_known"])
def test_a_short_follow_up_stays_with_the_case_just_talked_of(actions: Actions, content: Content, action: str) -> None:
    for card_id, title in CASE.items():
        content.card(card_id, theme="sagen", title=title)
    publish(content.load())
    slots = introduced(last_card="sagen-overblik", seen_cards=["sagen-overblik"])
    answers = ["alfa", "sagen-antal", "beta"]
    assert actions.run(action, answers=answers, slots=slots, text="hvor mange").custom["card"] == "sagen-antal"
    elsewhere = introduced(last_card="beta", seen_cards=["beta"])
    assert actions.run(action, answers=answers, slots=elsewhere, text="hvor mange").custom["card"] != "sagen-antal"
    long = "hvor mange andre steder i landet har de egentlig gjort noget lignende"
    assert actions.run(action, answers=answers, slots=slots, text=long).custom["card"] != "sagen-antal"


def test_a_no_drops_what_was_offered(actions: Actions, content: Content) -> None:
    turn = actions.run("action_give_fixed_reply", intent="deny", slots={"offered_cards": ["alfa"]})
    assert turn.slots["offered_cards"] is None
