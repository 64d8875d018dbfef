"""The titles of our cards, which are buttons."""

from tests.support.content import our_content


def test_every_title_asks_what_the_card_answers() -> None:
    assert [card.id for card in our_content().cards.values() if "?" not in card.title] == []
