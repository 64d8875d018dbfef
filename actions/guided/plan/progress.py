"""Where the walk stands: which question of how many in the point it has come to."""

from actions.reply import Progress
from bot.guided.plan.content import PLACE_SHOWN, Step
from bot.guided.plan.walk import Walk


def progress(walk: Walk, step: Step) -> Progress:
    """The point and the question in it; what can be added to a point counts as its last question."""
    point = walk.point_of(step)
    # By id: to compare whole steps takes ten times what all the rest of a reply does.
    of_point = {one.id for one in point.steps} if point else set()
    steps = [one.id for one in walk.steps() if one.id in of_point] or [step.id]
    return Progress(
        part=_part(walk, step),
        number=1 + steps.index(step.id) if step.id in steps else len(steps),
        of=len(steps),
        can_go_back=walk.before(step) != step,
        can_skip=can_skip(walk, step),
    )


def can_skip(walk: Walk, step: Step) -> bool:
    """Whether a step asks something that can stay an open question in the plan."""
    point = walk.point_of(step)
    return point is not None and step.id not in (point.more, PLACE_SHOWN)


def _part(walk: Walk, step: Step) -> str:
    point = walk.point_of(step)
    if point is None:
        return step.title
    return f"{point.number}. {point.title}" if point.number else point.title
