"""The end of the walk: the plan is handed over."""

from typing import Any

import pytest

from bot.channels.input_filter import read
from bot.documents.paper import names_of
from bot.guided.answers import SKIPPED, from_json
from bot.guided.plan import links
from bot.guided.plan.content import plan_content
from bot.guided.plan.papers import PAPERS
from bot.guided.plan.positioning import alike_cases
from bot.knowledge.schema import Knowledge
from tests.support.actions import Actions, says, show
from tests.support.plan_walk import LAST, OPEN, START, asks_for, at, chosen, correct, expire, finished
from tests.support.routes import pressed, typed

pytestmark = pytest.mark.usefixtures("knowledge")


def test_the_plan_is_handed_over_with_its_papers_and_the_picture(
    actions: Actions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCUMENT_DAYS", "3")
    talk = finished(actions)
    turn = talk.do("action_hand_over_plan", pressed(LAST, "ja"))
    assert says(turn.text, "plan-klar")
    assert "3 dage" in turn.text
    assert turn.counted == [("walkthrough", None)]
    *papers, drawn = turn.custom["attachments"]
    assert len(papers) == 4, "both as Word and as PDF"
    for paper in papers:
        assert f"({paper['url']})" in turn.text and paper["title"] in turn.text and paper["alt"]
    token, names = talk.slots["plan"], names_of(PAPERS)
    assert [paper["url"] for paper in papers] == [links.link(token, name) for name in names]
    file = links.file(token, names[0])
    assert file is not None and file.content.startswith(b"PK")
    assert links.PICTURE in drawn["url"]
    assert (turn.goes_on_with, turn.stops_the_route) == (None, False)


def test_under_the_plan_are_the_cases_most_alike_a_correction_and_the_deletion(
    actions: Actions, knowledge: Knowledge
) -> None:
    talk = finished(actions, chosen(maalgruppe="klasser"))
    turn = talk.do("action_hand_over_plan", pressed(LAST, "ja"))
    cases = [one.case.card for one in alike_cases(plan_content(), from_json(talk.row or {}))]
    assert {"el-sistema-overblik", "charlotteskolen-overblik"} <= {*cases}
    assert turn.custom["related"] == cases
    assert turn.payloads == [*map(show, cases), "/correct_answer", "/delete_plan"]
    assert knowledge.cards.keys() >= {*cases}
    assert all(read(payload).text == payload for payload in turn.payloads)


def test_without_a_place_there_are_the_papers_alone(actions: Actions) -> None:
    nothing_known = {"maalgruppe": SKIPPED, "involvering": SKIPPED, "rammesaetning": SKIPPED}
    turn = finished(actions, nothing_known).do("action_hand_over_plan", pressed(LAST, "ja"))
    assert [links.PICTURE in one["url"] for one in turn.custom["attachments"]] == [False] * 4
    assert turn.custom["related"] == []


@pytest.mark.parametrize("kind", ["not approved", "gone", "never begun"])
def test_nothing_is_handed_over_where_nothing_is_finished(actions: Actions, kind: str) -> None:
    talk = at(actions, LAST) if kind == "not approved" else finished(actions)
    if kind == "gone":
        expire(talk.slots["plan"])
    if kind == "never begun":
        talk.slots["plan"] = None
    turn = talk.do("action_hand_over_plan", START)
    assert says(turn.text, "plan-ikke-faerdig" if kind == "not approved" else "plan-ingen")
    assert turn.custom["attachments"] == []
    assert "/chat/plan/" not in turn.text


@pytest.mark.parametrize("how", [typed("ret 6", "correct_answer"), correct(question=OPEN)], ids=["number", "button"])
def test_after_a_correction_at_the_end_the_plan_is_approved_again(actions: Actions, how: dict[str, Any]) -> None:
    talk = finished(actions)
    turn = talk.move("action_correct_answer", how)
    assert talk.row is not None and LAST not in talk.row
    assert says(talk.do("action_hand_over_plan", START).text, "plan-ikke-faerdig")
    assert talk.step is not None
    assert asks_for(turn, talk, talk.step)
    turn = talk.say(pressed(talk.step, "spring-over"))
    assert asks_for(turn, talk, LAST)
    assert talk.hear(pressed(LAST, "ja"))["requested_slot"] is None
    assert says(talk.do("action_hand_over_plan", pressed(LAST, "ja")).text, "plan-klar")


def test_beginning_again_with_a_finished_plan_keeps_it(actions: Actions) -> None:
    talk = finished(actions)
    before = talk.row
    assert talk.hear(START)["requested_slot"] is None, "the walk is at its end at once"
    assert talk.row == before
