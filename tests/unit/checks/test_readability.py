"""What parents are told is easy to read."""

import pytest

from bot.checks.readability import HARDEST_FOR_PARENTS
from bot.core.paths import KNOWLEDGE
from bot.knowledge.responses import PLAIN, fixed_reply
from bot.knowledge.schema import PARENTS_THEME
from bot.text.lix import lix
from tests.support.content import our_content

PARENTS_CARDS = sorted(path.stem for path in (KNOWLEDGE / PARENTS_THEME).glob("*.md"))


def test_there_are_at_least_sixty_cards_for_parents() -> None:
    assert len(PARENTS_CARDS) >= 60


@pytest.mark.parametrize("card_id", PARENTS_CARDS)
def test_a_parents_card_is_easy_to_read_and_says_du(card_id: str) -> None:
    body = our_content().cards[card_id].body
    assert lix(body) <= HARDEST_FOR_PARENTS
    assert "§" not in body


@pytest.mark.parametrize("key", PLAIN)
def test_what_parents_are_told_besides_is_easy_to_read(key: str) -> None:
    assert lix(fixed_reply(key).text) <= HARDEST_FOR_PARENTS
