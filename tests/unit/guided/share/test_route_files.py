"""Small routes: what a file says is what happens, and faulty ones are refused."""

from pathlib import Path

import pytest

from bot.guided.share.route import Route, load_route

SMALL = """\
title: "En rute"
reviewed: 2026-11-23
intro: "Svar på to spørgsmål."
questions:
  - id: animal
    text: "Hvilket dyr?"
    explain: "Vælg et dyr."
    options:
      - {id: cat, title: "En kat", words: ["mis*", "pus"]}
      - {id: dog, title: "En hund", words: ["vov", "tæve*"]}
  - id: size
    text: "Hvor stort?"
    explain: "Vælg en størrelse."
    options:
      - {id: small, title: "Lille"}
      - {id: big, title: "Stor"}
conclusions:
  basket: {card: kurv, verdict: "Kurv.", text: "Den er lille."}
  house: {card: hus, verdict: "Hus.", text: "Den er stor."}
table:
  - {when: {animal: [dog], size: [big]}, then: house}
  - {when: {}, then: basket}
"""


def small(folder: Path, text: str = SMALL) -> Route:
    path = folder / "rute.yml"
    path.write_text(text, encoding="utf-8")
    return load_route(path)


def refusal(folder: Path, text: str) -> str:
    assert text != SMALL
    with pytest.raises(ValueError) as refused:
        small(folder, text)
    return str(refused.value)


def test_a_route_is_read_as_it_stands(tmp_path: Path) -> None:
    route = small(tmp_path)
    assert [question.id for question in route.questions] == ["animal", "size"]
    assert route.conclusions["house"].id == "house"
    assert route.question("size") is route.questions[1]
    assert route.question("colour") is None
    assert route.questions[0].option("dog") is route.questions[0].options[1]
    assert route.questions[0].option("bird") is None


def test_a_route_stops_asking_when_its_row_is_found(tmp_path: Path) -> None:
    route = small(tmp_path)
    assert list(route.every_path()) == [
        {"animal": "cat"},
        {"animal": "dog", "size": "small"},
        {"animal": "dog", "size": "big"},
    ]
    assert route.conclusion({"animal": "cat"}) == route.conclusions["basket"]
    assert route.conclusion({"animal": "dog"}) is None
    assert route.conclusion({"animal": "dog", "size": "big"}) == route.conclusions["house"]
    assert route.next_question({"size": "small"}) is None


@pytest.mark.parametrize(
    ("typed", "option_id"),
    [
        ("mis", "cat"),
        ("misser", "cat"),
        ("en lille tæve", "dog"),
        ("taeven", "dog"),
        ("pus", "cat"),
        ("puslespil", None),
        ("mis og vov", None),
        ("pus vov", None),
        ("en kat 2", "cat"),
        ("1", "cat"),
        ("2", "dog"),
        ("3", None),
        ("12", None),
        ("kanin", None),
    ],
)
def test_the_longest_wording_decides_and_a_draw_is_unclear(tmp_path: Path, typed: str, option_id: str | None) -> None:
    chosen = small(tmp_path).questions[0].chosen(typed)
    assert (chosen.id if chosen else None) == option_id


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("animal: [dog]", "colour: [dog]", ["række 1", "colour", "dog"]),
        ("animal: [dog]", "colour: []", ["colour"]),
        ("animal: [dog]", "animal: [bird]", ["række 1", "animal", "bird"]),
        ("animal: [dog]", "animal: [dog, small]", ["række 1", "animal", "small"]),
        ("then: basket", "then: cage", ["række 2", "'cage'"]),
        ("  - {when: {}, ", "  - {when: {}, then: house}\n  - {when: {}, ", ["række 3", "basket"]),
        ("animal: [dog], size: [big]", "animal: []", ["række 1", "house"]),
        ("  - {when: {animal: [dog], size: [big]}, then: house}\n", "", ["'house'"]),
        ("when: {}", "when: {size: [small]}", ["'animal': 'cat'", "'size': 'big'"]),
    ],
    ids=[
        "an unknown question",
        "an unknown question with nothing allowed",
        "an unknown option",
        "an option of another question",
        "an unknown conclusion",
        "a row behind one that always fits",
        "a row that never fits",
        "a conclusion that is not used",
        "a path that ends in nothing",
    ],
)
def test_a_fault_in_the_table_is_refused_and_named(tmp_path: Path, old: str, new: str, named: list[str]) -> None:
    message = refusal(tmp_path, SMALL.replace(old, new))
    for name in named:
        assert name in message


@pytest.mark.parametrize(
    ("old", "new"),
    [("{id: big,", "{id: small,"), ("- id: size", "- id: animal")],
    ids=["two options with the same id", "two questions with the same id"],
)
def test_an_id_used_twice_is_refused_and_named(tmp_path: Path, old: str, new: str) -> None:
    without_size = SMALL.replace(", size: [big]", "")
    small(tmp_path, without_size)
    assert new.split("id: ")[1].rstrip(",") in refusal(tmp_path, without_size.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title: "En rute"\n', ""),
        ("reviewed: 2026-11-23", "reviewed: i går"),
        ("explain:", "forklar:"),
        ("words: ", "ord: "),
        ("{card: kurv,", "{kort: kurv,"),
        ('      - {id: big, title: "Stor"}\n', ""),
        ("Lille", "x" * 61),
        ("then: basket", "så: basket"),
        (SMALL, ""),
        (SMALL, "- en\n- liste\n"),
        (SMALL, "bare tekst"),
        (SMALL, "title: [\n"),
        (SMALL[SMALL.index("conclusions") :], "conclusions: [basket]\n"),
        (SMALL[SMALL.index("conclusions") :], "conclusions: {basket: kurv}\n"),
    ],
)
def test_a_file_that_is_no_route_is_refused(tmp_path: Path, old: str, new: str) -> None:
    refusal(tmp_path, SMALL.replace(old, new))


def test_a_route_without_a_table_may_have_questions_alone(tmp_path: Path) -> None:
    route = small(tmp_path, SMALL[: SMALL.index("conclusions")])
    assert len(list(route.every_path())) == 4
    assert route.conclusion({"animal": "cat", "size": "big"}) is None


def test_a_route_that_is_not_there_is_an_error_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        load_route(tmp_path / "findes-ikke.yml")
