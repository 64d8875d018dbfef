"""The cards beside each other: examples, titles, references, and who decides."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import card_problem, unusable
from bot.knowledge.laws import LAWS, is_known, load_laws
from bot.knowledge.schema import Knowledge, Problem
from bot.text.wording import normalised


def check_deciders(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """Whoever decides a legal matter locally is a contact there is."""
    for card in knowledge.cards.values():
        if card.decides and card.decides not in knowledge.contacts:
            yield card_problem(
                folder, card, "decides:", f"decides nævner '{card.decides}', som ikke findes i contacts.yml"
            )


def check_laws(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """Every rule a card names has an address, or it is said why it has none."""
    path = folder / LAWS.name
    try:
        known = load_laws(path)
    except Exception as error:
        yield unusable(path, error)
        return
    for card in knowledge.cards.values():
        if card.law and not is_known(card.law, known):
            yield card_problem(folder, card, "law:", f"law nævner en regel, som ikke står i {LAWS.name}")


def check_repeated_examples(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """No example stands in two cards."""
    first: dict[str, str] = {}
    for card in knowledge.cards.values():
        for question in card.questions:
            other = first.setdefault(normalised(question), card.id)
            if other != card.id:
                yield card_problem(
                    folder, card, question, f"spørgsmålet “{question}” står også i kortet {other}; ret det ene"
                )


def check_repeated_titles(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """No two cards have the same title."""
    first: dict[str, str] = {}
    for card in knowledge.cards.values():
        other = first.setdefault(normalised(card.title), card.id)
        if other != card.id:
            yield card_problem(
                folder, card, "title:", f"kortet {other} har samme titel; som knap kan de ikke kendes fra hinanden"
            )


def check_references(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """Related cards, sources and sections exist."""
    for card in knowledge.cards.values():
        for related in card.related:
            if related not in knowledge.cards or related == card.id:
                yield card_problem(folder, card, "related:", f"related nævner '{related}', som ikke er et andet kort")
        source = knowledge.sources.get(card.source)
        if source is None:
            yield card_problem(folder, card, "source:", f"kilden '{card.source}' findes ikke i sources.yml")
        elif card.section and card.section not in source.sections:
            yield card_problem(
                folder, card, "section:", f"afsnittet “{card.section}” findes ikke under {source.id} i sources.yml"
            )
