"""What the publication advises at a point and the answers to it do not touch."""

from collections.abc import Iterable

from bot.guided.answers import Answers
from bot.guided.choice import mentions
from bot.guided.plan.content import Advice, Point

_MOST_SAID = 2  # more would be a lecture


def is_mentioned(advice: Advice, point: Point, answers: Answers) -> bool:
    """Whether the answers to a point touch an advice: by a suggestion taken, or by a word of their own."""
    by_option = any(
        (answer := answers.get(step_id)) and answer.option in options for step_id, options in advice.said_by.items()
    )
    return bool(by_option) or any(mentions(advice.words, text) for text in _own_words(point, answers))


def said(advice: Iterable[Advice]) -> str:
    """What was not mentioned, for the chat: the first few, each with what to do about it."""
    return "\n".join(f"- {one.missing}" for one in said_first(advice))


def said_first(advice: Iterable[Advice]) -> list[Advice]:
    """Those that are said in the chat; the rest stands in the plan."""
    return list(advice)[:_MOST_SAID]


def _own_words(point: Point, answers: Answers) -> list[str]:
    ids = [*(step.id for step in point.steps), point.more]
    return [answer.text for step_id in ids if (answer := answers.get(step_id)) and answer.text]
