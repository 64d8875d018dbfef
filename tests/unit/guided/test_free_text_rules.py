"""Which rule decides what a message is."""

import pytest

from bot.guided.free_text import UserInput, hear, rule_for


@pytest.mark.parametrize(
    ("text", "intent", "rule"),
    [
        ("/stop_route", "stop_route", "a button, danger, nothing to read, another language"),
        ("det ved vi ikke endnu", "ask", "not understood, not known, a bare yes or no"),
        ("hvad er en AKT-lærer?", "ask", "asks"),
        ("spring over", "next_step", "a command"),
        ("det var slet ikke det jeg mente. slet det og stop", "ask", "refuses what is asked, or ends in a command"),
        ("nej jeg skal ikke skrive en mail. jeg er i sfoen", "ask", "refuses what is asked, or ends in a command"),
        ("vi begynder kl. 9. stop mobning er målet", "ask", "own words"),
        ("min søn bliver mobbet", "parent_asks", "speaks of an own child"),
        ("tavshedspligt", "ask_legal", "asks about law"),
        ("den første", "choose_first", "meant as a yes or a no"),
        ("!!!", "nlu_fallback", "nonsense"),
        ("ingen steder endnu", "ask_progress", "own words"),
    ],
)
def test_the_rule_that_decided_has_a_name(text: str, intent: str, rule: str) -> None:
    assert rule_for(UserInput(text, intent)).name == rule
    assert hear(UserInput(text, intent)) is rule_for(UserInput(text, intent)).kind
