"""What a plan's links lead to: its papers and its picture, made when they are fetched."""

from bot.core.addresses import chat_path
from bot.documents.file import File
from bot.documents.paper import as_file, kind_of, names_of
from bot.guided.answers import from_json
from bot.guided.plan.content import plan_content
from bot.guided.plan.papers import PAPERS, paper
from bot.guided.plan.picture import picture
from bot.guided.plan.positioning import place_of
from bot.guided.plan.walk import Walk
from bot.store import plans
from bot.text.dates import danish_day

PICTURE = "koordinatsystem.svg"
_SVG = "image/svg+xml; charset=utf-8"


def link(token: str, name: str) -> str:
    """The address of one of a plan's files, on this server."""
    return chat_path(f"/plan/{token}/{name}")


def file(token: str, name: str) -> File | None:
    """The file of a link; ``None`` if there is none, or its plan is gone."""
    plan = plans.find(token) if name in (PICTURE, *names_of(PAPERS)) else None
    if plan is None:
        return None
    walk = Walk.of(plan_content(), from_json(plan.answers))
    if name == PICTURE:
        return File(name, _SVG, picture(tuple(walk.content.places.cases), place_of(walk.content, walk.answers)))
    return as_file(name, lambda: paper(kind_of(name), walk, danish_day(plan.changed_at)))
