"""How a card becomes a reply and a choice between cards becomes buttons."""

from collections.abc import Iterable, Mapping
from datetime import date

from rasa_sdk import Tracker

from actions.guided.offers import offers_after
from actions.nlu_result import is_about_the_last_answer
from actions.reply import Button, Reply, site_of
from bot.core.outcomes import Outcome
from bot.core.payloads import show_card
from bot.knowledge.laws import laws, linked
from bot.knowledge.responses import fixed_reply
from bot.knowledge.schema import PARENTS_THEME, Contact, is_review_old
from bot.sites.contacts import contacts
from bot.store.answers import find_cards
from bot.store.models import CardVersion, Source
from bot.text.sentences import in_a_sentence

# What our editors know of the school today is nowhere to be read.
_OUR_OWN = "skolen-i-dag"
_REMEMBERED_CARDS = 100  # more than anybody reads in one talk
MOST_OFFERED = 4
# So many may be meant; the first few are shown, and the others after "Ingen af dem".
MOST_CONSIDERED = 8
# So many of the buttons under an answer are what else may be meant; the rest are what one may ask next.
_OFFERED_BESIDE_RELATED = 3


def offered(card_ids: Iterable[str], most: int = MOST_OFFERED) -> list[CardVersion]:
    """Those of the cards that are in force and have room among the buttons."""
    return list(find_cards(card_ids).values())[:most]


def buttons(cards: Iterable[CardVersion]) -> list[Button]:
    """A button for each card."""
    return [Button(card.title, show_card(card.card_id)) for card in cards]


def offer_slot(cards: Iterable[CardVersion]) -> dict[str, list[str]]:
    """What to remember of a choice, so that "ja" and "den anden" can be understood."""
    return {"offered_cards": [card.card_id for card in cards]}


def seen_cards(tracker: Tracker) -> list[str]:
    """Cards this conversation has been shown, the newest last."""
    return list(tracker.get_slot("seen_cards") or [])


def card_reply(card: CardVersion, tracker: Tracker, text: str | None = None, next_best: Iterable[str] = ()) -> Reply:
    """A reply that ends with ``card``: its answer and source, or ``text`` in their place.

    What else may be meant and its related cards become buttons, as far as they were not shown yet.

    Args:
        next_best: ids of the cards that are likeliest after this one.
    """
    seen = [*(seen for seen in seen_cards(tracker) if seen != card.card_id), card.card_id]
    also = offered(card_id for card_id in next_best if card_id not in seen)
    # What is law stands under law alone: nobody is handed paragraphs for a sigh.
    others = [other.card_id for other in also if other.outcome == card.outcome][:_OFFERED_BESIDE_RELATED]
    related = offered(card_id for card_id in dict.fromkeys([*others, *card.related]) if card_id not in seen)
    return Reply(
        text=text or "\n\n".join([*_again(card, tracker), full_answer(card, site_of(tracker))]),
        outcome=Outcome(card.outcome),
        card=card.card_id,
        sources=sources(card),
        reviewed=card.reviewed.isoformat(),
        related=card.related,
        buttons=[*buttons(related), *offers_after(card.card_id, tracker)],
        slots={"last_card": card.card_id, "seen_cards": seen[-_REMEMBERED_CARDS:], **offer_slot(related)},
    )


def _again(card: CardVersion, tracker: Tracker) -> list[str]:
    """A line before an answer that was just given, and is the answer to what is asked of it, too."""
    asked_of_it = is_about_the_last_answer(tracker) and tracker.get_slot("last_card") == card.card_id
    return [fixed_reply("hoerer-til-svaret").text] if asked_of_it else []


def full_answer(card: CardVersion, site: str) -> str:
    """The whole answer: what is said, for legal cards what it is worth and who decides, and the sources."""
    last_line = read_more(card) if card.theme == PARENTS_THEME else source_line(card)
    return "\n\n".join([card.body, *legal_footer(card, site), *_history(card), last_line])


def read_more(card: CardVersion) -> str:
    """The source as a parent needs it: where there is more to read, or somebody to ask where the source is our own."""
    if card.source.id == _OUR_OWN:
        return fixed_reply("laes-mere-foraelder").text
    return f"_Læs mere: {_titled(card.source)}, {card.source.year}._"


def legal_footer(card: CardVersion, site: str, also_reviewed: date | None = None) -> list[str]:
    """What stands under every legal card: guidance, not advice; who decides; and when its review is old.

    Args:
        card: any card.
        site: the id of the site the conversation is held on; its contacts decide.
        also_reviewed: the review of what led to the card, when that counts, too.
    """
    if card.outcome != Outcome.CONSENT_GUIDANCE:
        return []
    known = contacts(site)
    footer = [_guidance_for_parents(card, known) if card.theme == PARENTS_THEME else _guidance(card, known)]
    if is_review_old(min(card.reviewed, also_reviewed or card.reviewed)):
        footer.append(fixed_reply("gammelt-gennemsyn").text)
    return footer


def _guidance(card: CardVersion, known: Mapping[str, Contact]) -> str:
    who = known.get(card.decides or "") or known["leder"]
    key = "vejledning-laest" if card.reviewed_by else "vejledning"
    return fixed_reply(key).text.format(contact=in_a_sentence(who.label), value=who.value, reviewed_by=card.reviewed_by)


def _guidance_for_parents(card: CardVersion, known: Mapping[str, Contact]) -> str:
    who = known.get(card.decides or "")
    plain = who.plain if who and who.plain else known["skoleleder"].plain
    return fixed_reply("vejledning-foraelder").text.format(contact=plain)


def what_to_do(card: CardVersion) -> list[str]:
    """A legal card's last paragraph: what to do now; nothing for other cards."""
    return [card.body.split("\n\n")[-1]] if card.outcome == Outcome.CONSENT_GUIDANCE else []


def direct_answer(card: CardVersion) -> str:
    """The card's first paragraph."""
    return card.body.split("\n\n")[0]


def sources(card: CardVersion) -> list[dict[str, str]]:
    """What the card builds on: the publication's section, the law, or both."""
    found = []
    if card.section:
        title = f"{card.source.title} ({card.source.publisher}, {card.source.year})"
        found.append({"title": title, "section": card.section})
    if card.law:
        found.append({"title": card.law, "section": ""})
    return found


def source_line(card: CardVersion) -> str:
    """The sources as a person reads them, with the date somebody last checked the card."""
    parts = []
    if card.section:
        parts.append(
            f"{_titled(card.source)} ({card.source.publisher}, {card.source.year}), afsnittet ”{card.section}”"
        )
    if card.law:
        parts.append(linked(card.law, laws()))
    reviewed = f"Gennemset {card.reviewed.day}.{card.reviewed.month}.{card.reviewed.year}."
    return f"**Kilde:** {'; '.join(parts)}. {reviewed}"


def _titled(source: Source) -> str:
    """Its title, as a link where it has an address."""
    return f"[{source.title}]({source.url})" if source.url else source.title


def _history(card: CardVersion) -> list[str]:
    """Not beside the source, which the chat window folds away."""
    return ["_Svaret beskriver noget, der ikke gælder mere._"] if card.status == "historisk" else []
