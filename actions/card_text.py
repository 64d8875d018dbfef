"""What is said of a card: its answer, its source, and under a legal one what that is worth and who decides."""

from collections.abc import Mapping
from datetime import date

from bot.core.outcomes import Outcome
from bot.knowledge.laws import laws, linked
from bot.knowledge.responses import FOR_PARENTS, fixed_reply
from bot.knowledge.schema import PARENTS_THEME, Contact, is_review_old
from bot.sites.contacts import contacts
from bot.store.models import CardVersion, Source
from bot.text.sentences import in_a_sentence

# What our editors know of the school today is nowhere to be read.
_OUR_OWN = "skolen-i-dag"


def in_the_voice_of(card: CardVersion, key: str) -> str:
    """The key of a fixed reply as the reader of ``card`` gets it."""
    return f"{key}{FOR_PARENTS}" if card.theme == PARENTS_THEME else key


def full_answer(card: CardVersion, site: str) -> str:
    """The whole answer: what is said, for legal cards what it is worth and who decides, and the sources."""
    return "\n\n".join([card.body, *legal_footer(card, site), *_history(card), where_from(card)])


def where_from(card: CardVersion) -> str:
    """The source as the card's reader needs it."""
    return read_more(card) if card.theme == PARENTS_THEME else source_line(card)


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


def short_answer(card: CardVersion, site: str) -> list[str]:
    """The direct answer alone; a legal one keeps what to do and what the answer is worth."""
    return [direct_answer(card), *what_to_do(card), *legal_footer(card, site)]


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
