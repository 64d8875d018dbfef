"""Whom a reply is for, beyond what single replies show."""

import yaml

from actions.audience import STAFFS_FORMS
from actions.guided.meeting.form import TALK
from bot.core.paths import ROOT


def test_whoever_is_led_through_anything_but_the_parents_own_talk_is_led_as_staff() -> None:
    forms = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["forms"]
    assert set(STAFFS_FORMS) == set(forms) - {TALK.form}
