"""Read the content in force."""

from collections.abc import Iterable

from sqlalchemy import select

from bot.store.database import session
from bot.store.models import Card, CardVersion


def find_card(card_id: str) -> CardVersion | None:
    """The version in force of a card; ``None`` if it is unknown or withdrawn."""
    return find_cards([card_id]).get(card_id)


def find_cards(card_ids: Iterable[str]) -> dict[str, CardVersion]:
    """The versions in force of those cards that have one, in the order asked for."""
    wanted = list(dict.fromkeys(card_ids))
    in_force = (Card.id == CardVersion.card_id) & (Card.current_version == CardVersion.version)
    query = select(CardVersion).join(Card, in_force).where(Card.id.in_(wanted))  # type: ignore[attr-defined]
    with session() as opened:
        found = {version.card_id: version for version in opened.execute(query).scalars()}
    return {card_id: found[card_id] for card_id in wanted if card_id in found}
