"""A worker's preparation of the first meeting with the school: an agenda, and a mail to copy."""

from pathlib import Path

import pytest

from bot.guided.answers import Answer
from bot.guided.meeting.content import FIRST_MEETING, load_talk, talk_content
from bot.guided.meeting.paper import mail
from bot.guided.meeting.talk import Talk

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
