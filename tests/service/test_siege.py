"""`skolebro siege` on a service of its own: the quickest rows are tried for real, and told."""

import pytest

from bot.server.training import ensure_trained
from bot.siege import forged, hostile
from bot.siege.rows import ROWS
from bot.siege.run import run

pytestmark = pytest.mark.service


def test_the_two_quickest_rows_hold(capsys: pytest.CaptureFixture[str]) -> None:
    ensure_trained()
    quickest = tuple(row for row in ROWS if row.attack in (hostile.deep_json, forged.sign_ins))
    held = run(rows=quickest)
    told = capsys.readouterr().out.splitlines()
    assert held, told
    assert [line.split()[3] for line in told[:2]] == ["hostile.deep_json", "forged.sign_ins"]
    assert told[-1].startswith("2 af 2 holdt. ")
