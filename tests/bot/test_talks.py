"""Preparing a talk at school: the questions, the way through them, what is kept, and the list they end in."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
import yaml
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.channels import chat, files
from bot.checks.check import check
from bot.checks.readability import HARDEST_FOR_PARENTS
from bot.core.settings import settings
from bot.core.yaml_files import read_yaml
from bot.documents.file import File
from bot.documents.render import DOCX, TEMPLATES, fields_of
from bot.guided.answers import SKIPPED, Answer
from bot.guided.meeting import links
from bot.guided.meeting.answers import as_json, from_json
from bot.guided.meeting.content import TALK, TalkStep, load_talk, talk_content
from bot.guided.meeting.paper import HEADING, LIST, document, fields, in_chat, lines, page
from bot.guided.meeting.talk import Talk
from bot.server import serve
from bot.store import models, talks
from bot.store.database import now, session
from bot.text.lix import lix
from bot.text.names import find_names
from tests.bot.content import Content
from tests.conftest import run_async, unavailable

CONTENT = talk_content()
STEPS = {step.id: step for step in CONTENT.steps}
GOOD, WORRY, ASK, INTERPRETER, WITH = CONTENT.steps
NEW = Talk(CONTENT, {})
WILD = "<script>alert(1)</script> & {{ dato }} {% if x %} &amp; \"a\" 'b' 🙂👩‍👧 مرحبا æøå </w:t> ]]> $1 \\1"


def everything(*, own: str = "") -> Talk:
    """Every answer that can stand beside others."""
    talk = NEW
    for step in CONTENT.steps:
        for option in [one for one in step.options if not one.alone][: None if step.several else 1]:
            talk = talk.with_answer(step, Answer(option=option.id))
        if step.open and own:
            talk = talk.with_answer(step, Answer(text=own))
        if step.several:
            talk = talk.done_with(step)
    return talk


def nothing() -> Talk:
    talk = NEW
    for step in CONTENT.steps:
        talk = talk.skipped(step)
    return talk


def ids(step: TalkStep, talk: Talk) -> list[str]:
    return [option.id for option in talk.offered(step)]


# -- the file --


def test_the_questions_are_the_five_there_are() -> None:
    assert list(STEPS) == ["godt", "bekymring", "spoerg", "tolk", "hvem"]
    assert [step.id for step in CONTENT.steps if step.open] == ["godt", "bekymring", "spoerg"]
    assert [step.id for step in CONTENT.steps if step.several] == ["godt", "bekymring", "spoerg"]
    assert CONTENT.title == "Forbered min samtale"


def test_everything_a_parent_reads_is_plain_danish() -> None:
    assert {text: lix(text) for _, text in CONTENT.texts() if lix(text) > 28} == {}
    assert HARDEST_FOR_PARENTS == 30


def test_all_texts_are_among_those_that_are_measured() -> None:
    measured = "\n".join(text for _, text in CONTENT.texts())
    for step in CONTENT.steps:
        for text in (step.title, step.text, step.explain, *(one.title for one in step.options)):
            assert text in measured
        assert all(one.on_paper in measured for one in step.options)
    for text in (CONTENT.intro, CONTENT.done, CONTENT.saved, CONTENT.deleted, *CONTENT.remember):
        assert text in measured


def test_buttons_are_short_and_numbers_can_choose_them() -> None:
    assert all(len(option.title) <= 32 for step in CONTENT.steps for option in step.options)
    assert all(len(step.options) < 10 for step in CONTENT.steps)


def test_questions_to_ask_end_as_questions() -> None:
    assert all(option.on_paper.endswith("?") for option in ASK.options)
    assert 5 <= len(ASK.options) <= 6


def test_the_introduction_says_what_it_is_and_names_nobody() -> None:
    assert len(re.findall(r"[.!?](?:\s|$)", CONTENT.intro)) in (2, 3)
    for said in ("fem", "springe", "ingen navne", "gemmer"):
        assert said in CONTENT.intro
    assert not find_names(TALK.read_text(encoding="utf-8"))


def test_an_interpreter_is_to_be_asked_for_and_nothing_is_promised() -> None:
    yes = INTERPRETER.option("ja")
    assert yes and "Jeg har brug for tolk" in yes.on_paper and "Sig det til skolen i god tid" in yes.on_paper
    said = " ".join(text for _, text in CONTENT.texts()).lower()
    assert not re.search(r"\bgratis\b|\bret til\b|\bbetale|\bkrav på\b", said)


def test_every_title_and_wording_means_its_option_and_no_other() -> None:
    for step in CONTENT.steps:
        for option in step.options:
            for wording in (option.title, *option.words):
                chosen = NEW.chosen(step, wording.rstrip("*"))
                assert chosen and chosen.id == option.id, (step.id, wording, chosen)


BROKEN: dict[str, Callable[[dict], object]] = {
    "findes to gange": lambda raw: raw["steps"].append(raw["steps"][0]),
    "under 'godt' findes to gange": lambda raw: raw["steps"][0]["options"].append(raw["steps"][0]["options"][0]),
    "{days}": lambda raw: raw.update(saved="I {dage} dage"),
    "samtale.yml": lambda raw: raw.pop("intro"),
    "steps": lambda raw: raw.update(steps=[]),
    "ukendt": lambda raw: raw.update(ukendt="felt"),
    "id": lambda raw: raw["steps"][0].update(id="Æ Ø"),
}


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_file_is_told_in_danish_by_its_name(tmp_path: Path, said: str) -> None:
    raw = read_yaml(TALK)
    BROKEN[said](raw)
    path = tmp_path / "samtale.yml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ValueError, match=r"samtale\.yml har ikke den rette form") as error:
        load_talk(path)
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["", "[]", "- a\n- b", "title: [", "nul", "42", "saved: '{'", "\ttitle: x"])
def test_a_file_that_is_something_else_is_told_too(tmp_path: Path, text: str) -> None:
    path = tmp_path / "samtale.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"samtale\.yml"):
        load_talk(path)


def test_a_file_that_is_not_utf8_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "samtale.yml"
    path.write_bytes(b"title: \xe6\xf8")
    with pytest.raises(ValueError, match=r"samtale\.yml"):
        load_talk(path)
    with pytest.raises(OSError):
        load_talk(tmp_path / "findes-ikke.yml")


# -- the check --


def messages(content: Content) -> list[str]:
    content.card("et-kort")
    content.cover()
    return [f"{one.file.name}:{one.line} {one.message}" for one in check(content.folder, content.coverage)]


def test_the_small_folder_is_clean(content: Content) -> None:
    assert messages(content) == []


def test_the_check_tells_of_a_file_that_cannot_be_read(content: Content) -> None:
    (content.folder / "samtale.yml").write_text("title: x", encoding="utf-8")
    (told,) = messages(content)
    assert told.startswith("samtale.yml:1 kan ikke bruges: samtale.yml har ikke den rette form")


def test_the_check_tells_of_a_missing_file(content: Content) -> None:
    (content.folder / "samtale.yml").unlink()
    (told,) = messages(content)
    assert told.startswith("samtale.yml:1 kan ikke bruges")


def test_the_check_tells_where_a_text_is_too_hard(content: Content) -> None:
    path = content.folder / "samtale.yml"
    text = path.read_text(encoding="utf-8")
    hard = "Skolehjemsamtalens forberedelse omfatter selvstændige overvejelser vedrørende samarbejdsmuligheder"
    path.write_text(re.sub(r"(?m)^done: .*$", f'done: "{hard}"', text), encoding="utf-8")
    line = next(n for n, one in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if one.startswith("done:"))
    (told,) = messages(content)
    assert told.startswith(f"samtale.yml:{line} teksten er for svær for forældre")


def test_the_check_tells_of_a_field_nobody_fills_in(content: Content) -> None:
    path = content.folder / "skabeloner" / f"{LIST}.docx"
    template = docx.Document(str(path))
    template.add_paragraph("{{ ukendt }}")
    template.save(str(path))
    (told,) = messages(content)
    assert "{{ ukendt }}" in told and path.name in told


# -- the way through --


def test_the_questions_come_in_order_and_end() -> None:
    talk, asked = NEW, []
    while step := talk.next_open():
        asked.append(step.id)
        talk = talk.with_answer(step, Answer(option=step.options[0].id))
        if step.several:
            assert talk.next_open() == step
            talk = talk.done_with(step)
    assert asked == list(STEPS)


def test_all_can_be_skipped() -> None:
    talk, asked = NEW, []
    while step := talk.next_open():
        asked.append(step.id)
        talk = talk.skipped(step)
    assert asked == list(STEPS)
    assert talk.answers == {step_id: [] for step_id in STEPS}


def test_to_be_done_without_an_answer_is_to_skip() -> None:
    talk = NEW.done_with(GOOD)
    assert talk.answers == {"godt": []}
    assert talk.next_open() == WORRY


def test_skipping_takes_back_what_was_answered() -> None:
    assert NEW.with_answer(GOOD, Answer(text="leg")).skipped(GOOD).answers == {"godt": []}


def test_answers_are_put_behind_each_other_once() -> None:
    talk = NEW
    for answer in (Answer("venner"), Answer(text="Han  kan lide fodbold"), Answer("venner"), Answer("glad")):
        talk = talk.with_answer(GOOD, answer)
    talk = talk.with_answer(GOOD, Answer(text="han kan lide Fodbold"))
    assert talk.answers["godt"] == [Answer("venner"), Answer(text="Han  kan lide fodbold"), Answer("glad")]
    assert talk.next_open() == GOOD


def test_a_single_answer_takes_the_place_of_the_one_before() -> None:
    talk = NEW.with_answer(INTERPRETER, Answer("nej")).with_answer(INTERPRETER, Answer("ja"))
    assert talk.answers == {"tolk": [Answer("ja")]}


def test_one_more_answer_opens_a_question_again() -> None:
    for before in (NEW.with_answer(GOOD, Answer("glad")).done_with(GOOD), NEW.skipped(GOOD)):
        assert before.next_open() == WORRY
        assert before.with_answer(GOOD, Answer("venner")).next_open() == GOOD


def test_no_worries_stand_alone() -> None:
    worried = NEW.with_answer(WORRY, Answer("lektier")).with_answer(WORRY, Answer(text="maden"))
    not_worried = worried.with_answer(WORRY, Answer("ikke-noget"))
    assert not_worried.answers["bekymring"] == [Answer("ikke-noget")]
    assert not_worried.with_answer(WORRY, Answer("venner")).answers["bekymring"] == [Answer("venner")]
    assert not_worried.with_answer(WORRY, Answer("ikke-noget")).answers == not_worried.answers


def test_an_empty_answer_says_that_there_is_no_more() -> None:
    talk = NEW.with_answer(GOOD, Answer("glad")).with_answer(GOOD, SKIPPED)
    assert talk.answers == {"godt": [Answer("glad")]} and talk.next_open() == WORRY
    assert NEW.with_answer(INTERPRETER, SKIPPED).answers == {"tolk": []}


def test_a_talk_is_never_changed_itself() -> None:
    first = NEW.with_answer(GOOD, Answer("glad"))
    second = first.with_answer(GOOD, Answer("venner"))
    second.skipped(GOOD)
    second.done_with(GOOD)
    assert NEW.answers == {}
    assert first.answers == {"godt": [Answer("glad")]}
    assert second.answers == {"godt": [Answer("glad"), Answer("venner")]}


def test_a_step_is_found_by_its_id_and_has_one_before_it() -> None:
    assert NEW.step("tolk") == INTERPRETER
    assert NEW.step("findes-ikke") is None
    assert NEW.step(None) is None
    assert [NEW.before(step).id for step in CONTENT.steps] == ["godt", "godt", "bekymring", "spoerg", "tolk"]


def test_what_was_chosen_is_not_offered_again_where_several_may_be() -> None:
    talk = NEW.with_answer(GOOD, Answer("venner")).with_answer(GOOD, Answer(text="leg"))
    assert ids(GOOD, talk) == [option.id for option in GOOD.options if option.id != "venner"]
    assert ids(INTERPRETER, NEW.with_answer(INTERPRETER, Answer("ja"))) == ["ja", "nej", "ved-ikke"]


def test_a_number_counts_what_is_shown() -> None:
    talk = NEW.with_answer(GOOD, Answer("glad"))
    assert (first := talk.chosen(GOOD, " 1. ")) and first.id == "venner"
    assert talk.chosen(GOOD, "6") is None
    assert talk.chosen(GOOD, "0") is None
    assert talk.chosen(GOOD, "100") is None
    assert (second := talk.chosen(INTERPRETER, "2")) and second.id == "nej"


def test_an_option_said_again_is_no_answer_of_its_own() -> None:
    talk = NEW.with_answer(WORRY, Answer("lektier"))
    again = talk.chosen(WORRY, "lektier")
    assert again and talk.with_answer(WORRY, Answer(again.id)).answers == talk.answers


@pytest.mark.parametrize(
    ("step_id", "said", "meant"),
    [
        ("godt", "Min søn er glad!", "glad"),
        ("godt", "min barn har venner", "venner"),
        ("godt", "han er glad for at spille fodbold i skolegården", None),
        ("godt", "مرحبا", None),
        ("bekymring", "MOBNING", "drilleri"),
        ("bekymring", "lektierne er for svære når der ikke er nogen hjemme", None),
        ("bekymring", "nej", "ikke-noget"),
        ("bekymring", "laese", "laesning"),
        ("spoerg", "hvad kan jeg gøre hjemme", "hjemme"),
        ("spoerg", "Hvorfor har de så mange tablets?", None),
        ("tolk", "ja tak det vil jeg gerne", "ja"),
        ("tolk", "jeg kan ikke dansk", "ja"),
        ("tolk", "nej jeg taler godt dansk", "nej"),
        ("tolk", "jeg har ikke brug for tolk", "nej"),
        ("tolk", "det ved jeg ikke", "ved-ikke"),
        ("tolk", "ja eller nej", None),
        ("tolk", "banan", None),
        ("hvem", "min søster kommer", "familie"),
        ("hvem", "hans far", "foraelder"),
        ("hvem", "jeg kommer alene", "alene"),
        ("hvem", "hende fra helhedsplanen", "helhedsplan"),
        ("hvem", "det ved jeg ikke endnu", "ved-ikke"),
        ("hvem", "", None),
    ],
)
def test_what_is_typed_means_an_option_or_is_own_words(step_id: str, said: str, meant: str | None) -> None:
    option = NEW.chosen(STEPS[step_id], said)
    assert (option.id if option else None) == meant


@given(st.sampled_from(CONTENT.steps), st.text())
def test_whatever_is_typed_is_an_option_of_the_step_or_none(step: TalkStep, text: str) -> None:
    option = NEW.chosen(step, text)
    assert option is None or option in step.options


# -- answers as they are stored --

some_text = st.one_of(st.none(), st.text())
some_answers = st.dictionaries(
    st.text(max_size=20), st.lists(st.builds(Answer, option=some_text, text=some_text), max_size=4)
)
moves = st.lists(
    st.tuples(
        st.sampled_from(CONTENT.steps),
        st.one_of(st.text(max_size=30), st.integers(0, 9), st.sampled_from(["done", "skip"])),
    ),
    max_size=20,
)


def after(taken: list[tuple[TalkStep, str | int]]) -> Talk:
    talk = NEW
    for step, move in taken:
        if move == "done":
            talk = talk.done_with(step)
        elif move == "skip":
            talk = talk.skipped(step)
        elif isinstance(move, int):
            talk = talk.with_answer(step, Answer(option=step.options[move % len(step.options)].id))
        else:
            talk = talk.with_answer(step, Answer(text=move))
    return talk


@given(some_answers, st.sets(st.text(max_size=20)))
def test_answers_come_back_as_they_were_stored(answers: dict[str, list[Answer]], done: set[str]) -> None:
    back, steps_done = from_json(as_json(answers, done))
    assert back == answers and list(back) == list(answers)
    assert steps_done == done & answers.keys()


@given(moves)
def test_a_talk_goes_on_where_it_was_left(taken: list[tuple[TalkStep, str | int]]) -> None:
    talk = after(taken)
    back = Talk.of(CONTENT, talk.as_json())
    assert back == talk
    assert back.next_open() == talk.next_open()


def test_a_question_that_is_not_done_with_is_asked_again() -> None:
    talk = NEW.with_answer(GOOD, Answer("glad"))
    assert talk.as_json() == {"godt": {"answers": [{"option": "glad"}], "done": False}}
    assert Talk.of(CONTENT, talk.as_json()).next_open() == GOOD
    assert talk.done_with(GOOD).as_json()["godt"]["done"] is True
    assert Talk.of(CONTENT, talk.done_with(GOOD).as_json()).next_open() == WORRY


def test_what_the_file_no_longer_has_counts_as_not_answered() -> None:
    old = {
        "godt": [Answer("fandtes"), Answer(text="leg")],
        "bekymring": [Answer("fandtes")],
        "tolk": [Answer("ja"), Answer("nej")],
        "fandtes": [Answer("x")],
    }
    talk = Talk.of(CONTENT, as_json(old, ("godt", "bekymring", "fandtes")))
    assert talk.answers == {"godt": [Answer(text="leg")], "tolk": [Answer("nej")]}
    assert talk.done == {"godt"}
    assert talk.next_open() == WORRY


# -- the store --


def stored() -> set[str]:
    with session() as opened:
        return set(opened.scalars(select(models.Talk.token)))


def set_times(token: str, **times: object) -> None:
    with session() as opened:
        opened.execute(update(models.Talk).where(models.Talk.token == token).values(**times))


def found(token: str) -> models.Talk:
    talk = talks.find(token)
    assert talk is not None
    return talk


ANSWERS = everything(own=WILD).as_json()


def test_a_talk_begins_empty_and_has_two_hours(database: str) -> None:
    before = now()
    talk = found(talks.begin())
    assert (talk.answers, talk.kept) == ({}, False)
    assert timedelta(hours=2) <= talk.expires_at - before < timedelta(hours=2, minutes=5)


def test_tokens_are_long_and_different_each_time(database: str) -> None:
    tokens = {talks.begin() for _ in range(20)}
    assert stored() == tokens and len(tokens) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43,64}", token) for token in tokens)


def test_answers_are_found_as_they_were_given_and_begin_the_time_again(database: str) -> None:
    token, other = talks.begin(), talks.begin()
    set_times(token, expires_at=now() + timedelta(minutes=1), changed_at=now() - timedelta(hours=2))
    before = now()
    talks.change(token, ANSWERS)
    talk = found(token)
    assert talk.answers == ANSWERS and list(talk.answers) == list(ANSWERS)
    assert talk.changed_at >= before
    assert timedelta(hours=2) <= talk.expires_at - before < timedelta(hours=2, minutes=5)
    assert found(other).answers == {}
    talks.change(token, {})
    assert found(token).answers == {}


def test_what_is_kept_has_its_days_and_no_answer_shortens_them(database: str) -> None:
    token, before = talks.begin(), now()
    talks.keep(token, days=7)
    until = found(token).expires_at
    assert found(token).kept is True
    assert timedelta(days=7) <= until - before < timedelta(days=7, minutes=5)
    talks.change(token, ANSWERS)
    assert found(token).answers == ANSWERS
    assert found(token).expires_at == until


def test_what_is_not_kept_is_gone_once_it_is_fetched(database: str) -> None:
    token, kept, other = talks.begin(), talks.begin(), talks.begin()
    talks.keep(kept, days=1)
    talks.downloaded(token)
    talks.downloaded(kept)
    assert stored() == {kept, other}


def test_what_is_forgotten_is_gone_kept_or_not(database: str) -> None:
    token, kept, other = talks.begin(), talks.begin(), talks.begin()
    talks.keep(kept, days=1)
    for gone in (token, kept):
        talks.forget(gone)
        talks.change(gone, ANSWERS)
        talks.keep(gone, days=7)
        assert talks.find(gone) is None
    assert stored() == {other}


@pytest.mark.parametrize("kept", [False, True])
def test_what_expired_is_neither_found_nor_changed_and_then_deleted(database: str, kept: bool) -> None:
    token, living = talks.begin(), talks.begin()
    if kept:
        talks.keep(token, days=7)
    set_times(token, expires_at=now() - timedelta(seconds=1))
    talks.change(token, ANSWERS)
    talks.keep(token, days=7)
    assert talks.find(token) is None
    with session() as opened:
        assert opened.get(models.Talk, token).answers == {}
    assert stored() == {token, living}
    talks.delete_expired()
    assert stored() == {living}


@pytest.mark.parametrize("token", [None, "", "x", "x" * 500, "%", "' OR 1=1 --", "æøå"])
def test_an_unknown_token_finds_and_deletes_nothing(database: str, token: str | None) -> None:
    other = talks.begin()
    assert talks.find(token) is None
    talks.forget(token)
    if token:
        talks.downloaded(token)
        talks.change(token, ANSWERS)
        talks.keep(token, days=7)
    assert stored() == {other}


def test_the_hourly_cleaning_deletes_what_expired(database: str) -> None:
    token, living = talks.begin(), talks.begin()
    set_times(token, expires_at=now() - timedelta(seconds=1))
    serve._clean(settings())
    assert stored() == {living}


# -- the list --


def test_skipped_questions_are_left_out_of_the_list() -> None:
    talk = nothing().with_answer(INTERPRETER, Answer("ja")).with_answer(ASK, Answer(text="Hvad  med\nmaden?"))
    assert [(one.title, one.lines, one.to_write_on) for one in lines(talk)] == [
        (ASK.title, ("Hvad med maden?",), 0),
        (INTERPRETER.title, ("Jeg har brug for tolk. Sig det til skolen i god tid.",), 0),
    ]


@pytest.mark.parametrize("talk", [NEW, nothing(), NEW.with_answer(GOOD, Answer(text=" \x00 "))])
def test_if_all_is_skipped_the_questions_stand_there_with_room_to_write(talk: Talk) -> None:
    assert [one.title for one in lines(talk)] == [step.text for step in CONTENT.steps]
    assert all(not one.lines and one.to_write_on for one in lines(talk))
    for step in CONTENT.steps:
        assert f"**{step.text}**\n\n- ____" in in_chat(talk)


def test_the_list_in_the_chat_has_all_answers_and_what_to_remember() -> None:
    said = in_chat(everything(own="Egne ord."))
    for step in CONTENT.steps:
        assert f"**{step.title}**\n\n- " in said
    for line in (*CONTENT.remember, "Egne ord.", *(option.on_paper for option in ASK.options)):
        assert f"- {line}" in said.splitlines()
    assert "____" not in said


class Read(HTMLParser):
    """The tags, attributes and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_is_large_whole_and_for_a4() -> None:
    html = page(everything(own="Egne ord."))
    read = Read(html)
    assert html.startswith("<!doctype html>") and ("lang", "da") in read.attributes
    assert "@page { size: A4;" in html and "@media print" in html
    assert all(int(size) >= 20 for size in re.findall(r"(?:font:|font-size:) (\d+)px", html))
    assert re.findall(r"(?:font:|font-size:) \d+(?!\d*px)", html) == []
    assert read.tags.count("h1") == 1 and f"<h1>{HEADING}</h1>" in html
    assert read.tags.count("h2") == len(CONTENT.steps) + 1
    for line in (*CONTENT.remember, "Egne ord.", *(option.on_paper for option in ASK.options)):
        assert line in read.words


def test_the_page_has_nothing_to_run_or_fetch() -> None:
    read = Read(page(everything(own=WILD)))
    assert set(read.tags) == {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "ul", "li", "bdi"
    }  # fmt: skip
    assert {name for name, _ in read.attributes} == {"lang", "charset", "name", "content"}
    assert "url(" not in read.words and "@import" not in read.words


def test_the_page_has_lines_to_write_on() -> None:
    few = page(NEW.with_answer(GOOD, Answer("glad")))
    assert "Her kan du skrive" in few and few.count('<div class="skriv">') >= 2
    assert page(nothing()).count('<div class="skriv">') == 2 * len(CONTENT.steps)


def test_the_page_escapes_what_was_written() -> None:
    html = page(NEW.with_answer(WORRY, Answer(text=WILD)))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ dato }}" in html


@given(st.text())
def test_the_page_holds_any_words_and_no_more_than_them(words: str) -> None:
    plain = Read(page(NEW.with_answer(WORRY, Answer(text="ord"))))
    wild = Read(page(NEW.with_answer(WORRY, Answer(text=f"ord {words}"))))
    assert [one for one in wild.tags if one not in ("div", "h2")] == [
        one for one in plain.tags if one not in ("div", "h2")
    ]
    assert wild.attributes[:4] == plain.attributes[:4]
    page(NEW.with_answer(WORRY, Answer(text=words))).encode()


# -- the list in Word --


def opened(talk: Talk) -> Document:
    return docx.Document(io.BytesIO(document(talk)))


def headings(made: Document) -> list[str]:
    return [one.text for one in made.paragraphs if one.style.name == "Heading 1"]


def bullets(made: Document) -> list[str]:
    return [one.text for one in made.paragraphs if one.style.name == "List Bullet"]


def test_the_templates_fields_are_the_ones_filled_in() -> None:
    assert fields_of(TEMPLATES / f"{LIST}.docx") == set(fields(NEW)) == {"afsnit", "husk", "skriv"}


def test_the_document_has_a_heading_for_each_question_and_its_answers() -> None:
    made = opened(everything(own="Egne ord."))
    assert [one.text for one in made.paragraphs if one.style.name == "Title"] == [HEADING]
    assert headings(made) == [*(step.title for step in CONTENT.steps), "Husk"]
    expected = [line for section in lines(everything(own="Egne ord.")) for line in section.lines]
    assert bullets(made) == [*expected, *CONTENT.remember]


def test_the_document_without_answers_has_the_questions_and_room_to_write() -> None:
    made = opened(nothing())
    assert headings(made) == [*(step.text for step in CONTENT.steps), "Husk"]
    assert len([one for one in made.paragraphs if one.style.name == "Skrivelinje"]) == 2 * len(CONTENT.steps)


def test_a_short_list_has_room_for_notes() -> None:
    made = opened(NEW.with_answer(GOOD, Answer("glad")))
    assert headings(made)[-1] == "Her kan du skrive"
    assert len([one for one in made.paragraphs if one.style.name == "Skrivelinje"]) >= 2


def test_the_document_is_a4_in_large_danish_type() -> None:
    made = opened(everything())
    section = made.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    styles = made.styles
    assert styles["List Bullet"].font.size == styles["Normal"].font.size == Pt(16)
    assert styles["Heading 1"].font.size == Pt(20)
    languages = {one.get(qn("w:val")) for one in styles.element.iter(qn("w:lang"))}
    assert languages == {"da-DK"}
    assert made.core_properties.language == "da-DK"


def test_the_document_holds_any_words_as_they_are() -> None:
    assert WILD in bullets(opened(NEW.with_answer(WORRY, Answer(text=WILD))))


@hypothesis_settings(max_examples=40)
@given(st.text(max_size=200))
def test_the_document_opens_whatever_was_written(words: str) -> None:
    made = opened(NEW.with_answer(WORRY, Answer(text=f"ord {words}")))
    assert len(bullets(made)) == 1 + len(CONTENT.remember)


def test_full_and_empty_lists_take_one_page(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office or not shutil.which("pdfinfo"):
        unavailable("soffice and pdfinfo are needed to count the pages")
    for name, talk in (("fuld", everything()), ("tom", nothing()), ("kort", NEW.with_answer(GOOD, Answer("glad")))):
        (tmp_path / f"{name}.docx").write_bytes(document(talk))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *tmp_path.glob("*.docx")], check=True, capture_output=True, timeout=180)
    for path in sorted(tmp_path.glob("*.pdf")):
        told = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
        assert re.search(r"Pages:\s+1\n", told), path.name
    assert len(list(tmp_path.glob("*.pdf"))) == 3


# -- what the links lead to --

NAMES = (links.PAGE, links.DOCUMENT)


def begun(talk: Talk) -> str:
    token = talks.begin()
    talks.change(token, talk.as_json())
    return token


def test_a_link_has_its_token_and_name_and_nothing_to_escape(database: str) -> None:
    token = talks.begin()
    assert links.link(token, "min-liste.docx") == f"/chat/samtale/{token}/min-liste.docx"
    assert all(re.fullmatch(r"[\w/.-]+", links.link(token, name)) for name in NAMES)


def test_the_page_can_be_fetched_again_and_the_document_once(database: str) -> None:
    talk = everything(own="Egne ord.")
    token = begun(talk)
    for _ in range(2):
        assert links.file(token, links.PAGE) == File(links.PAGE, "text/html; charset=utf-8", page(talk).encode())
    made = links.file(token, links.DOCUMENT)
    assert made and (made.name, made.content_type) == (links.DOCUMENT, DOCX)
    assert bullets(docx.Document(io.BytesIO(made.content))) == bullets(opened(talk))
    assert [links.file(token, name) for name in NAMES] == [None, None]
    assert stored() == set()


def test_what_is_kept_can_be_fetched_again(database: str) -> None:
    token = begun(everything())
    talks.keep(token, days=7)
    for _ in range(2):
        assert all(links.file(token, name) for name in NAMES)


def test_a_document_that_could_not_be_made_deletes_nothing(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_talk: Talk) -> bytes:
        raise OSError

    token = begun(everything())
    monkeypatch.setattr(links, "document", fails)
    with pytest.raises(OSError):
        links.file(token, links.DOCUMENT)
    assert stored() == {token}


@pytest.mark.parametrize("name", ["", "min-liste", "min-liste.pdf", "MIN-LISTE.docx", "../min-liste.docx", "æ", "%"])
def test_a_name_that_is_no_file_gives_nothing_and_deletes_nothing(database: str, name: str) -> None:
    token = begun(everything())
    assert links.file(token, name) is None
    assert stored() == {token}


@pytest.mark.parametrize("token", ["", "x" * 43, "' OR 1=1 --", "%", "æøå"])
def test_an_unknown_token_gives_nothing(database: str, token: str) -> None:
    begun(everything())
    assert [links.file(token, name) for name in NAMES] == [None, None]


def test_what_expired_gives_nothing(database: str) -> None:
    token = begun(everything())
    set_times(token, expires_at=now() - timedelta(seconds=1))
    assert [links.file(token, name) for name in NAMES] == [None, None]


# -- how they are sent --


def sent(file: File | None) -> files.HTTPResponse:
    return run_async(files._made(lambda: file))


def test_the_page_may_carry_its_style_and_nothing_else() -> None:
    answer = sent(File(links.PAGE, "text/html; charset=utf-8", b"<p>"))
    assert answer.status == 200
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Content-Disposition" not in answer.headers
    assert answer.content_type == "text/html; charset=utf-8"


def test_the_document_is_saved_and_not_cached() -> None:
    answer = sent(File(links.DOCUMENT, DOCX, b"PK"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="min-liste.docx"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_dead_link_gives_the_same_page_as_that_of_a_plan() -> None:
    answer = sent(None)
    assert answer.status == 404
    assert "Linket virker ikke mere" in answer.body.decode()


def test_the_route_stands_beside_that_of_the_plans() -> None:
    async def never(_message: object) -> None: ...

    routes = chat.ChatChannel().blueprint(never)
    assert "/samtale/<token:str>/<name:str>" in {future.uri for future in routes._future_routes}
