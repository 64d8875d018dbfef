"""So many people who write to a running service, and how long they wait (docs/measurements.md, "Workers").

``python -m bot.benchmark.users http://127.0.0.1:5005/chat --users 200 --every 20 --seconds 60``; ``--every 0`` has each
write again as soon as she is answered. The service must let one conversation send so much (``MESSAGES_A_MINUTE``).
"""

import argparse
import asyncio
import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle

import aiohttp

from bot.evaluation.questions import DEVELOPMENT, read_questions

_PATIENCE = aiohttp.ClientTimeout(total=30)


@dataclass
class Waits:
    """What came of all messages.

    Attributes:
        seconds: how long each that was answered waited.
        errors: what came in the place of the others' answers.
    """

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


async def write(chat: str, users: int, every: float, seconds: float) -> Waits:
    """Let ``users`` write to the chat at ``chat``, each a message every so many seconds, for so long."""
    waits = Waits()
    until = time.monotonic() + seconds
    async with aiohttp.ClientSession(timeout=_PATIENCE, connector=aiohttp.TCPConnector(limit=0)) as client:
        await asyncio.gather(*(_one(client, chat, number, every, until, waits) for number in range(users)))
    return waits


async def _one(client: aiohttp.ClientSession, chat: str, number: int, every: float, until: float, waits: Waits) -> None:
    questions = [question.text for question in read_questions(DEVELOPMENT)]
    headers = {"X-Forwarded-For": f"2001:db8::{number:x}"}  # each asks from somewhere else, as a proxy sees it
    await asyncio.sleep(random.uniform(0, every))
    async with client.post(f"{chat}/session", headers=headers) as opened:
        headers["Authorization"] = f"Bearer {(await opened.json())['session']}"
    for question in cycle(questions[number % len(questions) :] + questions[: number % len(questions)]):
        begun = time.monotonic()
        if begun >= until:
            return
        try:
            async with client.post(f"{chat}/message", json={"message": question}, headers=headers) as answer:
                told = await answer.json(content_type=None)
            outcomes = [reply["custom"]["outcome"] for reply in told.get("messages", ())]
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            waits.errors[type(error).__name__] += 1
        else:
            if outcomes and "error" not in outcomes:
                waits.seconds.append(time.monotonic() - begun)
            else:
                waits.errors[str(answer.status)] += 1
        await asyncio.sleep(max(0.0, min(begun + every, until) - time.monotonic()))


def main() -> None:
    """Write, and print the figures."""
    asked = argparse.ArgumentParser()
    asked.add_argument("chat")
    for name, default in (("users", 20), ("every", 0.0), ("seconds", 60.0)):
        asked.add_argument(f"--{name}", type=type(default), default=default)
    chosen = asked.parse_args()
    waits = asyncio.run(write(chosen.chat, chosen.users, chosen.every, chosen.seconds))
    percentiles = statistics.quantiles(waits.seconds, n=20)
    print(
        f"{chosen.users} users, every {chosen.every:g} s: {len(waits.seconds)} answers, "
        f"{len(waits.seconds) / chosen.seconds:.1f} a second, median {statistics.median(waits.seconds) * 1000:.0f} ms, "
        f"95 % {percentiles[-1] * 1000:.0f} ms, errors {dict(waits.errors)}"
    )


if __name__ == "__main__":
    main()
