"""The content of this repository as a whole: nothing to mend, nothing taken for personal data, and Danish."""

import re

from bot.checks.check import check
from bot.checks.copied_sentences import publication_at_hand
from bot.text.language_id import language_of
from bot.text.masking import mask
from tests.support.content import our_content

# The card that says that the children of the publication's cases were made up, by their names.
FICTIONAL_PEOPLE = "cases-fiktive"
# Eight digits in pairs, as the cards write them.
PUBLIC_NUMBER = re.compile(r"\b\d{2}(?: \d{2}){3}\b")


def test_it_passes_every_check() -> None:
    assert [str(problem) for problem in check(publication=publication_at_hand())] == []


def test_the_masking_leaves_the_cards_alone() -> None:
    cards = our_content().cards.values()
    # A card may name an authority's telephone number; what a person types is masked all the same.
    texts = [PUBLIC_NUMBER.sub("", card.body) for card in cards if card.id != FICTIONAL_PEOPLE]
    texts += [text for card in cards for text in (card.title, *card.questions)]
    assert [text for text in texts if mask(text).text != text] == []


def test_danish_wordings_of_cards_stay_danish() -> None:
    """Some cards for parents have wordings in English too; no other language is ever seen in them."""
    cards = our_content().cards.values()
    of_parents = [question for card in cards if card.theme == "foraeldre" for question in card.questions]
    of_staff = [question for card in cards if card.theme != "foraeldre" for question in card.questions]
    taken = [question for question in of_staff if language_of(question)]
    taken += [question for question in of_parents if language_of(question) not in (None, "en")]
    assert len(taken) < 0.002 * (len(of_staff) + len(of_parents)), taken
