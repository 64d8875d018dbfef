"""What is said around the questions of the walk."""

from actions.cards import buttons, offered
from actions.reply import Button
from bot.guided.plan.content import PLACE_SHOWN, Point, Step
from bot.guided.plan.links import PICTURE, link
from bot.guided.plan.papers import answer_in_words
from bot.guided.plan.picture import alternative_text
from bot.guided.plan.positioning import alike_cases, place_of
from bot.guided.plan.reflection import said, said_first
from bot.guided.plan.walk import Walk
from bot.knowledge.responses import fixed_reply

_MOST_IN_THE_SUMMARY = 160
_POINTS = 5


def header(walk: Walk, point: Point, source: str) -> str:
    """What a point is about and why, when the walk comes to it."""
    return f"**Punkt {point.number} af {_POINTS}: {point.title}**\n{point.why}" + (f"\n\n{source}" if source else "")


def what_was_said(walk: Walk, step: Step, pressed: bool) -> str:
    """How an answer was taken; nothing where a pressed button says it already."""
    answer = walk.answers.get(step.id)
    if answer is None:
        return ""
    if answer.skipped:
        return fixed_reply("plan-sprunget").text
    option = step.option(answer.option)
    if option:
        point = walk.point_of(step)
        goes_on = point is not None and step.id == point.more
        return "" if pressed or goes_on else fixed_reply("rute-noteret").text.format(title=option.title)
    return fixed_reply("plan-noteret").text.format(title=step.title)


def not_mentioned(walk: Walk, point: Point) -> str:
    """The reflection on a point: what the publication advises and the answers do not touch."""
    return fixed_reply("plan-ikke-naevnt").text.format(missing=said(walk.not_mentioned(point)))


def to_read(walk: Walk, point: Point) -> list[Button]:
    """The cards with more on what was not mentioned."""
    cards = [one.card for one in said_first(walk.not_mentioned(point)) if one.card]
    return buttons(offered(dict.fromkeys(cards)))


def place_in_words(walk: Walk) -> str:
    """Where the collaboration lies and what follows from it."""
    place = place_of(walk.content, walk.answers)
    follows = walk.content.places
    cases = [alike.in_words() for alike in alike_cases(walk.content, walk.answers)]
    near = fixed_reply("plan-ligner").text.format(cases=" og ".join(cases)) if cases else ""
    return "\n\n".join(
        part
        for part in (
            fixed_reply("plan-placering").text.format(place=place.in_words()),
            follows.involvement.get(place.involvement_level or "", ""),
            follows.framing.get(place.framing_level or "", ""),
            near,
        )
        if part
    )


def place_shown(walk: Walk, token: str) -> list[dict[str, str]]:
    """The picture of the coordinate system as an attachment."""
    place = place_of(walk.content, walk.answers)
    # The place is in the address, so that a corrected one is fetched anew.
    url = f"{link(token, PICTURE)}?sted={place.framing}_{place.involvement}"
    alt = alternative_text(place, alike_cases(walk.content, walk.answers))
    return [{"title": "Jeres sted i koordinatsystemet", "url": url, "alt": alt}]


def numbered(walk: Walk) -> list[Step]:
    """The questions as the summary numbers them, from 1."""
    return [
        step
        for step in walk.steps()
        if (point := walk.point_of(step))
        and step.id != PLACE_SHOWN
        and not (step.id == point.more and not _said(walk, step))
    ]


def summary(walk: Walk) -> str:
    """Every answer by number and point, shortened where it is long."""
    steps = list(enumerate(numbered(walk), start=1))
    blocks = []
    for point in walk.content.points:
        lines = [
            f"{number}. {step.title}: {_short(answer_in_words(walk, step))}"
            for number, step in steps
            if walk.point_of(step) is point
        ]
        if lines:
            blocks.append(f"**{point.title}**\n\n" + "\n".join(lines))
    return "\n\n".join([fixed_reply("plan-opsummering").text, *blocks])


def _said(walk: Walk, step: Step) -> bool:
    answer = walk.answers.get(step.id)
    return bool(answer and answer.text)


def _short(text: str) -> str:
    if not text:
        return fixed_reply("plan-aabent").text
    return text if len(text) <= _MOST_IN_THE_SUMMARY else text[:_MOST_IN_THE_SUMMARY].rsplit(" ", 1)[0] + " …"
