"""A worker's preparation of the first meeting with the school: an agenda, and a mail to copy."""

from pathlib import Path

import pytest
from docx.shared import Pt

from bot.guided.answers import Answer
from bot.guided.meeting.content import FIRST_MEETING, PREPARATIONS, TALK, load_talk, talk_content
from bot.guided.meeting.paper import document, in_chat, lines, mail
from bot.guided.meeting.talk import Talk
from tests.support.meeting import opened

CONTENT = talk_content(FIRST_MEETING.stem)
WHO, SCHOOL, OURS, HEAR, AGREE, AGAIN = CONTENT.steps
NEW = Talk(CONTENT, {})


def answered() -> Talk:
    talk = NEW.with_answer(WHO, Answer(option="medarbejder")).with_answer(WHO, Answer(text="Vores praktikant."))
    talk = talk.done_with(WHO).with_answer(SCHOOL, Answer(option="akt")).done_with(SCHOOL)
    for step in (OURS, HEAR, AGREE):
        talk = talk.with_answer(step, Answer(option=step.options[0].id)).done_with(step)
    return talk.with_answer(AGAIN, Answer(option="maaned"))


def test_the_mail_holds_the_answers_as_a_sentence_does() -> None:
    written = mail(answered())
    assert "Fra os kommer en boligsocial medarbejder og vores praktikant." in written
    assert "møde AKT-læreren." in written
    assert "{" not in written


def test_what_was_skipped_is_a_line_to_write_on() -> None:
    assert mail(NEW).count("______") > len(CONTENT.steps)
    assert "Hvem kommer fra jer?" in in_chat(NEW)


def test_a_parents_list_has_no_mail() -> None:
    assert mail(Talk(talk_content(TALK.stem), {})) == ""


def test_the_agenda_has_every_answer_under_its_question() -> None:
    assert [section.title for section in lines(answered())] == [step.title for step in CONTENT.steps]
    text = "\n".join(paragraph.text for paragraph in opened(answered()).paragraphs)
    assert CONTENT.heading in text and "Vores praktikant." in text
    assert document(answered())[:2] == b"PK"


@pytest.mark.parametrize("name", PREPARATIONS)
def test_the_room_on_a_paper_is_counted_in_the_letters_of_its_template(name: str) -> None:
    content = talk_content(name)
    made = opened(Talk(content, {}))
    sizes = {made.styles[style].font.size for style in ("Normal", "List Bullet", "Skrivelinje")}
    assert sizes == {Pt(content.letters)}


@pytest.mark.parametrize(
    "typed", ["mig", "min leder", "skolelederen", "akt", "lektiecafe", "årshjul", "tavshedspligt", "om 14 dage"]
)
def test_what_people_type_is_one_of_the_choices(typed: str) -> None:
    assert any(NEW.chosen(step, typed) for step in CONTENT.steps)


def test_a_mail_that_names_another_question_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "moede.yml"
    path.write_text(FIRST_MEETING.read_text("utf-8").replace("{hvem}", "{hvorfor}"), encoding="utf-8")
    with pytest.raises(ValueError, match="mail"):
        load_talk(path)


@pytest.mark.parametrize("name", PREPARATIONS)
def test_each_preparation_says_for_whom_it_is_and_has_a_paper_of_its_own(name: str) -> None:
    content = talk_content(name)
    assert content.for_parents is (name == TALK.stem)
    assert content.keep_button in content.keep.replace("»", "").replace("«", "")
    assert len({talk_content(one).paper for one in PREPARATIONS}) == len(PREPARATIONS)
