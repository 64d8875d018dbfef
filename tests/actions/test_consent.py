"""The route "Må jeg dele det?" to its every end, the papers and what stands under legal cards."""

import itertools
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.input_filter import read
from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE, Answers, route
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import REVIEW_DAYS, WHAT_TO_DO, Knowledge
from bot.sites.contacts import contacts
from bot.store import documents, models
from bot.store.database import session
from bot.store.publish import publish
from tests.actions.conftest import Actions, Turn, legal_card
from tests.actions.test_actions import introduced, says, show
from tests.bot.content import Content
from tests.conftest import free_port

# The decision table as the jurist reads it, without our own way of walking it.
TABLE: dict[str, Any] = yaml.safe_load(SHARE_ROUTE.read_text(encoding="utf-8"))
OPTIONS = {question["id"]: [option["id"] for option in question["options"]] for question in TABLE["questions"]}
PATHS = list(route(SHARE_ROUTE).every_path())
# Every way all five questions could be answered, asked or not.
COMBINATIONS = [dict(zip(OPTIONS, chosen, strict=True)) for chosen in itertools.product(*OPTIONS.values())]
SLOTS = [f"share_{question}" for question in OPTIONS]

MAKE_FORM, MAKE_NOTICE, RESUME = "/make_consent_form", "/make_family_notice", "/resume_route"


def decided(answers: Answers) -> str:
    """The conclusion of the first row that fits a full set of answers."""
    return next(
        row["then"]
        for row in TABLE["table"]
        if all(answers[question] in allowed for question, allowed in row["when"].items())
    )


def fits(path: Answers, combination: Answers) -> bool:
    return path.items() <= combination.items()


def walk(actions: Actions, path: Answers) -> tuple[Turn, dict[str, Any]]:
    """Press a button for each answer, as long as the route asks; gives the conclusion and what was then remembered."""
    slots: dict[str, Any] = introduced()
    slots |= actions.hear("validate_share_route", intent="start_share_route", slots=slots, loop="share_route")
    pressed: dict[str, Any] = {}
    while requested := slots["requested_slot"]:
        asked = actions.run(f"action_ask_{requested}", intent="answer_question", slots=slots, loop="share_route")
        question = requested.removeprefix("share_")
        fields = {"question": question, "option": path[question]}
        payload = f"/answer_question{json.dumps(fields)}"
        assert payload in asked.payloads
        pressed = {"intent": "answer_question", "entities": fields, "text": payload}
        slots |= actions.hear("validate_share_route", slots=slots, loop="share_route", **pressed)
    return actions.run("action_conclude_share_route", slots=slots, **pressed), slots


# Every end of the route


def test_every_combination_of_answers_is_on_exactly_one_path() -> None:
    assert len(PATHS) > 200
    for combination in COMBINATIONS:
        assert sum(fits(path, combination) for path in PATHS) == 1, combination


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(path.values()))
def test_every_path_ends_in_its_conclusion(actions: Actions, knowledge: Knowledge, path: Answers) -> None:
    # Whatever would have been answered to what was not asked, it would have ended there too.
    (name,) = {decided(combination) for combination in COMBINATIONS if fits(path, combination)}
    conclusion = TABLE["conclusions"][name]
    turn, slots = walk(actions, path)
    assert {question: slots.get(f"share_{question}") for question in path} == path, "no more and no less was asked"
    assert {slot for slot in SLOTS if slots.get(slot)} == {f"share_{question}" for question in path}

    crisis = name == "danger_now"
    assert turn.custom["outcome"] == ("crisis" if crisis else "consent_guidance")
    assert turn.custom["card"] == (None if crisis else conclusion["card"])
    assert turn.counted == [(turn.custom["outcome"], turn.custom["card"])]
    assert (MAKE_FORM in turn.payloads) == (MAKE_NOTICE in turn.payloads) == conclusion.get("form", False)
    assert {slot: turn.slots[slot] for slot in SLOTS} == dict.fromkeys(SLOTS)
    assert turn.slots["share_learned"] == path
    assert turn.goes_on_with is None
    if not crisis:
        card = knowledge.cards[conclusion["card"]]
        assert conclusion["verdict"] in turn.text
        assert conclusion["text"] in turn.text
        assert card.body.split("\n\n")[-1] in turn.text and WHAT_TO_DO in turn.text
        assert says(turn.text, "vejledning")
        assert [source["title"] for source in turn.custom["sources"]][-1] == card.law
        assert turn.custom["reviewed"] == card.reviewed.isoformat()
        assert show(card.id) in turn.payloads
        assert turn.slots["last_card"] == card.id
        assert turn.payloads[-1] == "/start_share_route"
        assert all(read(payload).text == payload for payload in turn.payloads)


def test_every_conclusion_that_waits_for_a_consent_has_the_form_and_no_yes_has_it() -> None:
    """The button is part of the content; a table where nothing has it would make the test above prove less."""
    with_form = {name for name, conclusion in TABLE["conclusions"].items() if conclusion.get("form")}
    assert {"sensitive_wait", "ask_first", "ask_again"} <= with_form
    assert not {name for name in with_form if "with_consent" in name or "refused" in name or "danger" in name}


def test_a_child_in_danger_ends_the_route_before_anything_else_is_asked(actions: Actions, knowledge: Knowledge) -> None:
    turn, _slots = walk(actions, {"danger": "now"})
    assert turn.custom["danger"]["kind"] == "vold-hjemme"
    assert turn.payloads == [show("underretning")]
    assert turn.custom["card"] is None


@pytest.mark.parametrize("path", [{"danger": "worried", "role": "school"}, {"danger": "worried", "role": "volunteer"}])
def test_what_is_offered_under_a_conclusion_is_what_a_yes_and_a_number_take(
    actions: Actions, knowledge: Knowledge, path: Answers
) -> None:
    turn, _slots = walk(actions, path)
    offered = [json.loads(payload.removeprefix("/show_card"))["card"] for payload in turn.payloads if "card" in payload]
    assert len(offered) >= 2
    assert turn.slots["offered_cards"] == offered


def test_a_conclusion_whose_card_was_withdrawn_says_so_and_ends_the_route(actions: Actions, content: Content) -> None:
    slots = {"share_danger": "worried", "share_role": "school"}
    turn = actions.run("action_conclude_share_route", intent="answer_question", slots=slots)
    assert says(turn.text, "trukket-tilbage")
    assert turn.counted == [("unanswered", None)]
    assert {slot: turn.slots[slot] for slot in SLOTS} == dict.fromkeys(SLOTS)


@pytest.mark.parametrize("slots", [{}, {"share_danger": "no"}], ids=["nothing answered", "not all answered"])
def test_without_all_its_answers_the_route_concludes_nothing(
    actions: Actions, content: Content, slots: dict[str, str]
) -> None:
    turn = actions.run("action_conclude_share_route", slots=slots)
    assert says(turn.text, "rute-ingen")
    assert (turn.custom["card"], turn.slots) == (None, {"introduced": True})


def test_a_conclusion_that_could_not_be_told_keeps_its_answers(
    actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")
    slots = {"share_danger": "worried", "share_role": "school"}
    turn = actions.run("action_conclude_share_route", intent="answer_question", slots=slots)
    assert turn.custom["outcome"] == "error"
    assert turn.slots == {"introduced": True}


# Papers

DOCUMENTS = {
    "action_make_consent_form": ("samtykkeerklaering", MAKE_NOTICE),
    "action_make_family_notice": ("oplysning-til-familien", MAKE_FORM),
}
EVERY_DOCUMENT = pytest.mark.parametrize(
    ("action", "kind", "other"), [(action, *rest) for action, rest in DOCUMENTS.items()]
)
TO_BE_WRITTEN = re.compile(r"_{10,}")
DATE = re.compile(r"\d{1,2}\. [a-z]+ 20\d\d")


def in_document(path: Path, question: str, option: str) -> str:
    """What a choice is called on paper, from the route's file."""
    questions = yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
    options = next(one["options"] for one in questions if one["id"] == question)
    return next(str(one["in_document"]) for one in options if one["id"] == option)


def kept(turn: Turn) -> models.Document:
    """The document a reply leads to, as the store has it."""
    (attachment,) = turn.custom["attachments"]
    assert attachment.keys() == {"title", "url", "alt"} and attachment["title"]
    document = documents.find(attachment["url"].removeprefix("/chat/document/"))
    assert document is not None
    return document


def every_document() -> list[models.Document]:
    with session() as opened:
        return list(opened.query(models.Document))


@EVERY_DOCUMENT
def test_a_document_is_linked_to_in_the_text_and_attached(
    actions: Actions, content: Content, action: str, kind: str, other: str
) -> None:
    turn = actions.run(action)
    (attachment,) = turn.custom["attachments"]
    assert f"({attachment['url']})" in turn.text
    assert attachment["title"] in turn.text
    assert says(turn.text, "dokument-klar")
    assert kept(turn).kind == kind
    assert turn.payloads == [other]
    assert turn.counted == [("consent_guidance", None)]


@EVERY_DOCUMENT
def test_a_document_can_be_made_without_any_earlier_answers(
    actions: Actions, content: Content, action: str, kind: str, other: str
) -> None:
    fields = kept(actions.run(action)).fields
    assert DATE.fullmatch(fields.pop("dato"))
    assert set(fields) == {"giver", "modtager", "oplysninger", "formaal", "slutdato"}
    assert all(TO_BE_WRITTEN.fullmatch(value) for value in fields.values())


LEARNED = {"danger": "no", "role": "school", "recipient": "plan", "kind": "sensitive", "consent": "not_asked"}
ON_PAPER = {
    "giver": in_document(SHARE_ROUTE, "role", "school"),
    "modtager": in_document(SHARE_ROUTE, "recipient", "plan"),
    "oplysninger": in_document(SHARE_ROUTE, "kind", "sensitive"),
    "formaal": in_document(CONSENT_FORM, "purpose", "leisure"),
    "slutdato": in_document(CONSENT_FORM, "until", "open"),
}


@EVERY_DOCUMENT
@pytest.mark.parametrize("finished", [True, False], ids=["route finished", "route under way"])
def test_a_document_holds_the_roles_and_choices_and_nothing_that_was_written(
    actions: Actions, content: Content, action: str, kind: str, other: str, finished: bool
) -> None:
    share = {"share_learned": LEARNED} if finished else {f"share_{name}": option for name, option in LEARNED.items()}
    slots = {**share, "consent_purpose": "leisure", "consent_until": "open"}
    fields = kept(actions.run(action, slots=slots, text="til Fatima Grævling")).fields
    assert DATE.fullmatch(fields.pop("dato"))
    assert fields == ON_PAPER


def test_a_document_made_in_the_middle_of_a_route_uses_its_newer_answers(actions: Actions, content: Content) -> None:
    slots = {"share_learned": LEARNED, "share_danger": "no", "share_role": "volunteer"}
    fields = kept(actions.run("action_make_family_notice", slots=slots, loop="share_route")).fields
    assert fields["giver"] == in_document(SHARE_ROUTE, "role", "volunteer")
    assert fields["modtager"] == ON_PAPER["modtager"]


def test_what_a_draft_was_made_of_is_remembered_for_the_notice_and_the_next_draft_asks_anew(
    actions: Actions, content: Content
) -> None:
    slots: dict[str, Any] = {"share_learned": LEARNED, "consent_purpose": "leisure", "consent_until": "open"}
    turn = actions.run("action_make_consent_form", slots=slots)
    assert (turn.slots["consent_purpose"], turn.slots["consent_until"]) == (None, None)
    fields = kept(actions.run("action_make_family_notice", slots={**slots, **turn.slots})).fields
    assert fields["formaal"] == ON_PAPER["formaal"]
    assert fields["giver"] == ON_PAPER["giver"]


def test_the_notice_leaves_a_draft_under_way_as_it_was(actions: Actions, content: Content) -> None:
    turn = actions.run("action_make_family_notice", slots={"consent_purpose": "leisure"}, loop="consent_form")
    assert not turn.slots.keys() & {"consent_purpose", "consent_until"}
    assert turn.goes_on_with == "consent_form"


def test_after_a_draft_a_route_that_was_left_for_it_can_be_resumed(actions: Actions, content: Content) -> None:
    turn = actions.run("action_make_consent_form", slots={"share_danger": "no"})
    assert turn.payloads == [MAKE_NOTICE, RESUME]
    assert "share_danger" not in turn.slots


@EVERY_DOCUMENT
def test_each_document_has_a_link_of_its_own_that_lasts_as_long_as_is_set(
    actions: Actions, content: Content, monkeypatch: pytest.MonkeyPatch, action: str, kind: str, other: str
) -> None:
    monkeypatch.setenv("DOCUMENT_DAYS", "3")
    first, second = (kept(actions.run(action)) for _ in range(2))
    assert first.token != second.token
    assert len(every_document()) == 2
    left = first.expires_at - documents.now()
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)
    assert "3 dage" in actions.run(action).text


@EVERY_DOCUMENT
def test_when_the_store_is_away_no_document_is_promised(
    actions: Actions, monkeypatch: pytest.MonkeyPatch, action: str, kind: str, other: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/away")
    turn = actions.run(action, slots={"consent_purpose": "leisure"})
    assert turn.custom["outcome"] == "error"
    assert turn.custom["attachments"] == []
    assert "/chat/document/" not in turn.text
    assert turn.slots == {"introduced": True}, "so that it can be tried again"


# What stands under legal cards


def local_contacts(folder: Path, monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    """The installation's own contacts, in a file of its own."""
    path = folder / "kontakter.yml"
    own = {contact: {"label": "Kommunens egen", "value": value} for contact, value in values.items()}
    path.write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
    monkeypatch.setenv("SKOLEBRO_CONTACTS", str(path))


@pytest.fixture
def contacts_afresh() -> Iterator[None]:
    """The crisis reply reads its contacts once; here they change."""
    contacts.cache_clear()
    yield
    contacts.cache_clear()


@pytest.mark.parametrize("action", ["action_answer_question", "action_conclude_share_route"])
def test_under_legal_guidance_stands_that_it_is_guidance_and_who_decides(
    actions: Actions, content: Content, action: str
) -> None:
    slots = introduced(share_danger="worried", share_role="volunteer")
    turn = actions.run(action, answers=["underretning-alle"], slots=slots)
    assert turn.custom["card"] == "underretning-alle"
    assert says(turn.text, "vejledning")
    who = f"({contacts()['dpo'].value})"
    assert who in turn.text
    assert turn.text.index(WHAT_TO_DO) < turn.text.index(who) < turn.text.index("Barnets lov § 135")


def test_under_legal_guidance_stands_the_local_contact_if_there_is_one(
    actions: Actions, content: Content, contacts_afresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local_contacts(tmp_path, monkeypatch, dpo="dpo@kommunen.example")
    turn = actions.run("action_answer_question", answers=["delta"])
    assert "(dpo@kommunen.example)" in turn.text


def test_where_nobody_is_known_to_decide_the_leader_does(actions: Actions, content: Content) -> None:
    legal_card(content, "zeta", decides="ukendt")
    publish(content.load())
    turn = actions.run("action_answer_question", answers=["zeta"])
    assert says(turn.text, "vejledning")
    assert f"({contacts()['leder'].value})" in turn.text


def test_an_ordinary_answer_has_nothing_of_that(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"])  # reviewed long ago
    assert not says(turn.text, "vejledning")
    assert not says(turn.text, "gammelt-gennemsyn")


@pytest.mark.parametrize(("days", "old"), [(0, False), (REVIEW_DAYS, False), (REVIEW_DAYS + 1, True)])
@pytest.mark.parametrize("action", ["action_answer_question", "action_show_card", "action_conclude_share_route"])
def test_a_legal_answer_nobody_has_reviewed_for_a_year_says_so_itself(
    actions: Actions, content: Content, action: str, days: int, old: bool
) -> None:
    reviewed = date.today() - timedelta(days=days)
    legal_card(content, "underretning-alle", reviewed=reviewed.isoformat())
    publish(content.load())
    turn = actions.run(
        action,
        answers=["underretning-alle"],
        entities={"card": "underretning-alle"},
        slots={"share_danger": "worried", "share_role": "volunteer"},
    )
    assert turn.custom["reviewed"] == reviewed.isoformat()
    assert (fixed_reply("gammelt-gennemsyn").text in turn.text) == old


def test_no_legal_card_of_ours_is_without_somebody_who_decides(actions: Actions, knowledge: Knowledge) -> None:
    legal = [card for card in knowledge.cards.values() if card.theme == "samtykke"]
    assert len(legal) > 40
    for card in legal:
        contact = knowledge.contacts[card.decides or ""]
        turn = actions.run("action_show_card", intent="show_card", entities={"card": card.id})
        assert turn.custom["outcome"] == "consent_guidance"
        assert f"({contact.value})" in turn.text


def test_a_paper_asked_for_after_a_no_comes_with_a_word_on_the_no(actions: Actions, knowledge: Knowledge) -> None:
    said_no, not_asked = (
        actions.run("action_make_consent_form", intent="answer_question", slots={"share_learned": {"consent": answer}})
        for answer in ("refused", "not_asked")
    )
    assert said_no.text.startswith(fixed_reply("papir-efter-nej").text)
    assert not not_asked.text.startswith(fixed_reply("papir-efter-nej").text)
    assert said_no.custom["attachments"]
