"""The danger model on a few examples: what it tells, and that one sentence in a long message is enough."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.danger_model import DangerModel, DangerReading, bare, pieces
from bot.nlu.sentence_embedder import embed

DANGER = {
    "vold-hjemme": ["min far slår mig", "mor banker min bror", "han slår os med et bælte", "far slog mig i aftes"],
    "livsfare": ["hun kan ikke vækkes", "han har slugt piller", "barnet får ikke luft", "hun har taget en overdosis"],
    "forsvundet": ["min søn er væk", "vi kan ikke finde pigen", "hun kom aldrig hjem", "drengen er stukket af"],
}
HARMLESS = [
    "hvad er ssp", "hvem betaler for tolken", "børnene larmer", "vi slår to hold sammen", "hvad koster det",
    "jeg har mistet mine nøgler", "hvornår er mødet", "klassen er træt i dag", "hej", "tak for hjælpen",
]  # fmt: skip
AFTER = {
    "done": ["jeg har ringet", "det har jeg gjort"],
    "next": ["hvad nu", "hvad sker der så"],
    "other": ["hvad er ssp", "hej"],
}


@pytest.fixture(scope="module")
def model() -> DangerModel:
    told = [(text, kind) for kind, texts in DANGER.items() for text in texts]
    texts = [text for text, _ in told] + HARMLESS
    learned = DangerModel()
    learned.learn_danger(learned.learn_letters(texts), embed(texts), [True] * len(told) + [False] * len(HARMLESS))
    dangerous, vectors = [text for text, _ in told], embed([text for text, _ in told])
    learned.learn_choice("kind", dangerous, vectors, [kind for _, kind in told])
    learned.learn_choice("voice", dangerous, vectors, ["child", "parent", "staff"] * 4)
    learned.learn_choice("language", dangerous, vectors, ["da", "en", "tr"] * 4)
    follows = [(text, label) for label, texts in AFTER.items() for text in texts]
    learned.learn_choice(
        "after", [t for t, _ in follows], embed([t for t, _ in follows]), [label for _, label in follows]
    )
    return learned


def read(model: DangerModel, *texts: str) -> DangerReading:
    return model.read(texts, embed(list(texts)))


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in DANGER.items() for text in texts])
def test_danger_it_was_taught_is_seen_and_of_its_kind(model: DangerModel, kind: str, text: str) -> None:
    reading = read(model, text)
    assert reading.score > 0
    assert reading.kind[0] == kind


@pytest.mark.parametrize("text", HARMLESS)
def test_what_it_was_taught_as_harmless_is_harmless(model: DangerModel, text: str) -> None:
    assert read(model, text).score < 0


def test_the_worst_piece_counts_and_tells_the_kind(model: DangerModel) -> None:
    whole = "hvad er ssp"
    alone = read(model, "hun kan ikke vækkes")
    together = read(model, whole, "hvem betaler for tolken", "hun kan ikke vækkes", "hej")
    assert together.score == pytest.approx(alone.score - 1.7, abs=1e-4), "a piece must be surer than a message"
    assert together.kind[0] == "livsfare"


def test_who_writes_in_which_language_and_what_it_follows_is_told_by_the_whole(model: DangerModel) -> None:
    whole = read(model, "hvad er ssp")
    together = read(model, "hvad er ssp", "hun kan ikke vækkes", "min far slår mig")
    for answer in ("voice", "language", "after"):
        alone, beside = getattr(whole, answer), getattr(together, answer)
        assert beside[0] == alone[0]
        assert beside[1] == pytest.approx(alone[1], abs=1e-4)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_worst_piece_counts_wherever_it_stands(model: DangerModel, place: int) -> None:
    parts = ["hvem betaler for tolken", "hej"]
    parts.insert(place, "hun kan ikke vækkes")
    reading = read(model, "hvad er ssp", *parts)
    assert (reading.score > 0, reading.kind[0]) == (True, "livsfare")


def test_what_follows_is_told_with_how_likely_it_is(model: DangerModel) -> None:
    label, likely = read(model, "jeg har ringet").after
    assert label == "done"
    assert 1 / 3 < likely <= 1


def test_it_is_the_same_after_it_was_kept_on_disk(model: DangerModel) -> None:
    again = pickle.loads(pickle.dumps(model))
    assert read(again, "min far slår mig") == read(model, "min far slår mig")


@pytest.mark.parametrize(
    "typed", ["slår på børn", "slaar paa boern", "slar pa born", "SLÅR PÅ BØRN!!", "slår  på  børn"]
)
def test_every_way_to_type_danish_letters_is_one(typed: str) -> None:
    assert bare(typed) == "slar pa born"


def test_a_letter_held_down_is_typed_twice_at_most() -> None:
    assert bare("neeeeej") == bare("neeej") == "neej"


def test_letters_of_every_script_are_kept() -> None:
    assert bare("زوجي يضربني!") == "زوجي يضربني"


@given(st.text())
def test_any_text_has_a_bare_form_and_pieces(text: str) -> None:
    assert bare(text) == bare(text).strip()
    assert all(piece.strip() for piece in pieces(text))


def test_a_short_message_has_no_pieces_and_a_long_one_has_all_of_it() -> None:
    assert pieces("min far slår mig") == []
    long = " ".join(f"Det er sætning nummer {number} af dem alle." for number in range(12))
    assert " ".join(pieces(long)) == long
    assert max(len(piece.split()) for piece in pieces(long)) <= 18


def test_a_sentence_that_never_ends_is_cut_into_pieces_too() -> None:
    endless = " ".join(f"ord{number}" for number in range(60))
    assert " ".join(pieces(endless)) == endless
    assert max(len(piece.split()) for piece in pieces(endless)) <= 18


@given(st.lists(st.sampled_from(["ord", "ja.", "hej!", "far?"]), max_size=900))
def test_no_message_has_more_than_a_dozen_pieces(words: list[str]) -> None:
    assert len(pieces(" ".join(words))) <= 12


def test_a_score_is_a_number_whatever_is_read(model: DangerModel) -> None:
    for text in ("?", "xyzzy", "112", "🔪"):
        assert np.isfinite(read(model, text).score)
