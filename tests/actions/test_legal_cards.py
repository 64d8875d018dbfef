"""What stands under legal cards."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import REVIEW_DAYS, WHAT_TO_DO, Knowledge
from bot.sites.contacts import contacts
from bot.store.publish import publish
from tests.support.actions import Actions, introduced, legal_card, says
from tests.support.content import Content


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
    assert turn.text.index(WHAT_TO_DO) < turn.text.index(who) < turn.text.index("[Barnets lov](https://")


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
