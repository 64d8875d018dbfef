"""What a parent has answered before a talk, and how it is stored."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.guided.answers import Answer

# Step id to its answers, in the order they were given; none means that the question was skipped.
Answers = Mapping[str, Sequence[Answer]]


def as_json(answers: Answers, done: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """The answers as they are stored, with whether somebody said that there are no more; ``done`` holds step ids."""
    return {
        step_id: {"answers": [_given(answer) for answer in given], "done": step_id in done}
        for step_id, given in answers.items()
    }


def from_json(stored: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, list[Answer]], frozenset[str]]:
    """The answers as they were given, and the ids of the steps that are done."""
    answers = {
        step_id: [Answer(one.get("option"), one.get("text")) for one in kept["answers"]]
        for step_id, kept in stored.items()
    }
    return answers, frozenset(step_id for step_id, kept in stored.items() if kept["done"])


def _given(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in (("option", answer.option), ("text", answer.text)) if value is not None}
