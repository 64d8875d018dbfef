"""The Word documents: what goes into them, how they come out, and how long their links live."""

import io
import re
import shutil
import string
import subprocess
import zipfile
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.documents.render import TEMPLATES, render
from bot.guided.choice import Option
from bot.guided.meeting.paper import LIST
from bot.guided.plan.papers import PAPERS
from bot.guided.share.papers import CONSENT_DOCUMENT, FAMILY_NOTICE, fields_from, title_of, written_out
from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE, Answers, Route, load_route
from bot.store import models
from bot.store.database import now, session
from bot.store.documents import delete_expired, find, keep
from tests.conftest import unavailable

KINDS = (CONSENT_DOCUMENT, FAMILY_NOTICE)
SHARE, FORM = load_route(SHARE_ROUTE), load_route(CONSENT_FORM)
TODAY = date(2026, 11, 23)

# Which field each answer goes into.
FIELD_OF = {"role": "giver", "recipient": "modtager", "kind": "oplysninger", "purpose": "formaal"}
ANSWERS: Answers = {
    "role": "plan_housing",
    "recipient": "municipality",
    "kind": "sensitive",
    "purpose": "homework",
    "until": "school_year",
}
ROOM_TO_WRITE = "______"


def options(question_id: str) -> list[Option]:
    route: Route = SHARE if SHARE.question(question_id) else FORM
    question = route.question(question_id)
    assert question is not None
    return question.options


# -- what goes into them --


@pytest.mark.parametrize("question_id", FIELD_OF)
def test_each_choice_is_written_as_it_is_called_on_paper(question_id: str) -> None:
    written = set()
    for option in options(question_id):
        text = fields_from({question_id: option.id}, TODAY)[FIELD_OF[question_id]]
        assert text == (option.in_document or option.title)
        written.add(text)
    assert len(written) == len(options(question_id))


def test_every_choice_has_a_name_on_paper() -> None:
    for question_id in FIELD_OF:
        assert [option.id for option in options(question_id) if not option.in_document] == []


def test_what_nobody_answered_leaves_room_to_write() -> None:
    fields = fields_from({}, TODAY)
    assert {name for name, text in fields.items() if ROOM_TO_WRITE in text} == {*FIELD_OF.values(), "slutdato"}
    assert fields["dato"] == "23. november 2026"


def test_a_choice_that_the_routes_no_longer_have_leaves_room_to_write() -> None:
    fields = fields_from(dict.fromkeys([*FIELD_OF, "until"], "gone"), TODAY)
    assert {name for name, text in fields.items() if ROOM_TO_WRITE in text} == {*FIELD_OF.values(), "slutdato"}


@pytest.mark.parametrize(
    ("today", "until", "end"),
    [
        (date(2026, 11, 23), "three_months", "23. februar 2027"),
        (date(2026, 11, 23), "half_a_year", "23. maj 2027"),
        # the last day of a shorter month
        (date(2026, 11, 30), "three_months", "28. februar 2027"),
        (date(2027, 11, 29), "three_months", "29. februar 2028"),
        (date(2027, 11, 30), "three_months", "29. februar 2028"),
        (date(2026, 8, 31), "half_a_year", "28. februar 2027"),
        (date(2026, 3, 31), "three_months", "30. juni 2026"),
        (date(2026, 3, 31), "half_a_year", "30. september 2026"),
        (date(2026, 1, 31), "half_a_year", "31. juli 2026"),
        # over the turn of the year
        (date(2026, 9, 30), "three_months", "30. december 2026"),
        (date(2026, 10, 1), "three_months", "1. januar 2027"),
        (date(2026, 12, 31), "half_a_year", "30. juni 2027"),
        # the school year ends on 31 July
        (date(2026, 7, 31), "school_year", "31. juli 2026"),
        (date(2026, 8, 1), "school_year", "31. juli 2027"),
        (date(2026, 12, 31), "school_year", "31. juli 2027"),
        (date(2027, 1, 1), "school_year", "31. juli 2027"),
    ],
)
def test_the_end_date_is_counted_from_today(today: date, until: str, end: str) -> None:
    assert fields_from({"until": until}, today)["slutdato"] == end


def test_an_end_date_they_write_themselves_is_no_date() -> None:
    (own,) = (option for option in options("until") if option.id == "open")
    assert fields_from({"until": "open"}, TODAY)["slutdato"] == own.in_document
    assert not re.search(r"\d", own.in_document or "")


MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip


def from_writing(text: str) -> date:
    day, month, year = re.fullmatch(r"(\d+)\. (\w+) (\d{4})", text).groups()  # type: ignore[union-attr]
    return date(int(year), MONTHS.index(month) + 1, int(day))


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.sampled_from(["three_months", "half_a_year", "school_year"]))
def test_an_end_date_is_a_real_day_to_come_within_the_year(today: date, until: str) -> None:
    end = from_writing(fields_from({"until": until}, today)["slutdato"])
    shortest = {"three_months": 89, "half_a_year": 181, "school_year": 0}[until]
    longest = {"three_months": 92, "half_a_year": 184, "school_year": 365}[until]
    assert timedelta(shortest) <= end - today <= timedelta(longest)
    assert until != "school_year" or (end.day, end.month) == (31, 7)


@given(st.dates())
def test_a_date_is_written_as_danes_write_it(day: date) -> None:
    assert written_out(day).split()[1] == MONTHS[day.month - 1]
    assert written_out(day).startswith(f"{day.day}. ")
    assert written_out(day).endswith(f" {day.year}")


# -- how they come out --


def opened(kind: str, fields: dict[str, str]) -> Document:
    return docx.Document(io.BytesIO(render(kind, fields)))


def texts_of(document: Document) -> list[str]:
    """Every paragraph, table cells and footers too."""
    parts = [*document.paragraphs]
    parts += [text for table in document.tables for row in table.rows for cell in row.cells for text in cell.paragraphs]
    for section in document.sections:
        parts += [*section.header.paragraphs, *section.footer.paragraphs]
    return [part.text for part in parts]


def placeholders(kind: str) -> set[str]:
    return set(re.findall(r"{{\s*(\w+)\s*}}", "\n".join(texts_of(docx.Document(str(TEMPLATES / f"{kind}.docx"))))))


def test_there_is_a_template_for_each_kind_and_it_has_a_title() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.docx")} == {*KINDS, *PAPERS, LIST}
    assert len({title_of(kind) for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_asks_for_nothing_that_is_not_given_and_uses_every_answer(kind: str) -> None:
    assert placeholders(kind) == fields_from({}, TODAY).keys()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answers", [ANSWERS, {}], ids=["answered", "not answered"])
def test_a_document_holds_what_was_chosen_and_nothing_of_the_template(kind: str, answers: Answers) -> None:
    fields = fields_from(answers, TODAY)
    text = "\n".join(texts_of(opened(kind, fields)))
    for name, said in fields.items():
        assert said in text, name
    assert "{{" not in text and "}}" not in text and "{%" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_can_be_found_ones_way_in_with_a_screen_reader(kind: str) -> None:
    document = opened(kind, fields_from(ANSWERS, TODAY))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.text.strip()]
    assert styles[0] == "Title"
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") >= 3
    assert "List Bullet" in styles
    assert document.tables
    assert all(cell.text for table in document.tables for cell in table.columns[0].cells), "each row says what it is"


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_danish_to_word_and_has_nobodys_name_in_it(kind: str) -> None:
    made = render(kind, fields_from(ANSWERS, TODAY))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        languages = set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', parts.read("word/styles.xml").decode()))
        inside = set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', parts.read("word/document.xml").decode()))
    properties = docx.Document(io.BytesIO(made)).core_properties
    assert languages == {"da-DK"} and inside <= {"da-DK"}
    assert properties.language == "da-DK"
    assert properties.title
    assert "python" not in f"{properties.author} {properties.comments} {properties.last_modified_by}".lower()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "said",
    [
        "<b>fed</b> & \"løs\" 'x' > y",
        "</w:t></w:r>",
        "{{ dato }}",
        "{% if x %}",
        "&amp;",
        "æøå – »é« § 27",
        "100 % $1 \\1",
    ],
)
def test_markup_in_a_field_comes_out_as_the_text_it_is(kind: str, said: str) -> None:
    fields = {**fields_from(ANSWERS, TODAY), "formaal": said}
    assert said in "\n".join(texts_of(opened(kind, fields)))


signs = st.text(string.ascii_letters + string.digits + "æøåÆØÅ <>&'\"{}%/\\#-–_=§$!?.,;:", min_size=1, max_size=40)


@hypothesis_settings(max_examples=25)
@given(st.sampled_from(KINDS), signs)
def test_any_text_in_a_field_gives_a_document_that_opens(kind: str, said: str) -> None:
    fields = {**fields_from(ANSWERS, TODAY), "modtager": f"x{said}x"}
    assert f"x{said}x" in "\n".join(texts_of(opened(kind, fields)))


def test_a_document_there_is_no_template_for_is_an_error_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        render("findes-ikke", fields_from({}, TODAY))
    with pytest.raises(OSError):
        render(CONSENT_DOCUMENT, fields_from({}, TODAY), templates=tmp_path)


def test_making_a_document_leaves_its_template_as_it_was() -> None:
    before = {kind: (TEMPLATES / f"{kind}.docx").read_bytes() for kind in KINDS}
    for kind in KINDS:
        render(kind, fields_from(ANSWERS, TODAY))
    assert {kind: (TEMPLATES / f"{kind}.docx").read_bytes() for kind in KINDS} == before


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of each document as LibreOffice prints it, one run of it for all."""
    soffice, pdftotext = shutil.which("soffice"), shutil.which("pdftotext")
    if not soffice or not pdftotext:
        unavailable("soffice or pdftotext is missing: install LibreOffice Writer and poppler-utils")
    folder = tmp_path_factory.mktemp("documents")
    for kind in KINDS:
        (folder / f"{kind}.docx").write_bytes(render(kind, fields_from(ANSWERS, TODAY)))
    # A profile of its own: the one in the home folder may be in use.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, *folder.glob("*.docx")], check=True, capture_output=True, timeout=180)
    read = {}
    for kind in KINDS:
        pdf = folder / f"{kind}.pdf"
        assert pdf.read_bytes().startswith(b"%PDF")
        read[kind] = subprocess.run([pdftotext, "-layout", pdf, "-"], check=True, capture_output=True).stdout.decode()
    return read


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_opens_in_libreoffice_with_everything_in_it(kind: str, printed: dict[str, str]) -> None:
    # A line may end anywhere in a table cell, and the cell beside it go on there.
    words = set(re.findall(r"\w+", printed[kind]))
    for name, said in fields_from(ANSWERS, TODAY).items():
        assert set(re.findall(r"\w+", said)) <= words, name
    assert "{{" not in printed[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_printed_document_is_at_most_two_pages(kind: str, printed: dict[str, str]) -> None:
    assert 1 <= printed[kind].count("\f") <= 2


# -- how easy the notice is to read --


def lix(texts: list[str]) -> float:
    """Läsbarhetsindex: words per sentence, and the share of long words; what stands by itself is a sentence."""
    sentences = [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text) if re.search(r"[^\W_]", part)]
    words = [word for sentence in sentences for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", sentence)]
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_the_formula_is_lix() -> None:
    assert lix(["En kat. En hund sover!", "Overskrift", "____"]) == pytest.approx(6 / 3 + 100 * 1 / 6)


def test_whatever_is_chosen_the_notice_to_the_family_is_easy_to_read() -> None:
    template = texts_of(docx.Document(str(TEMPLATES / f"{FAMILY_NOTICE}.docx")))
    choices = [[None, *(option.id for option in options(question))] for question in FIELD_OF]
    for chosen in product(*choices):
        answers = {question: option for question, option in zip(FIELD_OF, chosen, strict=True) if option}
        fields = fields_from({**answers, "until": "school_year"}, TODAY)
        texts = [re.sub(r"{{ *(\w+) *}}", lambda found: fields[found[1]], text) for text in template]  # noqa: B023
        assert lix(texts) <= 30, answers


def test_the_notice_as_it_is_made_is_easy_to_read() -> None:
    for answers in ({}, ANSWERS):
        assert lix(texts_of(opened(FAMILY_NOTICE, fields_from(answers, TODAY)))) <= 30


# -- how long their links live --


def kept() -> set[str]:
    with session() as opened_session:
        return set(opened_session.scalars(select(models.Document.token)))


def test_a_document_is_found_by_its_token_as_it_was_kept(database: str) -> None:
    fields = {**fields_from(ANSWERS, TODAY), "sært": "æøå \"<&>' {{"}
    before = now()
    token = keep(CONSENT_DOCUMENT, fields, days=7)
    document = find(token)
    assert document is not None
    assert (document.kind, document.fields) == (CONSENT_DOCUMENT, fields)
    assert timedelta(days=7) <= document.expires_at - before < timedelta(days=7, minutes=5)


def test_tokens_are_long_and_different_each_time(database: str) -> None:
    tokens = [keep(FAMILY_NOTICE, {}, days=1) for _ in range(50)]
    assert len(set(tokens)) == 50
    for token in tokens:
        # 43 signs of 64: 256 bits, and nothing an address would have to escape.
        assert re.fullmatch(r"[A-Za-z0-9_-]{43,64}", token)


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "x" * 500, "%", "' OR 1=1 --", "æøå"])
def test_an_unknown_token_gives_nothing(database: str, token: str) -> None:
    keep(CONSENT_DOCUMENT, {}, days=7)
    assert find(token) is None


def test_a_token_is_found_as_it_is_written_only(database: str) -> None:
    token = keep(CONSENT_DOCUMENT, {}, days=7)
    assert find(token.swapcase()) is None
    assert find(token[:-1]) is None
    assert find(f"{token} ") is None


@pytest.mark.parametrize("days", [0, -1])
def test_an_expired_token_gives_nothing_though_it_is_not_deleted_yet(database: str, days: int) -> None:
    token = keep(CONSENT_DOCUMENT, {}, days=days)
    assert find(token) is None
    assert kept() == {token}


def test_expired_documents_are_deleted_and_no_others(database: str) -> None:
    expired = {keep(CONSENT_DOCUMENT, {}, days=days) for days in (0, -1, -400)}
    living = keep(FAMILY_NOTICE, {"dato": "i dag"}, days=1)
    assert kept() == {*expired, living}
    delete_expired()
    assert kept() == {living}
    delete_expired()
    assert find(living) is not None


def test_what_is_kept_makes_the_same_document_again(database: str) -> None:
    fields = fields_from(ANSWERS, TODAY)
    document = find(keep(CONSENT_DOCUMENT, fields, days=7))
    assert document is not None
    assert texts_of(opened(document.kind, document.fields)) == texts_of(opened(CONSENT_DOCUMENT, fields))
