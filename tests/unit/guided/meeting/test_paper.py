"""The list a preparation ends in: in the chat, as a page and in Word."""

import re
from html.parser import HTMLParser

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.render import TEMPLATES, fields_of
from bot.guided.answers import Answer
from bot.guided.meeting.paper import PRINT_SCRIPT, fields, in_chat, lines, page
from bot.guided.meeting.talk import Talk
from tests.support.machine import a_quarter
from tests.support.meeting import (
    ASK,
    CONTENT,
    GOOD,
    INTERPRETER,
    NEW,
    WILD,
    WORRY,
    bullets,
    everything,
    nothing,
    opened,
)

# -- the list --


def test_skipped_questions_are_left_out_of_the_list() -> None:
    talk = nothing().with_answer(INTERPRETER, Answer("ja")).with_answer(ASK, Answer(text="Hvad  med\nmaden?"))
    assert [(one.title, one.lines, one.to_write_on) for one in lines(talk)] == [
        (ASK.title, ("Hvad med maden?",), 0),
        (INTERPRETER.title, ("Jeg har brug for tolk. Sig det til skolen i god tid.",), 0),
    ]


@pytest.mark.parametrize("talk", [NEW, nothing(), NEW.with_answer(GOOD, Answer(text=" \x00 "))])
def test_if_all_is_skipped_the_questions_stand_there_with_room_to_write(talk: Talk) -> None:
    assert [one.title for one in lines(talk)] == [step.text for step in CONTENT.steps]
    assert all(not one.lines and one.to_write_on for one in lines(talk))
    for step in CONTENT.steps:
        assert f"**{step.text}**\n\n- ____" in in_chat(talk)


def test_the_list_in_the_chat_has_all_answers_and_what_to_remember() -> None:
    said = in_chat(everything(own="Egne ord."))
    for step in CONTENT.steps:
        assert f"**{step.title}**\n\n- " in said
    for line in (*CONTENT.remember, "Egne ord.", *(option.on_paper for option in ASK.options)):
        assert f"- {line}" in said.splitlines()
    assert "____" not in said


class Read(HTMLParser):
    """The tags, attributes and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_is_large_whole_and_for_a4() -> None:
    html = page(everything(own="Egne ord."))
    read = Read(html)
    assert html.startswith("<!doctype html>") and ("lang", "da") in read.attributes
    assert "@page { size: A4;" in html and "@media print" in html
    # Of all that is set, one is the size of the paper's letters, and nothing is smaller.
    assert f"html {{ font-size: {CONTENT.letters}pt; }}" in html
    sizes = re.findall(r"(?:font:|font-size:) ([\d.]+)(em|pt|px)", html)
    assert sizes and all(unit == "pt" or (unit == "em" and float(size) >= 1) for size, unit in sizes)
    assert read.tags.count("h1") == 1 and f"<h1>{CONTENT.heading}</h1>" in html
    assert read.tags.count("h2") == len(CONTENT.steps) + 1
    for line in (*CONTENT.remember, "Egne ord.", *(option.on_paper for option in ASK.options)):
        assert line in read.words


def test_the_page_has_a_button_to_print_it_and_nothing_to_fetch() -> None:
    html = page(everything(own=WILD))
    read = Read(html)
    assert set(read.tags) == {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "button", "h2", "ul", "li", "bdi", "script"
    }  # fmt: skip
    carried = {name for name, _ in read.attributes}
    assert carried == {"lang", "charset", "name", "content", "class", "id", "type", "hidden"}
    assert read.tags.count("script") == 1 and f"<script>{PRINT_SCRIPT}</script>" in html
    assert "url(" not in read.words and "@import" not in read.words


def test_the_page_has_lines_to_write_on() -> None:
    few = page(NEW.with_answer(GOOD, Answer("glad")))
    assert CONTENT.room in few and few.count('<div class="skriv">') >= 2
    assert page(nothing()).count('<div class="skriv">') == 2 * len(CONTENT.steps)


def test_the_page_escapes_what_was_written() -> None:
    html = page(NEW.with_answer(WORRY, Answer(text=WILD)))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ dato }}" in html


@given(st.text())
def test_the_page_holds_any_words_and_no_more_than_them(words: str) -> None:
    plain = Read(page(NEW.with_answer(WORRY, Answer(text="ord"))))
    wild = Read(page(NEW.with_answer(WORRY, Answer(text=f"ord {words}"))))
    assert [one for one in wild.tags if one not in ("div", "h2")] == [
        one for one in plain.tags if one not in ("div", "h2")
    ]
    assert wild.attributes[:4] == plain.attributes[:4]
    page(NEW.with_answer(WORRY, Answer(text=words))).encode()


def headings(made: Document) -> list[str]:
    return [one.text for one in made.paragraphs if one.style.name == "Heading 1"]


# -- the list in Word --


def test_the_templates_fields_are_the_ones_filled_in() -> None:
    filled_in = {"afsnit", "husk", "skriv_titel", "skriv"}
    assert fields_of(TEMPLATES / f"{CONTENT.paper}.docx") == set(fields(NEW)) == filled_in


def test_the_document_has_a_heading_for_each_question_and_its_answers() -> None:
    made = opened(everything(own="Egne ord."))
    assert [one.text for one in made.paragraphs if one.style.name == "Title"] == [CONTENT.heading]
    assert headings(made) == [*(step.title for step in CONTENT.steps), "Husk"]
    expected = [line for section in lines(everything(own="Egne ord.")) for line in section.lines]
    assert bullets(made) == [*expected, *CONTENT.remember]


def test_the_document_without_answers_has_the_questions_and_room_to_write() -> None:
    made = opened(nothing())
    assert headings(made) == [*(step.text for step in CONTENT.steps), "Husk"]
    assert len([one for one in made.paragraphs if one.style.name == "Skrivelinje"]) == 2 * len(CONTENT.steps)


def test_a_short_list_has_room_for_notes() -> None:
    made = opened(NEW.with_answer(GOOD, Answer("glad")))
    assert headings(made)[-1] == CONTENT.room
    assert len([one for one in made.paragraphs if one.style.name == "Skrivelinje"]) >= 2


def test_the_document_is_a4_in_large_danish_type() -> None:
    made = opened(everything())
    section = made.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    styles = made.styles
    assert styles["List Bullet"].font.size == styles["Normal"].font.size == Pt(16)
    assert styles["Heading 1"].font.size == Pt(20)
    languages = {one.get(qn("w:val")) for one in styles.element.iter(qn("w:lang"))}
    assert languages == {"da-DK"}
    assert made.core_properties.language == "da-DK"


def test_the_document_holds_any_words_as_they_are() -> None:
    assert WILD in bullets(opened(NEW.with_answer(WORRY, Answer(text=WILD))))


@a_quarter()
@given(st.text(max_size=200))
def test_the_document_opens_whatever_was_written(words: str) -> None:
    made = opened(NEW.with_answer(WORRY, Answer(text=f"ord {words}")))
    assert len(bullets(made)) == 1 + len(CONTENT.remember)
