"""The fixed responses fill in what can be filled in."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.checks.problems import unusable
from bot.knowledge.responses import load_fixed_replies
from bot.knowledge.schema import Knowledge, Problem
from bot.sites.contacts import numbers_of


def check_responses(knowledge: Knowledge, folder: Path) -> Iterator[Problem]:
    """The responses can be read, and every place in them is one that gets filled in."""
    path = folder / "faste-svar.yml"
    try:
        replies = load_fixed_replies(path)
    except Exception as error:
        yield unusable(path, error)
        return
    given = (
        "contact", "value", "kinds", "route", "title", "url", "days", "answer", "missing", "place", "cases",
        "example", "where", "done", "all", "links", "reviewed_by", "question",
    )  # fmt: skip
    filled_in = {*given, *numbers_of(knowledge.contacts)}
    for key, reply in replies.items():
        for name in re.findall(r"{(.*?)}", reply.text):
            if name not in filled_in:
                yield Problem(file=path, line=1, message=f"svaret “{key}” nævner {{{name}}}, som ikke kan udfyldes")
