"""The Word documents: how they come out."""

import io
import re
import string
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.render import TEMPLATES, render
from bot.guided.meeting.content import PREPARATIONS, talk_content
from bot.guided.plan.papers import PAPERS
from bot.guided.share.papers import CONSENT_DOCUMENT, FAMILY_NOTICE, fields_from, title_of
from bot.guided.share.route import Answers
from tests.support.machine import a_quarter
from tests.support.share_papers import ANSWERS, TODAY, opened, texts_of

KINDS = (CONSENT_DOCUMENT, FAMILY_NOTICE)


def placeholders(kind: str) -> set[str]:
    return set(re.findall(r"{{\s*(\w+)\s*}}", "\n".join(texts_of(docx.Document(str(TEMPLATES / f"{kind}.docx"))))))


def test_there_is_a_template_for_each_kind_and_it_has_a_title() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.docx")} == {
        *KINDS,
        *PAPERS,
        *(talk_content(name).paper for name in PREPARATIONS),
    }
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


@a_quarter()
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
