"""What is true of each preparation, whatever it is about."""

import pytest
from docx.shared import Pt

from bot.guided.meeting.content import PREPARATIONS, TALK, talk_content
from bot.guided.meeting.paper import document, in_chat, lines, mail
from bot.guided.meeting.talk import Talk
from bot.text.names import find_names
from tests.support.meeting import everything, opened

FOR_STAFF = [name for name in PREPARATIONS if not talk_content(name).for_parents]
OWN = "Vores praktikant."


@pytest.mark.parametrize("name", PREPARATIONS)
def test_each_preparation_says_for_whom_it_is_and_has_a_paper_of_its_own(name: str) -> None:
    content = talk_content(name)
    assert content.for_parents is (name == TALK.stem)
    assert content.keep_button in content.keep.replace("»", "").replace("«", "")
    assert len({talk_content(one).paper for one in PREPARATIONS}) == len(PREPARATIONS)

    assert not find_names(PREPARATIONS[name].read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PREPARATIONS)
def test_a_paper_has_every_answer_under_its_question(name: str) -> None:
    content = talk_content(name)
    talk = everything(content, own=OWN)
    assert [section.title for section in lines(talk)] == [step.title for step in content.steps]
    text = "\n".join(paragraph.text for paragraph in opened(talk).paragraphs)
    assert content.heading in text and OWN in text
    assert all(line in text for section in lines(talk) for line in section.lines)
    assert document(talk)[:2] == b"PK"


@pytest.mark.parametrize("name", PREPARATIONS)
def test_what_was_skipped_is_asked_on_the_paper_with_room_to_write(name: str) -> None:
    content = talk_content(name)
    shown = in_chat(Talk(content, {}))
    assert all(step.text in shown for step in content.steps)


@pytest.mark.parametrize("name", FOR_STAFF)
def test_a_mail_holds_the_answers_it_names_and_a_line_for_what_was_skipped(name: str) -> None:
    content = talk_content(name)
    named = [step for step in content.steps if f"{{{step.id}}}" in content.mail]
    assert named
    written = mail(everything(content, own=OWN))
    assert written.count("vores praktikant") == sum(step.open for step in named)
    assert "{" not in written
    assert mail(Talk(content, {})).count("______") > len(named)


def test_a_parents_list_has_no_mail() -> None:
    assert mail(Talk(talk_content(TALK.stem), {})) == ""


@pytest.mark.parametrize("name", PREPARATIONS)
def test_the_room_on_a_paper_is_counted_in_the_letters_of_its_template(name: str) -> None:
    content = talk_content(name)
    made = opened(Talk(content, {}))
    sizes = {made.styles[style].font.size for style in ("Normal", "List Bullet", "Skrivelinje")}
    assert sizes == {Pt(content.letters)}
