"""The papers of "Må jeg dele det?": what they are made of, and how long they can be fetched."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.yaml_files import read_yaml
from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import Knowledge
from bot.store import documents, models
from bot.store.database import now, session
from tests.support.actions import Actions, Turn, says
from tests.support.content import Content
from tests.support.machine import free_port

MAKE_FORM, MAKE_NOTICE, RESUME = "/make_consent_form", "/make_family_notice", "/resume_route"

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
    questions = read_yaml(path)["questions"]
    options = next(one["options"] for one in questions if one["id"] == question)
    return next(str(one["in_document"]) for one in options if one["id"] == option)


def kept(turn: Turn) -> models.Document:
    """The document a reply leads to, as the store has it."""
    attachment, pdf = turn.custom["attachments"]
    assert pdf["url"] == f"{attachment['url']}/pdf"
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
    attachment, _ = turn.custom["attachments"]
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
    left = first.expires_at - now()
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


def test_a_paper_asked_for_after_a_no_comes_with_a_word_on_the_no(actions: Actions, knowledge: Knowledge) -> None:
    said_no, not_asked = (
        actions.run("action_make_consent_form", intent="answer_question", slots={"share_learned": {"consent": answer}})
        for answer in ("refused", "not_asked")
    )
    assert said_no.text.startswith(fixed_reply("papir-efter-nej").text)
    assert not not_asked.text.startswith(fixed_reply("papir-efter-nej").text)
    assert said_no.custom["attachments"]
