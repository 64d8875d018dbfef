"""The plan as a paper: what stands in it."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from math import hypot

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.guided.answers import SKIPPED, Answer
from bot.guided.plan.content import COLLABORATION, PLACE_SHOWN, TARGET_GROUP, Point, Step
from bot.guided.plan.papers import CONTRACT, PAPERS, PLAN_DOCUMENT, paper
from bot.guided.plan.picture import PNG, picture
from bot.guided.plan.positioning import Place, alike_cases, place_of
from bot.guided.plan.walk import Walk
from bot.text.dates import written_out
from bot.text.names import find_names
from bot.text.voice import from_you
from tests.support.plan_papers import (
    CONTENT,
    GROUPS,
    STEPS,
    TODAY,
    WILD,
    Made,
    alt_text,
    as_the_example,
    in_words,
    made,
    nothing,
    rows,
    texts_of,
    the_first_option,
    walked,
)

POINTS = [point for point in CONTENT.points if point.number]
CASES = {case.title: case for case in CONTENT.places.cases}

MONTHS = (
    "August", "September", "Oktober", "November", "December", "Januar", "Februar", "Marts", "April", "Maj", "Juni",
    "Juli",
)  # fmt: skip
BOX = "☐"

# Surnames of the people the publication quotes, thanks and has taken pictures of.
QUOTED = {
    "hagedorn", "bertelsen", "musmann", "fallow", "løkke", "graversen", "josephsen", "viftrup", "heebøll", "kanan",
    "thøgersen", "poulsen", "thorisdottir",
}  # fmt: skip


def wild_words(walk: Walk, step: Step) -> Answer:
    """Signs of every kind; and "ved ikke" where the collaboration lies, so that all questions about it come."""
    number = 0 if step.id == PLACE_SHOWN else -1
    return Answer(text=WILD) if step.open else Answer(option=walk.offered(step)[number].id)


HOWS = (as_the_example, the_first_option, nothing, wild_words)


def asked(walk: Walk, point: Point) -> list[Step]:
    """The questions of a point that this walk came by, without "is there more"."""
    return [step for step in point.steps if step.id in walk.answers]


@pytest.fixture(
    params=product(GROUPS, ("nyt", "i-gang"), HOWS),
    ids=lambda one: f"{one[0] or 'ingen'}-{one[1]}-{one[2].__name__}",
)
def plan(request: pytest.FixtureRequest) -> Made:
    return made(*request.param)


def tables(blocks: list[Paragraph | Table]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


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


def test_the_points_have_their_own_numbers_and_nothing_else_has_one(plan: Made) -> None:
    numbered = [heading for heading in headings(plan.document) if heading[0].isdigit()]
    assert numbered == [f"{point.number}. {point.title}" for point in POINTS]
    assert [point.number for point in POINTS] == [1, 2, 3, 4, 5]


def test_the_appendix_begins_on_a_page_of_its_own_and_nothing_else_does(plan: Made) -> None:
    assert headings(plan.document, "Title") == ["Samarbejdsplan", "Bilag: de fem punkter"]
    broken = [part.text for part in plan.document.paragraphs if part.paragraph_format.page_break_before]
    assert broken == ["Bilag: de fem punkter"]


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
            assert answers.pop(from_you(step.title)).strip("_ \n") == in_words(plan.walk, step).strip(), step.id
        added = plan.walk.answers.get(point.more, SKIPPED).text
        assert list(answers.values()) == ([added] if added else [])


def still_open(plan: Made) -> list[str]:
    """The open questions: the first on page one, the others in the appendix."""
    (on_page_one,) = (table.cell(1, 0) for table in plan.document.tables if table.cell(0, 0).text == "Åbne spørgsmål")
    others = [blocks for heading, blocks in plan.sections.items() if heading == "Flere åbne spørgsmål"]
    return to_tick([*on_page_one.paragraphs]) + [text for blocks in others for text in to_tick(blocks)]


def test_questions_nobody_answered_are_the_open_questions_in_their_own_voice(plan: Made) -> None:
    steps = [step for point in POINTS for step in asked(plan.walk, point)]
    unanswered = [from_you(plan.walk.question(step)) for step in steps if plan.walk.answers[step.id].skipped]
    assert still_open(plan) == unanswered
    assert not re.search(r"\b(?:jer|jeres)\b|(?<=\w )I\b", "\n".join(unanswered))


def test_when_everything_was_skipped_every_question_is_open() -> None:
    plan = made("klasser", "nyt", nothing)
    assert len(still_open(plan)) == sum(len(point.steps) for point in POINTS)


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


def test_each_role_has_the_tasks_of_its_target_group(plan: Made) -> None:
    roles = CONTENT.roles[plan.walk.group]
    found = table_with(plan.document, ["Boligsocial medarbejder", "Lærer", "Skoleleder", "Øvrige parter"])
    for row, tasks in zip(found, (roles.worker, roles.teacher, roles.leader, roles.others), strict=True):
        assert [line.lstrip("•\t ") for line in row[1].splitlines()] == [from_you(task) for task in tasks]
    assert from_you(roles.note) in texts_of(plan.document)


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
    (contacts,) = (found for found in both if found[0][0] == "Hos")
    (recruitment,) = (found for found in both if found[0][0] == "")
    assert [row[2].strip() for row in contacts[1:]] == ["", ""], "names are written in by hand"
    assert all(row[1].strip() and row[2].strip() for row in recruitment[1:])


def test_contacts_are_the_roles_that_were_named() -> None:
    walk = Walk.of(
        CONTENT, {"kontaktpersoner": Answer(text="Ikke skolelederen, men AKT-læreren og helhedsplanens projektleder.")}
    )
    document = docx.Document(io.BytesIO(paper(PLAN_DOCUMENT, walk, TODAY)))
    (found,) = (dict(row[:2] for row in rows(table)[1:]) for table in document.tables if rows(table)[0][0] == "Hos")
    assert found == {"Skolen": "AKT-lærer", "Helhedsplanen": "Projektleder"}


def next_steps(document: Document) -> list[list[str]]:
    """The rows of both tables of steps, without their heads."""
    return [row for table in document.tables if rows(table)[0][-1] == "Senest" for row in rows(table)[1:]]


def test_three_next_steps_with_a_date_stand_on_page_one_and_the_others_after(plan: Made) -> None:
    (first, others) = (rows(table) for table in plan.document.tables if rows(table)[0][-1] == "Senest")
    assert first[0][0] == "De næste tre skridt" and len(first) == 4 and len(others) > 1
    known = {step.text: step for step in CONTENT.texts.next_steps}
    days = [known[row[0]].days for row in next_steps(plan.document)]
    assert days == sorted(days)
    for what, who, when in next_steps(plan.document):
        due = TODAY + timedelta(days=known[what].days)
        assert when in {written_out(due + timedelta(days=later)) for later in range(3)} and who == ""


def test_a_step_falls_on_a_working_day() -> None:
    for day in range(7):
        document = docx.Document(io.BytesIO(paper(PLAN_DOCUMENT, Walk.of(CONTENT, {}), TODAY + timedelta(days=day))))
        due = TODAY + timedelta(days=7 + (day if day < 5 else 7))
        assert next_steps(document)[0][2] == written_out(due)


def test_what_was_answered_is_not_a_next_step() -> None:
    def steps(**answers: Answer) -> str:
        return "\n".join(row[0] for row in next_steps(docx.Document(io.BytesIO(
            paper(PLAN_DOCUMENT, Walk.of(CONTENT, answers), TODAY)
        ))))  # fmt: skip

    assert "hvem der er kontaktperson" in steps() and "hvor tit vi mødes" in steps()
    named = steps(kontaktpersoner=Answer(text="AKT-læreren"), moeder=Answer(option="hver-maaned"))
    assert "hvem der er kontaktperson" not in named and "hvor tit vi mødes" not in named
    assert "Aftal et møde med kontaktpersonen" in named
    assert steps(kontaktpersoner=SKIPPED) == steps()


def test_nothing_one_side_typed_is_called_agreed(plan: Made) -> None:
    texts = texts_of(plan.document)
    assert not [text for text in texts if re.search(r"Også aftalt|Vores svar|Vores aftale", text)]
    assert "Forslag fra helhedsplanen" in texts
    after = texts[texts.index("Det er vi blevet enige om") + 2 :][:3]
    assert all(text and not text.strip("_") for text in after), "to be written at the meeting"


def test_page_one_says_in_we_what_somebody_wrote_of_himself_and_the_appendix_as_it_was() -> None:
    said = "Jeg ringer til læreren, og min leder hjælper mig."
    walk = Walk.of(CONTENT, {"hvem-goer-hvad": Answer(text=said)})
    first, *_ = (rows(table) for table in docx.Document(io.BytesIO(paper(PLAN_DOCUMENT, walk, TODAY))).tables)
    assert ["Hvem gør hvad", "Vi ringer til læreren, og vores leder hjælper os."] in first
    texts = texts_of(docx.Document(io.BytesIO(paper(PLAN_DOCUMENT, walk, TODAY))))
    assert texts.count(said) == 1


def test_tables_tell_a_screen_reader_and_word_which_row_is_the_head(plan: Made) -> None:
    laid_out = [table for table in plan.document.tables if len(table.rows) == 1]
    assert len(laid_out) == 1, "the map and its explanation"
    for table in plan.document.tables:
        if table._tbl in [one._tbl for one in laid_out]:
            continue
        properties = table.rows[0]._tr.trPr
        assert properties is not None and properties.find(qn("w:tblHeader")) is not None


def test_the_map_stands_small_on_page_one_and_large_in_the_appendix_and_says_in_words_where_the_place_is(
    plan: Made,
) -> None:
    place = place_of(CONTENT, plan.walk.answers)
    small, large = plan.document.inline_shapes
    assert Mm(45) < small.width < large.width <= Mm(82), "inside their columns"
    for shape in (small, large):
        assert alt_text(shape).strip()
        assert not place.known or place.in_words() in alt_text(shape)
        image = shape._inline.xpath(".//a:blip/@r:embed")[0]
        assert plan.document.part.related_parts[image].blob == picture(tuple(CONTENT.places.cases), place, PNG)


def test_what_follows_from_the_place_stands_there_once_it_is_known(plan: Made) -> None:
    place, text = place_of(CONTENT, plan.walk.answers), "\n".join(texts_of(plan.document))
    follows = CONTENT.places
    for level, words in ((place.involvement_level, follows.involvement), (place.framing_level, follows.framing)):
        assert [one for one in words if from_you(words[one]) in text] == ([level] if level else [])


def test_the_places_in_the_walks_are_both_known_and_unknown() -> None:
    places = {how: place_of(CONTENT, walked("klasser", "nyt", how).answers) for how in HOWS}
    assert places == {
        as_the_example: Place(0.7, 0.7),
        the_first_option: Place(-0.7, -0.7),
        nothing: Place(),
        wild_words: Place(0.7, 0.7),
    }


def test_the_cases_are_the_nearest_on_the_map_and_those_of_the_same_target_group(plan: Made) -> None:
    shown = [title for title in headings(plan.document, "Heading 2") if title in CASES]
    assert shown == [alike.case.title for alike in alike_cases(CONTENT, plan.walk.answers)]
    texts = "\n".join(texts_of(plan.document))
    assert all(CASES[title].short in texts and from_you(CASES[title].learn) in texts for title in shown)


def reasons(document: Document) -> dict[str, str]:
    """Why each case was chosen, by its title: the paragraph after it."""
    parts = document.paragraphs
    return {part.text: parts[number + 1].text for number, part in enumerate(parts) if part.text in CASES}


def test_each_case_says_why_it_was_chosen(plan: Made) -> None:
    group = plan.walk.answers[TARGET_GROUP].option
    for title, why in reasons(plan.document).items():
        assert why in ("Tættest på kortet.", "Samme målgruppe.", "Tættest på kortet og samme målgruppe.")
        assert ("målgruppe" in why) == (CASES[title].group == group)


def test_a_case_is_called_nearest_only_where_none_lies_nearer(plan: Made) -> None:
    place = place_of(CONTENT, plan.walk.answers)
    shape, _ = plan.document.inline_shapes
    called_nearest = {title for title, why in reasons(plan.document).items() if "ættest" in why}
    called_nearest |= {title for title in CASES if f"{title} (tættest" in alt_text(shape)}
    if place.involvement is None or place.framing is None:
        assert not called_nearest
        return
    apart = {
        title: hypot(case.involvement - place.involvement, case.framing - place.framing)
        for title, case in CASES.items()
    }
    assert [apart[title] for title in called_nearest] == [min(apart.values())]


def test_the_source_and_the_day_of_the_review_stand_at_the_end(plan: Made) -> None:
    last = [part.text for part in plan.document.paragraphs if part.text.strip()][-1]
    assert CONTENT.texts.source in last and written_out(TODAY) in last


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
    text = re.sub(r"(?:Udvalgte børn\. )?<b>fed</b> & .*…", "", text)
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
    words = f"X{said}x"
    walk = Walk.of(CONTENT, {step_id: Answer(text=words) for step_id in ("formaalet", "kontaktpersoner")})
    texts = texts_of(docx.Document(io.BytesIO(paper(kind, walk, TODAY))))
    assert texts.count(words) >= 2
