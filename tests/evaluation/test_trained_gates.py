"""The trained gates reach their bars, and every legal topic answers what nobody trained it on."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.evaluation.gates import LEGAL_GATE, GateQuestion, measure_gate, read_gate_questions
from bot.evaluation.metrics import Understood
from bot.evaluation.report import understand
from bot.evaluation.strangers import DEVELOPMENT, REPORTING, set_path
from bot.knowledge.schema import CONSENT_THEME
from bot.server.training import ensure_trained
from tests.support.content import our_content

pytestmark = [pytest.mark.model, pytest.mark.long]

LEAST_ANSWERED = 3
# The newest topics have about six questions in all the sets together: of those fewer are asked for.
FEW_QUESTIONS, LEAST_ANSWERED_OF_FEW = 12, 2
# New cards that strangers' words hardly reach yet: an older one on the same matter comes first. Known, not meant:
# whoever sharpens their wordings takes them out (docs/measurements.md).
NOT_REACHED_YET = {
    "boerneattest-nej", "kollega-fortaeller-mig", "tale-med-eleven",
    # Of four unseen questions each, one gets it first.
    "bekymret-i-dag", "kollega-taler-om-familier", "kommunen-hold-oeje", "skolen-spoerger-om-familier",
    # Written on 30 November 2026 from what strangers asked; no set knows them yet.
    "ansat-har-underrettet-uden-leder", "billede-ung-siger-ja", "de-siger-familien-har-sagt-ja",
    "deltagerliste-til-driften", "faelles-regneark", "familien-har-en-sag", "foraeldre-vil-vide-betroet",
    "fortrolighed-kort-tekst", "fravaer-meldt-som-sygdom", "fravaersliste-til-boligorganisationen",
    "helhedsplanen-spoerger-om-elev", "hjaelpe-med-skolens-papirer", "kollega-har-lovet-at-tie",
    "laerer-og-jeg-bekymrede", "loefte-til-barn", "loefte-til-en-mor", "maerker-maaske-ingenting",
    "skal-familien-vide-bruddet", "skema-til-foraeldre", "ssp-vil-have-liste", "underretning-procedure",
    # Written on 1 December 2026, likewise.
    "databehandleraftale", "gruppe-med-boernene", "laereren-spoerger-en-frivillig", "noegenbillede-delt",
    "nej-og-laereren-ringer", "noter-i-faelles-ark", "underretning-intet-svar",
}  # fmt: skip
# In doubt between legal cards the likeliest is shown all the same, with the others under it.
SHOWN_FIRST = ("ask_legal", "ask_legal_unsure")


Asked = tuple[list[GateQuestion], list[Understood]]


def ask_all(path: Path, least_cards: int = 0) -> Asked:
    """Ask those questions of a set that so many cards, or more, would be right for."""
    questions = [question for question in read_gate_questions(path) if len(question.accept) >= least_cards]
    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(understand, ensure_trained(), [question.text for question in questions])
        return questions, asked.result()


@pytest.fixture(scope="module")
def developed() -> Asked:
    return ask_all(LEGAL_GATE.development)


def test_the_legal_gate_reaches_its_two_figures(developed: Asked) -> None:
    figures = measure_gate(LEGAL_GATE, *developed)
    assert figures.recall >= 0.98
    assert figures.false_alarms <= 0.03


def test_every_legal_topic_answers_wordings_that_are_not_in_training(developed: Asked) -> None:
    others = (LEGAL_GATE.held_out, *(set_path("law", half) for half in (DEVELOPMENT, REPORTING)))
    legal = {card.id for card in our_content().cards.values() if card.theme == CONSENT_THEME}
    answered: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for questions, understood in (developed, *(ask_all(path, least_cards=1) for path in others)):
        for question, result in zip(questions, understood, strict=True):
            asked.update(question.accept)
            if result.intent in SHOWN_FIRST and result.cards[0] in question.accept:
                answered[result.cards[0]] += 1
    least = {topic: LEAST_ANSWERED_OF_FEW if asked[topic] < FEW_QUESTIONS else LEAST_ANSWERED for topic in legal}
    assert {topic for topic in legal if answered[topic] < least[topic]} <= NOT_REACHED_YET
