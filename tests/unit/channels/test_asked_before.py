"""What was asked before a role is pressed is answered anew where the answer was for somebody else."""

import pytest

from bot.channels.asked_before import to_answer_again
from bot.channels.input_filter import Intake
from bot.channels.recent_words import Recent

_ASKED = Intake("hvem skal med til mødet")
_PARENT, _STAFF = Intake("/parent_asks"), Intake("/staff_asks")


@pytest.mark.parametrize(
    ("pressed", "recent"),
    [
        (_PARENT, Recent(_ASKED, topic="moedet-deltagere")),
        (_STAFF, Recent(_ASKED, topic="foraelder-samtale-hvem")),
        (_PARENT, Recent(_ASKED, got_no_answer=True)),
        (_STAFF, Recent(_ASKED, got_no_answer=True)),
    ],
)
def test_a_question_answered_for_somebody_else_or_not_at_all_is_answered_anew(pressed: Intake, recent: Recent) -> None:
    assert to_answer_again(pressed, recent) == _ASKED


@pytest.mark.parametrize(
    ("pressed", "recent"),
    [
        pytest.param(_PARENT, None, id="nothing was said"),
        pytest.param(_PARENT, Recent(Intake("")), id="no words were kept"),
        pytest.param(_PARENT, Recent(_ASKED, topic="foraelder-samtale-hvem"), id="her answer stands"),
        pytest.param(_STAFF, Recent(_ASKED, topic="moedet-deltagere"), id="staff's answer stands"),
        pytest.param(_PARENT, Recent(_ASKED), id="a guided conversation is under way"),
        pytest.param(
            _PARENT, Recent(_ASKED, confirm="/confirm_danger{}", got_no_answer=True), id="danger is asked about"
        ),
        pytest.param(Intake("jeg er mor"), Recent(_ASKED, got_no_answer=True), id="no role was pressed"),
        pytest.param(Intake("/ask_person"), Recent(_ASKED, got_no_answer=True), id="another button"),
    ],
)
def test_nothing_is_answered_anew(pressed: Intake, recent: Recent | None) -> None:
    assert to_answer_again(pressed, recent) is None
