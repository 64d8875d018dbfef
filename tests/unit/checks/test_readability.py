"""What parents are told is easy to read."""

import pytest

from bot.checks.readability import HARDEST_FOR_PARENTS
from bot.knowledge.responses import load_fixed_replies
from bot.knowledge.schema import PARENTS_THEME, Card
from bot.text.lix import lix
from tests.support.content import our_content


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    return [card for card in our_content().cards.values() if card.theme == PARENTS_THEME]


def test_there_are_at_least_sixty_cards_for_parents(cards: list[Card]) -> None:
    assert len(cards) >= 60


def test_a_parents_card_is_easy_to_read(cards: list[Card]) -> None:
    hard = {card.id: lix(card.body) for card in cards if lix(card.body) > HARDEST_FOR_PARENTS}
    assert hard == {}
    assert [card.id for card in cards if "§" in card.body] == []


def test_what_parents_are_told_besides_is_easy_to_read() -> None:
    told = {key: lix(reply.text) for key, reply in load_fixed_replies().items() if reply.plain}
    assert len(told) >= 30
    assert {key: found for key, found in told.items() if found > HARDEST_FOR_PARENTS} == {}
