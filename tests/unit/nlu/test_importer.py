"""All that is learned from fits together."""

from collections import defaultdict

from bot.core.paths import ROOT
from bot.nlu.importer import AFTER_EXAMPLE, CARD, DANGER_EXAMPLE, GATE, KnowledgeImporter
from bot.text.wording import normalised


def test_no_wording_teaches_two_things() -> None:
    importer = KnowledgeImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
    taught: dict[str, set[str]] = defaultdict(set)
    for message in importer.get_nlu_data("da").intent_examples:
        if message.get(GATE) or message.get(AFTER_EXAMPLE):
            continue  # what a gate learns from says nothing of the card
        is_danger = (message.get(DANGER_EXAMPLE) or {}).get("danger")
        taught[normalised(message.get("text"))].add(
            message.get(CARD) or ("danger" if is_danger else "") or message.get("intent")
        )
    assert {wording: labels for wording, labels in taught.items() if len(labels) > 1} == {}
