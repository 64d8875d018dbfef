"""`skolebro eval`: the trained pipeline on both sets, with what it got wrong in a file."""

import asyncio
import csv
from collections.abc import Sequence
from pathlib import Path

from bot.evaluation.metrics import Figures, Understood, measure
from bot.evaluation.questions import DEVELOPMENT, HELD_OUT, Question, read_questions
from bot.paths import STATE
from bot.quiet import quiet
from bot.training import ensure_trained

# The bar of the project: the right card first, on the development set.
BAR = 0.85

MISSES = STATE / "eval"


def report(compare: bool = False) -> bool:
    """Print the figures; gives whether the bar is reached."""
    model = ensure_trained()
    reached = True
    for path in (DEVELOPMENT, HELD_OUT):
        questions = read_questions(path)
        understood = understand(model, [question.text for question in questions])
        figures = measure(questions, understood)
        _print(path, figures)
        _write_misses(path, questions, understood)
        reached = reached and (path != DEVELOPMENT or figures.first >= BAR)
    print(f"Mål: rigtigt kort først i mindst {BAR:.0%} af udviklingssættet. Fejlene står i {MISSES}.")
    if compare:
        from bot.evaluation.compare import compare_classifiers

        compare_classifiers()
    return reached


def understand(model: Path, texts: Sequence[str]) -> list[Understood]:
    """What the trained model makes of each text."""
    quiet()
    import logging

    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    agent = Agent.load(str(model))

    async def parse_all() -> list[Understood]:
        parsed = [await agent.parse_message(text) for text in texts]
        return [
            Understood(result["intent"]["name"], [answer["card"] for answer in result.get("answers", [])])
            for result in parsed
        ]

    return asyncio.run(parse_all())


def _print(path: Path, figures: Figures) -> None:
    print(f"\n{path.name} ({figures.questions} spørgsmål)")
    for name, value in (
        ("rigtigt kort først", figures.first),
        ("rigtigt kort blandt tre", figures.among_three),
        ("besvaret uden at spørge", figures.answered),
        ("  heraf rigtigt", figures.answered_right),
        ("rigtigt svar nået (direkte eller som knap)", figures.reached),
        ("uden svar, men besvaret alligevel", figures.unanswerable_answered),
    ):
        print(f"  {name:<45}{value:6.1%}")


def _write_misses(path: Path, questions: Sequence[Question], understood: Sequence[Understood]) -> None:
    MISSES.mkdir(parents=True, exist_ok=True)
    with open(MISSES / f"{path.stem}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["question", "accept", "intent", "first", "second", "third"])
        for question, result in zip(questions, understood, strict=True):
            right = (
                result.intent == "ask" and result.cards[0] in question.accept
                if question.accept
                else result.intent != "ask"
            )
            if not right:
                writer.writerow([question.text, " ".join(sorted(question.accept)), result.intent, *result.cards[:3]])
