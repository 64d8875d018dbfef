"""`skolebro eval`: the trained pipeline on both sets, with what it got wrong in a file."""

import asyncio
import csv
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.core.paths import STATE
from bot.core.silence_warnings import silence_warnings
from bot.evaluation import danger, dialogues, moves, parents, plan_answers, strangers
from bot.evaluation.collisions import collisions, wordings_for
from bot.evaluation.gates import GATES, Gate, GateFigures, GateQuestion, measure_gate, read_gate_questions
from bot.evaluation.metrics import ANSWERED, Figures, Understood, measure
from bot.evaluation.questions import DEVELOPMENT, HELD_OUT, Question, read_questions
from bot.evaluation.running_server import replies_to_each
from bot.knowledge.loader import load
from bot.nlu.embedding_cache import EmbeddingCache
from bot.nlu.sentence_embedder import embed
from bot.server.training import ensure_trained

# The bar of the project: the right card first, on the development set.
BAR = 0.85

MISSES_FOLDER = STATE / "eval"

_COLLISIONS_SHOWN = 20


def report(compare: bool = False, server: str | None = None) -> bool:
    """Print the figures; gives whether the bar is reached.

    Args:
        compare: compare the classifiers that were chosen between, too.
        server: the address of a running server; it is then asked about danger in place of the model, and what strangers
            asked.
    """
    model = ensure_trained()
    reached = True
    for path in (DEVELOPMENT, HELD_OUT):
        questions = read_questions(path)
        understood = understand(model, [question.text for question in questions])
        figures = measure(questions, understood)
        _print(path, figures)
        _write_misses(path, questions, understood)
        reached = reached and (path != DEVELOPMENT or figures.first >= BAR)
    _report_danger(model, server)
    reached = _report_gates(model) and reached
    reached = _report_parents(model) and reached
    _report_walk(model)
    if server:
        _report_strangers(server)
        _report_dialogues(server)
        _report_moves(server)
    _report_collisions()
    print(f"Mål: rigtigt kort først i mindst {BAR:.0%} af udviklingssættet. Fejlene står i {MISSES_FOLDER}.")
    if compare:
        from bot.evaluation.compare import compare_classifiers

        compare_classifiers()
    return reached


def _report_collisions() -> None:
    cards = list(load().cards.values())
    cache = EmbeddingCache()
    for for_parents, audience in ((False, "ansatte"), (True, "forældre")):
        wordings, ids = wordings_for(cards, for_parents)
        print(f"\nKort for {audience}, hvis eksempler ligger mellem hinandens (andel af begges eksempler):")
        print(*collisions(ids, cache.embed(wordings, embed))[:_COLLISIONS_SHOWN], sep="\n")


def _report_danger(model: Path, server: str | None) -> None:
    for path in (danger.DEVELOPMENT, danger.REPORTING):
        cases = danger.read_cases(path)
        if server:
            met = danger.ask_server(server, cases)
        else:
            met = [result.danger for result in understand(model, [case.text for case in cases])]
        print(f"\nFare: {path.name} ({len(cases)} beskeder, spurgt {'serveren' if server else 'modellen'})")
        print(*danger.measure(cases, met), sep="\n")
        if path == danger.DEVELOPMENT:  # nobody looks into the other half
            rows = [
                [case.text, case.danger, case.kind, case.voice, case.acute, case.why, one.how, one.kind, one.voice]
                for case, one in zip(cases, met, strict=True)
            ]
            _write_rows(path, ["text", "danger", "kind", "voice", "acute", "why", "met", "as_kind", "as_voice"], rows)
    if server:
        for path in (danger.AFTER_DEVELOPMENT, danger.AFTER_REPORTING):
            print(f"\nEfter svaret om fare: {path.name}", *danger.after_danger(server, path), sep="\n")


def _report_strangers(server: str) -> None:
    for group in strangers.GROUPS:
        for half in (strangers.DEVELOPMENT, strangers.REPORTING):
            path = strangers.set_path(group, half)
            questions = strangers.read_questions(path)
            seen = strangers.ask_server(server, questions)
            print(f"\nFremmede: {path.name} ({len(questions)} beskeder, spurgt serveren)")
            print(*strangers.measure(questions, seen), sep="\n")
            told = strangers.ask_server(server, questions, role_told=True)
            print("  Når rollen er valgt først:", *strangers.measure(questions, told), sep="\n")
            if half == strangers.DEVELOPMENT:  # nobody looks into the other half
                rows = [
                    [asked.question, " ".join(asked.accept), one.outcome, one.card, " ".join(one.offered)]
                    for asked, one in zip(questions, seen, strict=True)
                ]
                _write_rows(path, ["question", "accept", "outcome", "card", "offered"], rows)


def _report_dialogues(server: str) -> None:
    for half in dialogues.HALVES:
        held = dialogues.read_dialogues(dialogues.dialogues_path(half))
        print(f"\nFremmedes samtaler: {half} ({len(held)})")
        print(*dialogues.measure_dialogues(held, dialogues.ask_dialogues(server, held)), sep="\n")
        asked = dialogues.read_two_questions(dialogues.two_questions_path(half))
        seen = [strangers.seen_of(replies) for replies in replies_to_each(server, [one.question for one in asked])]
        print(*dialogues.measure_two_questions(asked, seen), sep="\n")


def _report_moves(server: str) -> None:
    for half in moves.HALVES:
        said = moves.read_moves(moves.moves_path(half))
        told = moves.ask_moves(server, said)
        print(f"\nSmåsnak og henvendelser: {half} ({len(said)} beskeder, spurgt serveren)")
        print(*moves.measure_moves(said, told), sep="\n")
        if half == strangers.DEVELOPMENT:  # nobody looks into the other half
            rows = [[move.text, move.move, moves.is_met(move, one)] for move, one in zip(said, told, strict=True)]
            _write_rows(moves.moves_path(half), ["text", "move", "met"], rows)


def _report_gates(model: Path) -> bool:
    reached = True
    for gate in GATES:
        for path in (gate.development, gate.held_out):
            questions = read_gate_questions(path)
            understood = understand(model, [question.text for question in questions])
            figures = measure_gate(gate, questions, understood)
            _print_gate(gate, path, figures)
            if legal := [pair for pair in zip(questions, understood, strict=True) if pair[0].accept]:
                topics = [Question(question.text, question.accept) for question, _ in legal]
                _print_figures(_topics(measure(topics, [result for _, result in legal])))
            _write_gate_misses(gate, path, questions, understood)
            if path == gate.development:
                reached = reached and _reaches_bars(gate, figures)
    return reached


def _report_parents(model: Path) -> bool:
    reached = True
    for path in (parents.DEVELOPMENT, parents.HELD_OUT):
        questions = read_questions(path)
        heard = understand(model, [question.text for question in questions])
        understood = [parents.as_a_parent(result) for result in heard]
        figures = measure(questions, understood)
        _print(path, figures)
        _print_figures([("hørt som en forælders", parents.noticed(heard))])
        _write_misses(path, questions, understood)
        reached = reached and (path != parents.DEVELOPMENT or figures.first >= BAR)
    return reached


def _report_walk(model: Path) -> None:
    for path in (plan_answers.DEVELOPMENT, plan_answers.HELD_OUT):
        messages = plan_answers.read_messages(path)
        understood = understand(model, [message.text for message in messages])
        figures = plan_answers.measure_answers(messages, understood)
        print(
            f"\nGennemgangen: {path.name} ({figures.messages[0]} svar, {figures.messages[1]} spørgsmål og kommandoer)"
        )
        _print_figures(
            [("svar, der bliver gemt", figures.kept), ("andet, der bliver gemt som svar", figures.slipped_in)]
        )
        rows = [
            [message.text, message.kind, plan_answers.heard(message, result).value, result.intent]
            for message, result in zip(messages, understood, strict=True)
        ]
        _write_rows(path, ["text", "kind", "heard", "intent"], rows)


def _reaches_bars(gate: Gate, figures: GateFigures) -> bool:
    return (gate.recall_bar is None or figures.recall >= gate.recall_bar) and (
        gate.false_alarm_bar is None or figures.false_alarms <= gate.false_alarm_bar
    )


def _print_gate(gate: Gate, path: Path, figures: GateFigures) -> None:
    to_catch, others = figures.questions
    print(f"\n{gate.title}: {path.name} ({to_catch} at fange, {others} at lade gå)")
    bars = [
        f" (mål: mindst {gate.recall_bar:.0%})" if gate.recall_bar and path == gate.development else "",
        f" (mål: højst {gate.false_alarm_bar:.0%})" if gate.false_alarm_bar and path == gate.development else "",
    ]
    print(f"  {'fanget':<45}{figures.recall:6.1%}{bars[0]}")
    print(f"  {'fanget ved en fejl':<45}{figures.false_alarms:6.1%}{bars[1]}")


def _write_gate_misses(
    gate: Gate, path: Path, questions: Sequence[GateQuestion], understood: Sequence[Understood]
) -> None:
    rows = []
    for question, result in zip(questions, understood, strict=True):
        right_topic = not question.accept or question.accept.intersection(result.cards[:2])
        if gate.caught(question, result) != question.must_catch or not right_topic:
            accept = " ".join(sorted(question.accept))
            rows.append([question.text, question.must_catch, accept, result.intent, *result.cards[:1]])
    _write_rows(path, ["question", "must_catch", "accept", "intent", "first"], rows)


def understand(model: Path, texts: Sequence[str]) -> list[Understood]:
    """What the trained model makes of each text."""
    agent = _agent(model)

    async def parse_all() -> list[Understood]:
        parsed = [await agent.parse_message(text) for text in texts]
        return [
            Understood(
                intent=result["intent"]["name"],
                cards=[answer["card"] for answer in result.get("answers", [])],
                danger=danger.met_as(result["intent"]["name"], result.get("danger")),
                similarity=max((answer["similarity"] for answer in result.get("answers", [])), default=1.0),
                parents_cards=[answer["card"] for answer in result.get("parents_answers", [])],
                for_parents=result.get("for_parents", ""),
            )
            for result in parsed
        ]

    return asyncio.run(parse_all())


@lru_cache(maxsize=1)
def _agent(model: Path) -> Any:
    silence_warnings()
    import logging

    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    return Agent.load(str(model))


def _print(path: Path, figures: Figures) -> None:
    print(f"\n{path.name} ({figures.questions} spørgsmål)")
    _print_figures([*_topics(figures), ("uden svar, men besvaret alligevel", figures.unanswerable_answered)])


def _topics(figures: Figures) -> list[tuple[str, float]]:
    return [
        ("rigtigt kort først", figures.first),
        ("rigtigt kort blandt tre", figures.among_three),
        ("besvaret uden at spørge", figures.answered),
        ("  heraf rigtigt", figures.answered_right),
        ("rigtigt svar nået (direkte eller som knap)", figures.reached),
    ]


def _print_figures(named: Sequence[tuple[str, float]]) -> None:
    for name, value in named:
        print(f"  {name:<45}{value:6.1%}")


def _write_misses(path: Path, questions: Sequence[Question], understood: Sequence[Understood]) -> None:
    rows = []
    for question, result in zip(questions, understood, strict=True):
        answered = result.intent in ANSWERED
        right = answered and result.cards[0] in question.accept if question.accept else not answered
        if not right:
            rows.append([question.text, " ".join(sorted(question.accept)), result.intent, *result.cards[:3]])
    _write_rows(path, ["question", "accept", "intent", "first", "second", "third"], rows)


def _write_rows(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    MISSES_FOLDER.mkdir(parents=True, exist_ok=True)
    with open(MISSES_FOLDER / f"{path.stem}.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
