"""The fixed responses fill in what can be filled in."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import unusable
from bot.knowledge.responses import FILLED_IN, WITH_NUMBERS, load_fixed_replies
from bot.knowledge.schema import Knowledge, Problem
from bot.sites.contacts import numbers_of


def check_responses(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """The responses can be read, and every place in one is filled in there."""
    path = folder / "faste-svar.yml"
    try:
        replies = load_fixed_replies(path)
    except Exception as error:
        yield unusable(path, error)
        return
    numbers = numbers_of(knowledge.contacts)
    for key, reply in replies.items():
        filled_in = {*FILLED_IN.get(key, ()), *(numbers if key in WITH_NUMBERS else ())}
        for name in re.findall(r"{(.*?)}", reply.text):
            if name not in filled_in:
                yield Problem(file=path, line=1, message=f"svaret “{key}” nævner {{{name}}}, som ikke kan udfyldes")
