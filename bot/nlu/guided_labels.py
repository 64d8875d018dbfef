"""What guided conversations call their questions and answers: whoever types one answers, and is in no danger."""

from collections.abc import Iterator

from bot.guided.meeting.content import PREPARATIONS, talk_content
from bot.guided.plan.content import plan_content
from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE, route


def guided_labels() -> Iterator[str]:
    """The titles of all questions and of all options, but for the one that says that somebody is in danger."""
    for _, step in plan_content().every_step():
        yield step.title
        yield from (option.title for option in step.options)
        yield from step.examples.values()
    for talk_step in (step for name in PREPARATIONS for step in talk_content(name).steps):
        yield talk_step.title
        yield from (option.title for option in talk_step.options)
    for path in (SHARE_ROUTE, CONSENT_FORM):
        for question in route(path).questions:
            yield from (option.title for option in question.options if option.id != "now")
