"""Guided routes: questions with choices and, where there is one, the table that decides what they end in.

A route is data in knowledge/ruter/, readable by a jurist; this module reads it and answers two questions:
what to ask next, and what it ends in.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, PrivateAttr, ValidationError

from bot.core.content_files import PLAIN_ID, Part
from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml
from bot.guided.choice import Option, chosen

ROUTES = KNOWLEDGE / "ruter"
SHARE_ROUTE = ROUTES / "maa-jeg-dele-det.yml"
CONSENT_FORM = ROUTES / "samtykkeerklaering.yml"

# Question id to option id.
Answers = dict[str, str]


class Question(Part):
    """One question; ``explain`` is said once to whoever did not understand it.

    ``careful``: the options' ids, the one on the safe side first; it is taken when somebody names several.
    """

    id: str = Field(regex=PLAIN_ID)
    text: str
    explain: str
    careful: list[str] = []
    options: list[Option] = Field(min_items=2)

    def option(self, option_id: str) -> Option | None:
        """The option with this id, or ``None``."""
        return next((option for option in self.options if option.id == option_id), None)

    def chosen(self, text: str) -> Option | None:
        """The option that a typed ``text`` means: its number, its title or one of its words; ``None`` if unclear."""
        return chosen(self.options, text, self.careful)


class Conclusion(Part):
    """What a route can end in: a verdict in one sentence, why, and the card with the guidance.

    One with ``crisis`` ends in the reply for danger, which has words of its own.
    """

    id: str
    card: str
    verdict: str = ""
    text: str = ""
    also: list[str] = []
    form: bool = False
    crisis: bool = False


class Row(Part):
    """One line of the decision table; a question it does not name does not matter."""

    when: dict[str, list[str]]
    then: str


class Route(Part):
    """One route as its file has it."""

    title: str
    reviewed: date
    intro: str
    offered_after: list[str] = []
    questions: list[Question]
    conclusions: dict[str, Conclusion] = {}
    table: list[Row] = []
    # The ways on are many, and the same for everybody who has given the same answers.
    _longest: dict[frozenset[tuple[str, str]], int] = PrivateAttr(default_factory=dict)

    def question(self, question_id: str) -> Question | None:
        """The question with this id, or ``None``."""
        return next((question for question in self.questions if question.id == question_id), None)

    def next_question(self, answers: Answers) -> Question | None:
        """What to ask next; ``None`` when the table has decided or there is nothing left to ask."""
        needed = self._needed(answers) if self.table else {question.id for question in self.questions}
        return next((one for one in self.questions if one.id in needed and one.id not in answers), None)

    def conclusion(self, answers: Answers) -> Conclusion | None:
        """What the answers lead to: the first row they fit; ``None`` as long as that is not settled."""
        if self.next_question(answers) is not None:
            return None
        return next(
            (self.conclusions[row.then] for row in self.table if not _contradicted(row, answers)),
            None,
        )

    def every_path(self, answers: Answers | None = None) -> Iterator[Answers]:
        """Every way through the route: the answers somebody has given when it stops asking."""
        given = answers or {}
        question = self.next_question(given)
        if question is None:
            yield given
            return
        for option in question.options:
            yield from self.every_path({**given, question.id: option.id})

    def longest_from(self, answers: Answers) -> int:
        """How many questions are answered at the end of the longest way on."""
        known = frozenset(answers.items())
        if known not in self._longest:
            self._longest[known] = max(len(path) for path in self.every_path(answers))
        return self._longest[known]

    def _needed(self, answers: Answers) -> set[str]:
        """The questions that can still make a difference to which row is the first that fits."""
        needed: set[str] = set()
        for row in self.table:
            if _contradicted(row, answers):
                continue
            open_conditions = row.when.keys() - answers.keys()
            needed |= open_conditions
            if not open_conditions:
                break
        return needed


def _contradicted(row: Row, answers: Answers) -> bool:
    return any(answers[name] not in allowed for name, allowed in row.when.items() if name in answers)


def load_route(path: Path) -> Route:
    """Read and validate one route.

    Raises:
        ValueError: the file has not the right form, or names something it does not have; Danish.
        OSError: the file can't be read.
    """
    try:
        raw: dict[str, Any] = read_yaml(path)
        for key, conclusion in (raw.get("conclusions") or {}).items():
            conclusion["id"] = key
        route = Route(**raw)
    except (yaml.YAMLError, ValidationError, TypeError, AttributeError) as error:
        raise ValueError(f"filen har ikke den rette form: {error}") from error
    if wrong := [*_unknown_names(route), *_blind_spots(route)]:
        raise ValueError("; ".join(wrong))
    return route


def _unknown_names(route: Route) -> Iterator[str]:
    for asked in route.questions:
        for one in set(asked.careful) ^ {option.id for option in asked.options if asked.careful}:
            yield f"careful under {asked.id} skal nævne hvert svar én gang; se efter '{one}'"
    for ids in ([q.id for q in route.questions], *([o.id for o in q.options] for q in route.questions)):
        for one in {one for one in ids if ids.count(one) > 1}:
            yield f"id'et '{one}' findes to gange"
    for number, row in enumerate(route.table, start=1):
        if row.then not in route.conclusions:
            yield f"række {number} ender i '{row.then}', som ikke står under conclusions"
        for name, options in row.when.items():
            question = route.question(name)
            if not question:
                yield f"række {number} nævner {name}, som ikke er et spørgsmål"
            known = {option.id for option in question.options} if question else set()
            for option in options:
                if option not in known:
                    yield f"række {number} nævner {name}: {option}, som ikke er et svar på et spørgsmål"


def _blind_spots(route: Route) -> Iterator[str]:
    """Ways that end in nothing, and rows and conclusions that nothing ends in."""
    if not route.table or list(_unknown_names(route)):
        return
    reached: set[int] = set()
    for answers in route.every_path():
        fitting = [number for number, row in enumerate(route.table) if not _contradicted(row, answers)]
        if not fitting:
            yield f"svarene {answers} ender ikke i noget"
            return
        reached.add(fitting[0])
    for number, row in enumerate(route.table):
        if number not in reached:
            yield f"række {number + 1} ({row.then}) kan aldrig nås"
    for unused in sorted(route.conclusions.keys() - {row.then for row in route.table}):
        yield f"konklusionen '{unused}' bruges ikke i tabellen"


@lru_cache(maxsize=4)
def route(path: Path) -> Route:
    """A route, read once."""
    return load_route(path)
