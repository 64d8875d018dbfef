"""The plan and the draft of a contract: what stands in them, how they open, and what their links lead to."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from math import hypot
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from bot.documents.render import Picture, render
from bot.guided.answers import SKIPPED, Answer, as_json
from bot.guided.plan import links
from bot.guided.plan.content import (
    COLLABORATION,
    FRAMING,
    INVOLVEMENT,
    PLACE_SHOWN,
    TARGET_GROUP,
    Point,
    Step,
    plan_content,
)
from bot.guided.plan.papers import CONTRACT, PAPERS, PLAN_DOCUMENT, paper
from bot.guided.plan.picture import PNG, picture
from bot.guided.plan.positioning import Place, place_of
from bot.guided.plan.walk import Walk
from bot.guided.share.papers import written_out
from bot.store import plans
from bot.text.names import find_names
from tests.conftest import unavailable

CONTENT = plan_content()
POINTS = [point for point in CONTENT.points if point.number]
STEPS = {step.id: step for _, step in CONTENT.every_step()}
CASES = {case.title: case for case in CONTENT.places.cases}
GROUPS = [None, *(option.id for option in STEPS[TARGET_GROUP].options)]
TODAY = date(2026, 11, 23)

MONTHS = (
    "August", "September", "Oktober", "November", "December", "Januar", "Februar", "Marts", "April", "Maj", "Juni",
    "Juli",
)  # fmt: skip
BOX = "☐"
ROOM_TO_WRITE = "______"
WILD = (
    "<b>fed</b> & {{ dato }} {% if x %} {# y #} &amp; </w:t> \"a\" 'b' 🙂👩‍👩‍👧 مرحبا، نريد أن نبدأ æøå $1 \\1 ".ljust(
        1000, "ø"
    )
)

# Surnames of the people the publication quotes, thanks and has taken pictures of.
QUOTED = {
    "hagedorn", "bertelsen", "musmann", "fallow", "løkke", "graversen", "josephsen", "viftrup", "heebøll", "kanan",
    "thøgersen", "poulsen", "thorisdottir",
}  # fmt: skip


# -- walks --


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


def wild_words(walk: Walk, step: Step) -> Answer:
    """Signs of every kind; and "ved ikke" where the collaboration lies, so that all questions about it come."""
    number = 0 if step.id == PLACE_SHOWN else -1
    return Answer(text=WILD) if step.open else Answer(option=walk.offered(step)[number].id)


HOWS = (as_the_example, the_first_option, nothing, wild_words)


def walked(group: str | None, collaboration: str, how: Callable[[Walk, Step], Answer]) -> Walk:
    """The walk to its end."""
    set_before = {TARGET_GROUP: Answer(option=group), COLLABORATION: Answer(option=collaboration)}
    walk = Walk.of(CONTENT, {})
    while step := walk.next_open():
        walk = walk.with_answer(step, set_before.get(step.id) or how(walk, step))
    return walk


def asked(walk: Walk, point: Point) -> list[Step]:
    """The questions of a point that this walk came by, without "is there more"."""
    return [step for step in point.steps if step.id in walk.answers]


def in_words(walk: Walk, step: Step) -> str:
    answer = walk.answers[step.id]
    option = step.option(answer.option)
    return (option.in_document or option.title) if option else answer.text or ""


# -- reading the papers --


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


@pytest.fixture(
    params=product(GROUPS, ("nyt", "i-gang"), HOWS),
    ids=lambda one: f"{one[0] or 'ingen'}-{one[1]}-{one[2].__name__}",
)
def plan(request: pytest.FixtureRequest) -> Made:
    return made(*request.param)


def tables(blocks: list[Paragraph | Table]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def texts_of(document: Document) -> list[str]:
    """Every paragraph: of the text, of cells, of the footer."""
    parts = [*document.paragraphs]
    parts += [part for table in document.tables for row in table.rows for cell in row.cells for part in cell.paragraphs]
    parts += [part for section in document.sections for part in section.footer.paragraphs]
    return [part.text for part in parts]


def headings(document: Document, style: str = "Heading 1") -> list[str]:
    return [part.text for part in document.paragraphs if part.style.name == style]


def to_tick(blocks: list[Paragraph | Table]) -> list[str]:
    """What stands behind the boxes to tick."""
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    return [text.removeprefix(BOX).strip() for text in texts if text.startswith(BOX)]


def table_with(document: Document, first_column: list[str]) -> list[list[str]]:
    """The rows, without the first, of the one table whose rows begin like this."""
    (found,) = (rows(table)[1:] for table in document.tables if [row[0] for row in rows(table)][1:] == first_column)
    return found


def alt_text(shape: InlineShape) -> str:
    return shape._inline.docPr.get("descr") or ""


# -- the plan --


def test_a_plan_has_its_title_and_its_headings_in_order(plan: Made) -> None:
    styles = [part.style.name for part in plan.document.paragraphs if part.text.strip()]
    assert styles[0] == "Title" and styles.count("Title") == 1
    numbered = headings(plan.document)
    # The last is about the cases, and without a target group and a place there are none like it.
    alike = bool(CASES.keys() & set(headings(plan.document, "Heading 2")))
    assert [heading.split(" ")[0] for heading in numbered] == [f"{number}." for number in range(1, 10 + alike)]
    of_points = [heading.split(". ", 1)[1] for heading in numbered if heading.endswith(tuple(p.title for p in POINTS))]
    assert of_points == [point.title for point in POINTS]
    assert numbered[7].endswith("Åbne spørgsmål")


def test_a_plan_says_whose_it_is_and_when_it_was_made(plan: Made) -> None:
    group = CONTENT.texts.groups[plan.walk.group].title
    collaboration = STEPS[COLLABORATION].option(plan.walk.answers[COLLABORATION].option)
    assert collaboration is not None
    before = "\n".join(part.text for part in plan.document.paragraphs[:3])
    assert group in before and collaboration.title in before and written_out(TODAY) in before


def test_every_answer_stands_word_for_word_beside_its_question(plan: Made) -> None:
    for point in POINTS:
        answers = {row[0]: row[1] for row in rows(tables(plan.section(point.title))[0])[1:]}
        for step in asked(plan.walk, point):
            assert answers.pop(step.title).strip("_ \n") == in_words(plan.walk, step).strip(), step.id
        added = plan.walk.answers.get(point.more, SKIPPED).text
        assert list(answers.values()) == ([added] if added else [])


def test_questions_nobody_answered_are_the_open_questions(plan: Made) -> None:
    steps = [step for point in POINTS for step in asked(plan.walk, point)]
    unanswered = [plan.walk.question(step) for step in steps if plan.walk.answers[step.id].skipped]
    assert to_tick(plan.section("Åbne spørgsmål")) == unanswered


def test_when_everything_was_skipped_every_question_is_open() -> None:
    plan = made("klasser", "nyt", nothing)
    assert len(to_tick(plan.section("Åbne spørgsmål"))) == sum(len(point.steps) for point in POINTS)


def test_advice_nobody_thought_of_is_a_question_under_its_point(plan: Made) -> None:
    for point in POINTS:
        left = [one.in_plan for one in plan.walk.not_mentioned(point)]
        assert to_tick(plan.section(point.title)) == left, point.id


def test_advice_that_a_suggestion_carries_out_is_no_question() -> None:
    asked_of_nobody = texts_of(made("klasser", "nyt", nothing).document)
    asked_of_somebody = texts_of(made("klasser", "nyt", the_first_option).document)
    (visit,) = (one for point in POINTS for one in point.checklist if one.id == "kend-hinanden")
    assert f"{BOX}\t{visit.in_plan}" in asked_of_nobody
    assert f"{BOX}\t{visit.in_plan}" not in asked_of_somebody


def test_each_role_has_the_tasks_of_its_target_group_and_room_for_ones_own(plan: Made) -> None:
    roles = CONTENT.roles[plan.walk.group]
    found = table_with(plan.document, ["Boligsocial medarbejder", "Lærer", "Skoleleder", "Øvrige parter"])
    for row, tasks in zip(found, (roles.boligsocial, roles.laerer, roles.leder, roles.oevrige), strict=True):
        assert [line.lstrip("•\t ") for line in row[1].splitlines()] == tasks
        assert row[2].strip() == ""
    assert roles.note in texts_of(plan.document)


def test_the_calendar_has_the_twelve_months_of_a_school_year(plan: Made) -> None:
    found = table_with(plan.document, list(MONTHS))
    asking = [row[0] for row in found if CONTENT.texts.year.ask in row[1]]
    assert asking == ["November"]
    assert {row[2].strip() for row in found} == {""}


def test_the_calendar_shows_when_it_happens() -> None:
    happens = {row[0]: row[1] for row in table_with(made("alle", "nyt", the_first_option).document, list(MONTHS))}
    assert CONTENT.texts.year.first in happens["August"] and CONTENT.texts.year.last in happens["Juni"]
    assert happens["Juli"] == ""
    silent = table_with(made("alle", "nyt", nothing).document, list(MONTHS))
    assert [row[0] for row in silent if row[1]] == ["November"]


def test_contacts_and_recruitment_have_a_row_for_each_party(plan: Made) -> None:
    parties = list(CONTENT.texts.contacts)
    both = [rows(table) for table in plan.document.tables if [row[0] for row in rows(table)][1:] == parties]
    (contacts,) = (found for found in both if len(found[0]) == 3)
    (recruitment,) = (found for found in both if len(found[0]) == 4)
    assert [row[2].strip() for row in contacts[1:]] == ["", ""], "names are written in by hand"
    assert all(row[1].strip() and row[2].strip() and not row[3].strip() for row in recruitment[1:])


def test_contacts_are_the_roles_that_were_named() -> None:
    walk = Walk.of(
        CONTENT, {"kontaktpersoner": Answer(text="Ikke skolelederen, men AKT-læreren og helhedsplanens projektleder.")}
    )
    document = docx.Document(io.BytesIO(paper(PLAN_DOCUMENT, walk, TODAY)))
    (found,) = (
        dict(row[:2] for row in rows(table)[1:])
        for table in document.tables
        if len(table.columns) == 3 and rows(table)[1][0] == "Skolen"
    )
    assert found == {"Skolen": "AKT-lærer", "Helhedsplanen": "Projektleder"}


def test_next_steps_stand_in_order_with_room_for_who_and_when(plan: Made) -> None:
    steps = CONTENT.texts.next_steps
    (found,) = (rows(table) for table in plan.document.tables if rows(table)[1][0] == steps[0])
    assert [row[0] for row in found[1:] if row[0].strip()] == steps
    assert {cell.strip() for row in found[1:] for cell in row[1:]} == {""}


def test_tables_tell_a_screen_reader_and_word_which_row_is_the_head(plan: Made) -> None:
    for table in plan.document.tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None and properties.find(qn("w:tblHeader")) is not None


def test_a_plan_has_one_picture_that_says_in_words_where_the_place_is(plan: Made) -> None:
    place = place_of(CONTENT, plan.walk.answers)
    (shape,) = plan.document.inline_shapes
    assert alt_text(shape).strip()
    assert not place.known or place.in_words() in alt_text(shape)
    image = shape._inline.xpath(".//a:blip/@r:embed")[0]
    assert plan.document.part.related_parts[image].blob == picture(tuple(CONTENT.places.cases), place, PNG)
    assert shape.width <= Mm(170) and shape.height <= Mm(170), "inside the margins"


def test_what_follows_from_the_place_stands_there_once_it_is_known(plan: Made) -> None:
    place, text = place_of(CONTENT, plan.walk.answers), "\n".join(texts_of(plan.document))
    follows = CONTENT.places
    for level, words in ((place.involvement_level, follows.involvement), (place.framing_level, follows.framing)):
        assert [one for one in words if words[one] in text] == ([level] if level else [])


def test_the_places_in_the_walks_are_both_known_and_unknown() -> None:
    places = {how: place_of(CONTENT, walked("klasser", "nyt", how).answers) for how in HOWS}
    assert places == {
        as_the_example: Place(0.7, 0.7),
        the_first_option: Place(-0.7, -0.7),
        nothing: Place(),
        wild_words: Place(0.7, 0.7),
    }


def test_the_cases_are_of_the_same_target_group_as_far_as_there_are_any(plan: Made) -> None:
    shown = [CASES[title] for title in headings(plan.document, "Heading 2") if title in CASES]
    group, place = plan.walk.answers[TARGET_GROUP].option, place_of(CONTENT, plan.walk.answers)
    of_group = [case for case in CONTENT.places.cases if case.maalgruppe == group]
    assert len(shown) == (2 if place.known else min(2, len(of_group)))
    assert [case.maalgruppe == group for case in shown] == [number < len(of_group) for number in range(len(shown))]
    texts = "\n".join(texts_of(plan.document))
    assert all(case.short in texts and case.learn in texts for case in shown)


def reasons(document: Document) -> dict[str, str]:
    """Why each case was chosen, by its title: the paragraph after it."""
    parts = document.paragraphs
    return {part.text: parts[number + 1].text for number, part in enumerate(parts) if part.text in CASES}


def test_each_case_says_why_it_was_chosen(plan: Made) -> None:
    for title, why in reasons(plan.document).items():
        assert re.fullmatch(r"Valgt, fordi den \w[^.]+\.", why), title


def test_a_case_is_called_nearest_only_where_none_lies_nearer(plan: Made) -> None:
    place = place_of(CONTENT, plan.walk.answers)
    (shape,) = plan.document.inline_shapes
    called_nearest = {title for title, why in reasons(plan.document).items() if "tættest" in why}
    called_nearest |= {title for title in CASES if title in alt_text(shape)} if "ættest" in alt_text(shape) else set()
    if place.involvement is None or place.framing is None:
        assert not called_nearest
        return
    apart = {
        title: hypot(case.involvement - place.involvement, case.framing - place.framing)
        for title, case in CASES.items()
    }
    second = sorted(apart.values())[1]
    assert {title for title in called_nearest if apart[title] > second} == set()


def test_the_source_and_when_it_was_read_through_stand_at_the_end(plan: Made) -> None:
    last = [part.text for part in plan.document.paragraphs if part.text.strip()][-1]
    assert CONTENT.texts.source in last and written_out(CONTENT.texts.reviewed) in last


def test_pages_are_numbered_and_word_reads_them_as_danish(plan: Made) -> None:
    with zipfile.ZipFile(io.BytesIO(plan.content)) as parts:
        footers = "".join(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
        everything = "".join(
            parts.read(name).decode() for name in parts.namelist() if re.match(r"word/(styles|doc|foot)\w*\.xml", name)
        )
    assert {"PAGE", "NUMPAGES"} <= set(re.findall(r"<w:instrText[^>]*>\s*(\w+)", footers))
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', everything)) == {"da-DK"}
    properties = plan.document.core_properties
    assert properties.language == "da-DK" and properties.title
    assert "python" not in f"{properties.author} {properties.comments} {properties.last_modified_by}".lower()


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("how", HOWS)
def test_nothing_of_the_template_is_left(kind: str, how: Callable[[Walk, Step], Answer]) -> None:
    content = paper(kind, walked("udvalgte", "nyt", how), TODAY)
    text = "\n".join(texts_of(docx.Document(io.BytesIO(content)))).replace(WILD, "")
    # the contract has a beginning of it
    text = re.sub(r"<b>fed</b> & .*…", "", text)
    assert not re.search(r"{{|}}|{%|%}|\bNone\b|\bTrue\b|\bFalse\b", text)


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_names_nobody(kind: str) -> None:
    for group, collaboration, how in product(GROUPS, ("nyt", "i-gang"), (as_the_example, the_first_option, nothing)):
        walk = walked(group, collaboration, how)
        content = paper(kind, walk, TODAY) if kind == CONTRACT else made(group, collaboration, how).content
        for text in texts_of(docx.Document(io.BytesIO(content))):
            assert find_names(text) == [] and not QUOTED & set(re.findall(r"\w+", text.lower())), text


signs = st.text("abcXYZ012æøåÆØÅ <>&'\"{}%/\\#-–=§$!?.,;:()[]🙂مرح", min_size=1, max_size=60)


@hypothesis_settings(max_examples=20)
@given(signs, st.sampled_from(PAPERS))
def test_whatever_somebody_writes_it_opens_and_stands_there(said: str, kind: str) -> None:
    words = f"x{said}x"
    walk = Walk.of(CONTENT, {step_id: Answer(text=words) for step_id in ("formaalet", "kontaktpersoner")})
    texts = texts_of(docx.Document(io.BytesIO(paper(kind, walk, TODAY))))
    assert texts.count(words) == 2


# -- the contract --


CONTRACT_STEPS = (
    "formaalet", "skolens-udbytte", "helhedsplanens-udbytte", "hvem-goer-hvad", "ressourcer", "skoleaaret", "moeder",
    "kontaktpersoner",
)  # fmt: skip
LONG = "Skolen og helhedsplanen mødes hver måned med klasselæreren og den boligsociale medarbejder. " * 10


def contract(walk: Walk) -> Document:
    return docx.Document(io.BytesIO(paper(CONTRACT, walk, TODAY)))


def terms(document: Document) -> list[str]:
    """The right column of what is agreed, without the target group."""
    return [row[1] for row in rows(document.tables[0])[1:]]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("how", [as_the_example, the_first_option])
def test_a_contract_holds_the_answers_it_is_made_of(group: str | None, how: Callable[[Walk, Step], Answer]) -> None:
    walk = walked(group, "nyt", how)
    document = contract(walk)
    assert terms(document) == [in_words(walk, STEPS[step_id]) for step_id in CONTRACT_STEPS]
    assert rows(document.tables[0])[0][1] == CONTENT.texts.groups[walk.group].title
    assert written_out(TODAY) in "\n".join(texts_of(document))


def test_what_nobody_answered_has_a_line_to_write_on_in_the_contract() -> None:
    assert all(term.startswith(ROOM_TO_WRITE) and not term.strip("_") for term in terms(contract(Walk.of(CONTENT, {}))))
    answered = {step_id: Answer(text="Aftalt.") for step_id in CONTRACT_STEPS}
    assert set(terms(contract(Walk.of(CONTENT, answered)))) == {"Aftalt."}
    one_less = Walk.of(CONTENT, {**answered, "moeder": SKIPPED})
    assert sorted(term.startswith(ROOM_TO_WRITE) for term in terms(contract(one_less))) == [False] * 7 + [True]


@pytest.mark.parametrize("said", [LONG, WILD, "ø" * 1000], ids=["words", "wild", "one word"])
def test_a_long_answer_is_cut_in_the_contract_and_says_so(said: str) -> None:
    for term in terms(contract(Walk.of(CONTENT, {step_id: Answer(text=said) for step_id in CONTRACT_STEPS}))):
        kept = term.removesuffix("…").rstrip()
        assert kept and said.startswith(kept) and term.endswith("…")
        assert len(term) <= 250


def test_a_long_answer_is_cut_between_two_words() -> None:
    walk = Walk.of(CONTENT, {"moeder": Answer(text=LONG)})
    (term,) = (term for term in terms(contract(walk)) if term.endswith("…"))
    assert len(term) > 200
    assert LONG.removeprefix(term.removesuffix("…").rstrip())[0] in " .,"


def test_an_answer_with_just_enough_room_is_not_cut() -> None:
    fits = ("ord " * 63)[:250].strip().ljust(250, "x")
    assert fits in terms(contract(Walk.of(CONTENT, {"moeder": Answer(text=fits)})))


def test_both_sign_the_contract_by_their_role() -> None:
    signing = [cell for row in rows(contract(Walk.of(CONTENT, {})).tables[-1]) for cell in row]
    assert {"Skoleleder", "Leder af helhedsplanen"} <= set(signing)
    assert sum("Dato" in cell for cell in signing) == 2


# -- printed --


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A plan and a contract with every field long, as LibreOffice prints them, one run of it for both."""
    missing = [tool for tool in ("soffice", "pdftotext", "pdftoppm", "pdfimages") if not shutil.which(tool)]
    if missing:
        unavailable(f"{', '.join(missing)} is missing: install LibreOffice Writer and poppler-utils")
    folder = tmp_path_factory.mktemp("papers")
    long = Walk.of(CONTENT, {step_id: Answer(text=LONG) for step_id in CONTRACT_STEPS})
    (folder / f"{PLAN_DOCUMENT}.docx").write_bytes(made("klasser", "nyt", as_the_example).content)
    (folder / f"{CONTRACT}.docx").write_bytes(paper(CONTRACT, long, TODAY))
    # A profile of its own: the one in the home folder may be in use.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, *folder.glob("*.docx")], check=True, capture_output=True, timeout=180)
    return {kind: folder / f"{kind}.pdf" for kind in PAPERS}


def pages(pdf: Path) -> list[str]:
    read = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True)
    return read.stdout.decode().split("\f")[:-1]


def test_a_contract_is_one_page_however_long_its_fields_are(printed: dict[str, Path]) -> None:
    (page,) = pages(printed[CONTRACT])
    assert page.count("…") == len(CONTRACT_STEPS), "every field is as long as it gets"
    assert "Side 1 af 1" in page and "Leder af helhedsplanen" in page


def test_a_plan_has_a_few_pages_and_none_is_empty(printed: dict[str, Path]) -> None:
    texts = pages(printed[PLAN_DOCUMENT])
    assert 4 <= len(texts) <= 10
    for number, text in enumerate(texts, start=1):
        assert f"Side {number} af {len(texts)}" in text
        assert len(re.findall(r"\w+", text)) > 30, number


def test_a_printed_plan_has_every_answer_and_the_picture(printed: dict[str, Path]) -> None:
    walk = walked("klasser", "nyt", as_the_example)
    words = set(re.findall(r"\w+", "\n".join(pages(printed[PLAN_DOCUMENT]))))
    for step_id, answer in walk.answers.items():
        # A line may end anywhere in a table cell, and the cell beside it go on there.
        assert set(re.findall(r"\w+", answer.text or "")) <= words, step_id
    listed = subprocess.run(["pdfimages", "-list", printed[PLAN_DOCUMENT]], check=True, capture_output=True)
    assert len(re.findall(r"^ *\d+ +\d+ +image\b", listed.stdout.decode(), re.MULTILINE)) == 1


def test_a_printed_page_is_not_blank(printed: dict[str, Path], tmp_path: Path) -> None:
    subprocess.run(["pdftoppm", "-r", "40", "-gray", "-png", printed[PLAN_DOCUMENT], tmp_path / "page"], check=True)
    drawn = sorted(tmp_path.glob("page*.png"))
    assert len(drawn) == len(pages(printed[PLAN_DOCUMENT]))
    for page in drawn:
        dark = sum(Image.open(page).histogram()[:128])
        assert dark > 200, page.name


# -- pictures in a document --


def drawn(colour: str) -> bytes:
    made_of_one_colour = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made_of_one_colour, "PNG")
    return made_of_one_colour.getvalue()


RED, BLUE = Picture(drawn("red"), "en rød flade"), Picture(drawn("blue"), "en blå flade")


def shown(content: bytes) -> list[tuple[bytes, str]]:
    """Each picture and what it is said to show, in the order they stand."""
    document = docx.Document(io.BytesIO(content))
    embedded = [shape._inline.xpath(".//a:blip/@r:embed")[0] for shape in document.inline_shapes]
    blobs = [document.part.related_parts[one].blob for one in embedded]
    return list(zip(blobs, (alt_text(shape) for shape in document.inline_shapes), strict=True))


def template(folder: Path, *paragraphs: str, logo: bool = False) -> None:
    document = docx.Document()
    if logo:
        document.add_picture(io.BytesIO(drawn("green")))
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(folder / "prøve.docx"))


def test_each_picture_has_its_own_words_wherever_it_stands(tmp_path: Path) -> None:
    template(tmp_path, "{{ blaa }}", "{{ roed }}")
    found = shown(render("prøve", {}, {"roed": RED, "blaa": BLUE}, tmp_path))
    assert found == [(BLUE.png, BLUE.alt), (RED.png, RED.alt)]


def test_a_template_may_have_a_picture_of_its_own(tmp_path: Path) -> None:
    template(tmp_path, "{{ dato }}", "{{ roed }}", logo=True)
    found = shown(render("prøve", {"dato": "i dag"}, {"roed": RED}, tmp_path))
    assert found == [(drawn("green"), ""), (RED.png, RED.alt)]
    template(tmp_path, "{{ dato }}", logo=True)
    assert len(shown(render("prøve", {"dato": "i dag"}, templates=tmp_path))) == 1


def test_a_template_without_room_for_the_picture_gives_a_document_without_it(tmp_path: Path) -> None:
    template(tmp_path, "{{ dato }}")
    assert shown(render("prøve", {"dato": "i dag"}, {"roed": RED}, tmp_path)) == []


def test_what_a_picture_shows_may_hold_any_sign(tmp_path: Path) -> None:
    template(tmp_path, "{{ roed }}")
    assert shown(render("prøve", {}, {"roed": Picture(RED.png, WILD)}, tmp_path)) == [(RED.png, WILD)]


# -- what the links lead to --


DRAWING = links.PICTURE
NAMES = (*(f"{kind}.docx" for kind in PAPERS), DRAWING)


def kept(walk: Walk, days: int = 7) -> str:
    token = plans.begin(days)
    plans.change(token, as_json(walk.answers), days)
    return token


def fetched(token: str, name: str) -> bytes:
    file = links.file(token, name)
    assert file is not None and file.name == name
    return file.content


def words_of(content: bytes) -> str:
    return "\n".join(texts_of(docx.Document(io.BytesIO(content))))


def test_a_link_gives_the_paper_of_its_plan_as_it_was_answered(database: str) -> None:
    walk = walked("foraeldre", "i-gang", as_the_example)
    token = kept(walk)
    plan = plans.find(token)
    assert plan is not None
    for kind in PAPERS:
        assert words_of(fetched(token, f"{kind}.docx")) == words_of(paper(kind, walk, plan.changed_at.date()))
    assert fetched(token, DRAWING) == picture(tuple(CONTENT.places.cases), Place(0.7, 0.7))


def test_a_file_says_what_it_is(database: str) -> None:
    token = kept(walked("alle", "nyt", nothing))
    types = [file.content_type for name in NAMES if (file := links.file(token, name))]
    assert ["wordprocessingml" in types[0], "wordprocessingml" in types[1], "svg" in types[2]] == [True] * 3


def test_a_link_has_its_token_and_name_and_nothing_to_escape(database: str) -> None:
    token = plans.begin(7)
    for name in NAMES:
        assert links.link(token, name).split("/")[-2:] == [token, name]
        assert re.fullmatch(r"[\w/.-]+", links.link(token, name))


@pytest.mark.parametrize(
    "name",
    ["", "samarbejdsplan", "samarbejdsplan.pdf", "SAMARBEJDSPLAN.docx", "samtykkeerklaering.docx", ".docx",
     "../samarbejdsplan.docx", "koordinatsystem.png", "æøå", "%"],
)  # fmt: skip
def test_a_name_that_is_no_file_of_a_plan_gives_nothing(database: str, name: str) -> None:
    assert links.file(kept(walked("alle", "nyt", nothing)), name) is None


@pytest.mark.parametrize("token", ["", "x" * 43, "x" * 500, "' OR 1=1 --", "%", "æøå"])
def test_an_unknown_token_gives_nothing(database: str, token: str) -> None:
    kept(walked("alle", "nyt", nothing))
    assert [links.file(token, name) for name in NAMES] == [None] * len(NAMES)


@pytest.mark.parametrize("days", [0, -1])
def test_a_plan_whose_time_is_up_gives_nothing(database: str, days: int) -> None:
    token = kept(walked("alle", "nyt", the_first_option), days)
    assert [links.file(token, name) for name in NAMES] == [None] * len(NAMES)


def test_a_deleted_plan_gives_nothing(database: str) -> None:
    token, other = kept(walked("alle", "nyt", nothing)), kept(walked("klasser", "nyt", nothing))
    plans.forget(token)
    assert [links.file(token, name) for name in NAMES] == [None] * len(NAMES)
    assert all(links.file(other, name) for name in NAMES)


def test_a_changed_answer_changes_the_files(database: str) -> None:
    walk = walked("udvalgte", "nyt", as_the_example)
    token = kept(walk)
    before = {name: fetched(token, name) for name in NAMES}
    changed = {**walk.answers, "moeder": Answer(text="Hver tirsdag."), INVOLVEMENT: Answer(option="koordinerende")}
    plans.change(token, as_json(changed), 7)
    for kind in PAPERS:
        assert "Hver tirsdag." in words_of(fetched(token, f"{kind}.docx"))
        assert "Hver tirsdag." not in words_of(before[f"{kind}.docx"])
    assert fetched(token, DRAWING) == picture(tuple(CONTENT.places.cases), Place(-0.7, 0.7)) != before[DRAWING]


def test_a_plan_without_answers_and_one_with_answers_nobody_knows_any_more_have_files(database: str) -> None:
    empty, old = plans.begin(7), plans.begin(7)
    stored = {"formaalet": {"text": "Ro."}, "moeder": {"option": "gone"}, "gone": {"text": "Væk."}, "ressourcer": {}}
    plans.change(old, stored, 7)
    assert all(links.file(empty, name) for name in NAMES)
    words = words_of(fetched(old, f"{PLAN_DOCUMENT}.docx"))
    assert "Ro." in words and "Væk." not in words
    assert fetched(old, DRAWING) == fetched(empty, DRAWING)
