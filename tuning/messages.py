"""What the encoder is tuned on: messages, what each is said after, and what it means."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT

from bot.core.paths import ROOT
from bot.knowledge.follow_ups import FollowUps, load_follow_ups
from bot.knowledge.loader import load
from bot.knowledge.schema import PARENTS_CARDS
from bot.nlu.learned_vectors import card_before, key_after
from bot.nlu.moves import MARK

# A message that asks for a card or makes a move is said first as often as after the answer of another card ...
_SAID_FIRST = 0.5
_MOVES_SAID_FIRST = 0.6
# ... seldom the card's own, and as often one of the nearest as any: what is asked next is seldom far.
_AFTER_ITS_OWN, _AFTER_A_NEAR_ONE = 0.12, 0.55
# Who writes seldom reads what is written for others.
_AFTER_THE_OTHERS = 0.05


@dataclass(frozen=True)
class Wording:
    """A message and the key of what it means: a card's id, a move, or "card#follow-up"."""

    text: str
    key: str

    @property
    def asked_after(self) -> str:
        """The card it is asked after; empty where it opens a matter."""
        return card_before(self.key)


@dataclass(frozen=True)
class Sample:
    """A message as it is learned from.

    Attributes:
        text: the message.
        after: the card of the answer just before it; empty where it is said first.
        key: what it means.
        not_wrong: what it may mean as well, and is not held against it.
    """

    text: str
    after: str
    key: str
    not_wrong: frozenset[str]


@dataclass(frozen=True)
class Wordings:
    """All that is known of the repository's wordings.

    Attributes:
        titles: of each card.
        follow_ups: of each card.
        wordings: all of them.
    """

    titles: dict[str, str]
    follow_ups: dict[str, FollowUps]
    wordings: list[Wording]

    def by_key(self) -> dict[str, list[str]]:
        """The texts of each key."""
        found: dict[str, list[str]] = defaultdict(list)
        for one in self.wordings:
            found[one.key].append(one.text)
        return dict(found)

    def answered_by(self) -> dict[str, str]:
        """The card that answers a follow-up, where one does: {"card#follow-up": card}."""
        return {key_after(card, one.key): one.card for card, file in self.follow_ups.items() for one in file.follow_ups}


def read_wordings() -> Wordings:
    """Read the repository's."""
    cards = load().cards
    follow_ups = {card: file for card, file in load_follow_ups().items() if card in cards}
    moves = RasaFileImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data" / "nlu")])
    wordings = [Wording(text, card.id) for card in cards.values() for text in card.questions]
    wordings += [Wording(one.get(TEXT), MARK + one.get(INTENT)) for one in moves.get_nlu_data("da").intent_examples]
    for card, file in follow_ups.items():
        wordings += [Wording(text, key_after(card, one.key)) for one in file.follow_ups for text in one.questions]
    return Wordings({card.id: card.title for card in cards.values()}, follow_ups, wordings)


def samples(known: Wordings, near: dict[str, list[str]], chance: random.Random) -> Iterator[Sample]:
    """Every wording once, in any order, said after something drawn anew; ``near`` has the cards nearest to each."""
    answered_by, asked_of = known.answered_by(), _asked_of(known)
    for one in chance.sample(known.wordings, len(known.wordings)):
        after = one.asked_after or _drawn(one.key, list(known.titles), near, chance)
        if one.asked_after:
            not_wrong = {after, answered_by[one.key]} - {""}
        else:
            not_wrong = {follow_up for follow_up in asked_of.get(after, ()) if answered_by[follow_up] == one.key}
        yield Sample(one.text, after, one.key, frozenset(not_wrong))


def _asked_of(known: Wordings) -> dict[str, list[str]]:
    return {card: [key_after(card, one.key) for one in file.follow_ups] for card, file in known.follow_ups.items()}


def _drawn(key: str, cards: Sequence[str], near: dict[str, list[str]], chance: random.Random) -> str:
    """The card whose answer stands before a wording that opens a matter; empty where it is said first."""
    if key.startswith(MARK):
        return "" if chance.random() < _MOVES_SAID_FIRST else chance.choice(cards)
    if chance.random() < _SAID_FIRST:
        return ""
    place = chance.random()
    if place < _AFTER_ITS_OWN:
        return key
    if place < _AFTER_A_NEAR_ONE and near.get(key):
        return chance.choice(near[key])
    is_parents = key.startswith(PARENTS_CARDS) != (chance.random() < _AFTER_THE_OTHERS)
    return chance.choice(_of_audience(cards, is_parents))


def _of_audience(cards: Sequence[str], is_parents: bool) -> list[str]:
    return [card for card in cards if card.startswith(PARENTS_CARDS) == is_parents]
