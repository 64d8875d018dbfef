"""Walks to their end, and the papers that are made of them."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

import docx
from docx.document import Document
from docx.shape import InlineShape
from docx.table import Table
from docx.text.paragraph import Paragraph

from bot.guided.answers import SKIPPED, Answer
from bot.guided.plan.content import COLLABORATION, FRAMING, INVOLVEMENT, TARGET_GROUP, Step, plan_content
from bot.guided.plan.papers import PLAN_DOCUMENT, paper
from bot.guided.plan.walk import Walk

CONTENT = plan_content()
STEPS = {step.id: step for _, step in CONTENT.every_step()}
GROUPS = [None, *(option.id for option in STEPS[TARGET_GROUP].options)]
TODAY = date(2026, 11, 23)
WILD = (
    "<b>fed</b> & {{ dato }} {% if x %} {# y #} &amp; </w:t> \"a\" 'b' 🙂👩‍👩‍👧 مرحبا، نريد أن نبدأ æøå $1 \\1 ".ljust(
        1000, "ø"
    )
)


def as_the_example(walk: Walk, step: Step) -> Answer:
    """Own words everywhere; together, in new ways."""
    if step.examples:
        return Answer(text=step.examples[walk.group])
    if step.open:
        return Answer(text=f"Mere at sige: {step.id}.")
    return Answer(option={INVOLVEMENT: "integreret", FRAMING: "civil"}.get(step.id, step.options[0].id))


def the_first_option(walk: Walk, step: Step) -> Answer:
    return Answer(option=walk.offered(step)[0].id)


def nothing(walk: Walk, step: Step) -> Answer:
    return SKIPPED


def walked(group: str | None, collaboration: str, how: Callable[[Walk, Step], Answer]) -> Walk:
    """The walk to its end."""
    set_before = {TARGET_GROUP: Answer(option=group), COLLABORATION: Answer(option=collaboration)}
    walk = Walk.of(CONTENT, {})
    while step := walk.next_open():
        walk = walk.with_answer(step, set_before.get(step.id) or how(walk, step))
    return walk


def in_words(walk: Walk, step: Step) -> str:
    answer = walk.answers[step.id]
    option = step.option(answer.option)
    return (option.in_document or option.title) if option else answer.text or ""


@dataclass(frozen=True, repr=False)
class Made:
    """A plan as it came out; ``sections`` is what stands under each Heading 1."""

    walk: Walk
    content: bytes
    document: Document
    sections: dict[str, list[Paragraph | Table]]

    def section(self, title: str) -> list[Paragraph | Table]:
        """What stands under the heading that ends with ``title``, whatever its number."""
        (found,) = (blocks for heading, blocks in self.sections.items() if heading.endswith(title))
        return found


@cache
def made(group: str | None, collaboration: str, how: Callable[[Walk, Step], Answer]) -> Made:
    walk = walked(group, collaboration, how)
    content = paper(PLAN_DOCUMENT, walk, TODAY)
    document = docx.Document(io.BytesIO(content))
    return Made(walk, content, document, sections_of(document))


def sections_of(document: Document) -> dict[str, list[Paragraph | Table]]:
    found: dict[str, list[Paragraph | Table]] = {}
    under: list[Paragraph | Table] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph) and block.style.name == "Heading 1":
            under = found[block.text] = []
        else:
            under.append(block)
    return found


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def texts_of(document: Document) -> list[str]:
    """Every paragraph: of the text, of cells, of the footer."""
    parts = [*document.paragraphs]
    parts += [part for table in document.tables for row in table.rows for cell in row.cells for part in cell.paragraphs]
    parts += [part for section in document.sections for part in section.footer.paragraphs]
    return [part.text for part in parts]


def alt_text(shape: InlineShape) -> str:
    return shape._inline.docPr.get("descr") or ""


CONTRACT_STEPS = (
    "formaalet", "skolens-udbytte", "helhedsplanens-udbytte", "hvem-goer-hvad", "ressourcer", "skoleaaret", "moeder",
    "kontaktpersoner",
)  # fmt: skip
LONG = "Skolen og helhedsplanen mødes hver måned med klasselæreren og den boligsociale medarbejder. " * 10
