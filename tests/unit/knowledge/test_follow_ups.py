"""The files on what is asked after an answer."""

from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.follow_ups import load_follow_ups
from tests.support.content import our_content
from tests.support.follow_ups import follow_up, write_follow_ups


def test_ours_can_be_read_and_belong_to_cards() -> None:
    ours = load_follow_ups()
    assert ours.keys() <= our_content().cards.keys()
    assert sum(len(file.follow_ups) for file in ours.values()) > 2000


def test_a_follow_up_is_found_by_its_key(tmp_path: Path) -> None:
    write_follow_ups(tmp_path, {"alfa": [follow_up("Hvor længe?", answer="Et år."), follow_up("Hvem?", card="beta")]})
    file = load_follow_ups(tmp_path / "opfoelgning")["alfa"]
    for one in file.follow_ups:
        assert file.by_key(one.key) == one
    assert file.by_key("findes-ikke") is None


@pytest.mark.parametrize(
    "wrong",
    [
        follow_up("Hvor længe?"),
        follow_up("Hvor længe?", answer="Et år.", card="beta"),
        follow_up("Hvor længe?", "kun", "to", answer="Et år."),
        follow_up("Hvor længe?", answer="Længe. " * 60),
        follow_up("Hvor længe " * 8, answer="Et år."),
        {**follow_up("Hvor længe?", answer="Et år."), "svar": "Et år."},
    ],
    ids=["no answer", "two answers", "few wordings", "long answer", "long title", "unknown field"],
)
def test_what_has_not_the_right_form_is_refused_and_the_file_named(tmp_path: Path, wrong: dict[str, Any]) -> None:
    write_follow_ups(tmp_path, {"alfa": [wrong]})
    with pytest.raises(ValueError, match=r"alfa\.yml: filen har ikke den rette form"):
        load_follow_ups(tmp_path / "opfoelgning")
