"""`skolebro bench`: the table of the project's figures of speed and memory."""

import platform
import statistics
import tempfile
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import psutil

from bot.benchmark.servers import Bot, Running, ours, stock
from bot.evaluation.questions import DEVELOPMENT, read_questions
from bot.server.preparation import prepare

_STARTS = 3
_QUESTIONS = 200
_LONG = 300
_WINDOW = 20

# What the stock bot understands; ours is asked the development set.
_STOCK_MESSAGES = ("hi", "I am sad", "yes", "great", "bye", "are you a bot?")
_NONSENSE = "qwpoe zxcmn asdkjh"


def run() -> None:
    """Print the table, in Markdown, so that it can be kept in docs/."""
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        rows = _measure(ours(Path(folder)), stock())
    print(f"\nMålt {date.today()} på {_machine()}. Tal over 1 betyder, at Skolebro bruger mest.\n")
    print("| Hvad | Skolebro | rasa init | Forhold | Mål |\n|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def _measure(our_bot: Bot, stock_bot: Bot) -> list[tuple[str, str, str, str, str]]:
    questions = [question.text for question in read_questions(DEVELOPMENT)]
    starts: dict[str, list[float]] = {our_bot.name: [], stock_bot.name: []}
    for _ in range(_STARTS):
        for bot, message in ((our_bot, questions[0]), (stock_bot, _STOCK_MESSAGES[0])):
            running = Running(bot, message)
            starts[bot.name].append(running.seconds_to_first_answer)
            running.stop()
    us, them = Running(our_bot, questions[0]), Running(stock_bot, _STOCK_MESSAGES[0])
    try:
        ours_seconds, their_seconds = _in_turn(us, them, questions)
        rows = [
            _row("opstart til første svar, median (s)", *_start_medians(starts), "0,2"),
            _row("svartid, median (ms)", _median(ours_seconds), _median(their_seconds), "0,8"),
            _row("svartid, 95 % (ms)", _p95(ours_seconds), _p95(their_seconds), "0,9"),
            _row("hukommelse, alle processer (MB)", us.megabytes(), them.megabytes(), "0,5"),
        ]
        for name, messages in (("spørgsmål", questions), ("kun det, den ikke forstår", [_NONSENSE])):
            rows.append(_long_conversation(name, us, messages))
    finally:
        us.stop()
        them.stop()
    return rows


def _start_medians(starts: dict[str, list[float]]) -> tuple[float, float]:
    our_start, their_start = (statistics.median(seconds) for seconds in starts.values())
    return our_start, their_start


def _in_turn(us: Running, them: Running, questions: list[str]) -> tuple[list[float], list[float]]:
    """Answer times, ours and theirs alternately, ten messages a conversation."""
    ours_seconds, their_seconds = [], []
    stock_messages = cycle(_STOCK_MESSAGES)
    for number, question in enumerate(islice(cycle(questions), _QUESTIONS)):
        sender = f"turn-{number // 10}"
        ours_seconds.append(us.ask(sender, question))
        their_seconds.append(them.ask(sender, next(stock_messages)))
    return ours_seconds, their_seconds


def _long_conversation(name: str, running: Running, messages: list[str]) -> tuple[str, str, str, str, str]:
    seconds = [running.ask(f"long {name}", message) for message in islice(cycle(messages), _LONG)]
    first, last = _median(seconds[:_WINDOW]), _median(seconds[-_WINDOW:])
    what = f"samme samtale ({name}): besked {_LONG - _WINDOW + 1}-{_LONG} mod 1-{_WINDOW} (ms)"
    return what, f"{last:.1f} mod {first:.1f}", "", f"{last / first:.2f}", "1,3"


def _row(what: str, our_figure: float, their_figure: float, goal: str) -> tuple[str, str, str, str, str]:
    return what, f"{our_figure:.1f}", f"{their_figure:.1f}", f"{our_figure / their_figure:.2f}", goal


def _median(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return f"{platform.system()} {platform.machine()}, {psutil.cpu_count()} kerner, {memory:.0f} GB"
