"""Publishing on both databases: all of it or none, every version kept."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from bot.knowledge.schema import Knowledge
from bot.store import models
from bot.store.answers import find_card, find_cards
from bot.store.database import session
from bot.store.publish import Published, publish
from tests.support.content import Content, our_content

NOTHING = Published(added=[], changed=[], withdrawn=[])


def versions() -> list[tuple[str, int, str]]:
    """Every version ever published: card, number, body."""
    ordered = select(models.CardVersion).order_by(models.CardVersion.card_id, models.CardVersion.version)
    with session() as opened:
        return [(row.card_id, row.version, row.body) for row in opened.execute(ordered).scalars()]


@pytest.fixture
def published(database: str, content: Content) -> Content:
    """Two cards in force."""
    content.card("ssp", body="Det gamle svar om ssp.", related=["lektiecafe"])
    content.card("lektiecafe", body="Det gamle svar om lektiecafe.")
    publish(content.load())
    return content


def with_cards(knowledge: Knowledge, **changes: dict[str, object]) -> Knowledge:
    """The same with some cards' fields changed, past the loader's checks."""
    cards = {
        card_id: card.copy(update=changes.get(card_id.replace("-", "_"), {}))
        for card_id, card in knowledge.cards.items()
    }
    return knowledge.copy(update={"cards": cards})


def test_the_first_publishing_adds_every_card_as_version_one(database: str, content: Content) -> None:
    content.card(
        "ssp", body="Svaret om ssp står her.", law="Lov § 1", decides="dpo", related=["lektiecafe"], status="historisk"
    )
    content.card("lektiecafe", theme="samtykke")
    result = publish(content.load())
    assert (sorted(result.added), result.changed, result.withdrawn) == (["lektiecafe", "ssp"], [], [])
    card = find_card("ssp")
    assert card is not None
    expected = content.load().cards["ssp"]
    for field in ("theme", "title", "audience", "section", "law", "decides", "reviewed", "status", "related", "body"):
        assert getattr(card, field) == getattr(expected, field), field
    assert (card.version, card.outcome) == (1, "answered")
    assert (card.source.title, card.source.publisher, card.source.year) == ("Samarbejde i praksis", "Et center", 2014)
    consent = find_card("lektiecafe")
    assert consent is not None and consent.outcome == "consent_guidance"


def test_a_changed_card_gets_a_new_version_and_the_old_one_is_kept(published: Content) -> None:
    published.card("ssp", body="Det nye svar om ssp.", related=["lektiecafe"])
    published.card("nyt", body="Et helt nyt svar om det nye.")
    result = publish(published.load())
    assert result == Published(added=["nyt"], changed=["ssp"], withdrawn=[])
    card = find_card("ssp")
    assert card is not None and (card.version, card.body) == (2, "Det nye svar om ssp.")
    assert versions() == [
        ("lektiecafe", 1, "Det gamle svar om lektiecafe."),
        ("nyt", 1, "Et helt nyt svar om det nye."),
        ("ssp", 1, "Det gamle svar om ssp."),
        ("ssp", 2, "Det nye svar om ssp."),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "En anden titel"},
        {"theme": "tal"},
        {"section": "Konklusion"},
        {"law": "Lov § 2"},
        {"decides": "dpo"},
        {"status": "historisk"},
        {"related": []},
        {"audience": ["skole"]},
        {"reviewed": "2025-01-01"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_a_person_may_see_of_a_card_makes_a_new_version(published: Content, change: dict[str, Any]) -> None:
    (published.folder / "rammer" / "ssp.md").unlink()
    published.card("ssp", **{"body": "Det gamle svar om ssp.", "related": ["lektiecafe"], **change})
    assert publish(published.load()).changed == ["ssp"]


def test_republishing_the_same_changes_nothing(published: Content) -> None:
    before = versions()
    result = publish(published.load())
    assert (result, str(result), versions()) == (NOTHING, "Indholdet er uændret.", before)


def test_new_wordings_alone_make_no_new_version(published: Content) -> None:
    published.card(
        "ssp", body="Det gamle svar om ssp.", related=["lektiecafe"], questions=[f"nyt {n}" for n in "abcdefg"]
    )
    assert publish(published.load()) == NOTHING
    card = find_card("ssp")
    assert card is not None and card.version == 1


def test_a_card_that_is_gone_from_the_folder_is_withdrawn(published: Content) -> None:
    (published.folder / "rammer" / "ssp.md").unlink()
    result = publish(published.load())
    assert result == Published(added=[], changed=[], withdrawn=["ssp"])
    assert str(result) == "0 nye kort, 0 ændrede, 1 trukket tilbage."
    assert find_card("ssp") is None
    assert find_card("lektiecafe") is not None
    assert ("ssp", 1, "Det gamle svar om ssp.") in versions()
    assert publish(published.load()) == NOTHING


@pytest.mark.parametrize("body", ["Det gamle svar om ssp.", "Et ganske nyt svar om ssp."], ids=["as it was", "changed"])
def test_a_withdrawn_card_can_come_back_with_the_next_number(published: Content, body: str) -> None:
    path = published.folder / "rammer" / "ssp.md"
    path.unlink()
    publish(published.load())
    published.card("ssp", body=body, related=["lektiecafe"])
    assert publish(published.load()) == Published(added=["ssp"], changed=[], withdrawn=[])
    card = find_card("ssp")
    assert card is not None and (card.version, card.body) == (2, body)
    published.card("ssp", body="Et tredje svar om ssp.")
    assert publish(published.load()).changed == ["ssp"]
    card = find_card("ssp")
    assert card is not None and card.version == 3


def test_a_failure_midway_leaves_the_old_content_wholly_in_force(published: Content) -> None:
    before = versions()
    published.card("ssp", body="Det nye svar om ssp.")
    published.card("zebra", body="Kortet, det går galt med.")
    (published.folder / "rammer" / "lektiecafe.md").unlink()
    knowledge = with_cards(published.load(), zebra={"source": "findes-ikke"})
    assert list(knowledge.cards) == ["ssp", "zebra"], "the good change comes before the failure"
    source = knowledge.sources["rapport-2014"].copy(update={"title": "En ny titel"})
    knowledge = knowledge.copy(update={"sources": {source.id: source}})
    with pytest.raises(DatabaseError):
        publish(knowledge)
    assert versions() == before
    cards = find_cards(["ssp", "lektiecafe", "zebra"])
    assert {card_id: card.body for card_id, card in cards.items()} == {
        "ssp": "Det gamle svar om ssp.",
        "lektiecafe": "Det gamle svar om lektiecafe.",
    }
    assert cards["ssp"].source.title == "Samarbejde i praksis"


def test_after_a_failure_good_content_can_be_published(published: Content) -> None:
    published.card("ssp", body="Det nye svar om ssp.")
    with pytest.raises(DatabaseError):
        publish(with_cards(published.load(), ssp={"source": "findes-ikke"}))
    assert publish(published.load()).changed == ["ssp"]


def test_a_mended_source_is_shown_with_every_card_that_names_it(published: Content) -> None:
    path = published.folder / "sources.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("Et center", "Et andet center"), encoding="utf-8")
    assert publish(published.load()) == NOTHING
    card = find_card("ssp")
    assert card is not None and card.source.publisher == "Et andet center"


def test_cards_are_found_in_the_order_asked_for_without_repeats_and_without_the_withdrawn(published: Content) -> None:
    for card_id in ("alfa", "beta", "gamma"):
        published.card(card_id)
    publish(published.load())
    (published.folder / "rammer" / "beta.md").unlink()
    publish(published.load())
    asked = ["ssp", "gamma", "beta", "findes-ikke", "alfa", "gamma", "lektiecafe"]
    assert list(find_cards(asked)) == ["ssp", "gamma", "alfa", "lektiecafe"]
    assert list(find_cards(reversed(asked))) == ["lektiecafe", "gamma", "alfa", "ssp"]
    assert find_cards([]) == {}


def test_an_unknown_card_is_none(published: Content) -> None:
    assert find_card("findes-ikke") is None


@pytest.mark.parametrize("card_id", ["x'; DROP TABLE card; --", "%", ""])
def test_an_odd_card_id_is_just_unknown(published: Content, card_id: str) -> None:
    assert find_card(card_id) is None
    assert find_card("ssp") is not None


def test_the_content_of_this_repository_can_be_published(database: str) -> None:

    knowledge = our_content()
    assert sorted(publish(knowledge).added) == sorted(knowledge.cards)
    assert publish(knowledge) == NOTHING
    assert find_cards(knowledge.cards).keys() == knowledge.cards.keys()
