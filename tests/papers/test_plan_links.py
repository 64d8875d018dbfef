"""What the links of a plan lead to."""

import io
import re
from datetime import datetime

import docx
import pytest

from bot.documents.paper import names_of
from bot.guided.answers import Answer, as_json
from bot.guided.plan import links
from bot.guided.plan.content import INVOLVEMENT
from bot.guided.plan.papers import PAPERS, PLAN_DOCUMENT, paper
from bot.guided.plan.picture import picture
from bot.guided.plan.positioning import Place
from bot.guided.plan.walk import Walk
from bot.store import models, plans
from bot.store.database import session
from bot.text.dates import danish_day
from tests.support.plan_papers import CONTENT, as_the_example, nothing, texts_of, the_first_option, walked

DRAWING = links.PICTURE
NAMES = (*names_of(PAPERS), DRAWING)


def kept(walk: Walk, days: int = 7) -> str:
    token = plans.begin(days)
    plans.change(token, as_json(walk.answers), days)
    return token


def fetched(token: str, name: str) -> bytes:
    file = links.file(token, name)
    assert file is not None and file.name == name
    return file.content


def words_of(content: bytes) -> str:
    return "\n".join(texts_of(docx.Document(io.BytesIO(content))))


def test_a_link_gives_the_paper_of_its_plan_as_it_was_answered(sqlite: str) -> None:
    walk = walked("foraeldre", "i-gang", as_the_example)
    token = kept(walk)
    plan = plans.find(token)
    assert plan is not None
    for kind in PAPERS:
        assert words_of(fetched(token, f"{kind}.docx")) == words_of(paper(kind, walk, danish_day(plan.changed_at)))
    assert fetched(token, DRAWING) == picture(tuple(CONTENT.places.cases), Place(0.7, 0.7))


def test_a_file_says_what_it_is(sqlite: str) -> None:
    token = kept(walked("alle", "nyt", nothing))
    files = [file for name in NAMES if (file := links.file(token, name))]
    word, pdf = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf"
    assert [file.content_type for file in files] == [word, pdf, word, pdf, "image/svg+xml; charset=utf-8"]
    assert [file.content.startswith(b"%PDF") for file in files] == [file.content_type == pdf for file in files]


def test_the_day_on_a_paper_is_the_one_it_was_in_denmark(sqlite: str) -> None:
    token = kept(walked("alle", "nyt", nothing))
    with session() as opened:
        # Half past ten in the evening, UTC: in summer the next day has begun.
        opened.get(models.Plan, token).changed_at = datetime(2026, 6, 30, 22, 30)
    assert "1. juli 2026" in words_of(fetched(token, f"{PLAN_DOCUMENT}.docx"))


def test_a_link_has_its_token_and_name_and_nothing_to_escape(sqlite: str) -> None:
    token = plans.begin(7)
    for name in NAMES:
        assert links.link(token, name).split("/")[-2:] == [token, name]
        assert re.fullmatch(r"[\w/.-]+", links.link(token, name))


@pytest.mark.parametrize(
    "name",
    ["", "samarbejdsplan", "samarbejdsplan.odt", "SAMARBEJDSPLAN.docx", "samtykkeerklaering.docx", ".docx",
     "../samarbejdsplan.docx", "koordinatsystem.png", "æøå", "%"],
)  # fmt: skip
def test_a_name_that_is_no_file_of_a_plan_gives_nothing(sqlite: str, name: str) -> None:
    assert links.file(kept(walked("alle", "nyt", nothing)), name) is None


@pytest.mark.parametrize("token", ["", "x" * 43, "x" * 500, "' OR 1=1 --", "%", "æøå"])
def test_an_unknown_token_gives_nothing(sqlite: str, token: str) -> None:
    kept(walked("alle", "nyt", nothing))
    assert [links.file(token, name) for name in NAMES] == [None] * len(NAMES)


@pytest.mark.parametrize("days", [0, -1])
def test_a_plan_whose_time_is_up_gives_nothing(sqlite: str, days: int) -> None:
    token = kept(walked("alle", "nyt", the_first_option), days)
    assert [links.file(token, name) for name in NAMES] == [None] * len(NAMES)


def test_a_deleted_plan_gives_nothing(sqlite: str) -> None:
    token, other = kept(walked("alle", "nyt", nothing)), kept(walked("klasser", "nyt", nothing))
    plans.forget(token)
    assert [links.file(token, name) for name in NAMES] == [None] * len(NAMES)
    assert links.file(other, DRAWING)


def test_a_changed_answer_changes_the_files(sqlite: str) -> None:
    walk = walked("udvalgte", "nyt", as_the_example)
    token = kept(walk)
    before = {name: fetched(token, name) for name in NAMES}
    changed = {**walk.answers, "moeder": Answer(text="Hver tirsdag."), INVOLVEMENT: Answer(option="koordinerende")}
    plans.change(token, as_json(changed), 7)
    for kind in PAPERS:
        assert "Hver tirsdag." in words_of(fetched(token, f"{kind}.docx"))
        assert "Hver tirsdag." not in words_of(before[f"{kind}.docx"])
    assert fetched(token, DRAWING) == picture(tuple(CONTENT.places.cases), Place(-0.7, 0.7)) != before[DRAWING]


def test_a_plan_without_answers_and_one_with_answers_nobody_knows_any_more_have_files(sqlite: str) -> None:
    empty, old = plans.begin(7), plans.begin(7)
    stored = {"formaalet": {"text": "Ro."}, "moeder": {"option": "gone"}, "gone": {"text": "Væk."}, "ressourcer": {}}
    plans.change(old, stored, 7)
    assert all(links.file(empty, name) for name in NAMES)
    words = words_of(fetched(old, f"{PLAN_DOCUMENT}.docx"))
    assert "Ro." in words and "Væk." not in words
    assert fetched(old, DRAWING) == fetched(empty, DRAWING)
