"""When the model is trained anew. No test here trains one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.nlu.danish_model import DanishModel
from bot.server import training
from bot.server.model_signature import NotSigned, is_signed, sign
from tests.support.content import Content

TRAINED_ANEW = b"a new model"
DANISH = DanishModel("da_core_news_sm", "3.4.0", "da_core_news_sm")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """A small knowledge folder in the place of the real one, and a model of it."""
    content = Content(tmp_path / "knowledge")
    content.card("alfa")
    monkeypatch.setenv("SKOLEBRO_SECRET", "en nøgle til prøverne, lang nok til det")
    monkeypatch.setattr(training, "KNOWLEDGE", content.folder)
    monkeypatch.setattr(training, "MODELS", tmp_path)
    monkeypatch.setattr(training, "MODEL", tmp_path / "model.tar.gz")
    monkeypatch.setattr(training, "_FINGERPRINT", tmp_path / "fingerprint")
    monkeypatch.setattr(training, "find_model", lambda: DANISH)
    monkeypatch.setattr(training, "ensure_model", lambda: DANISH)
    monkeypatch.setattr(training, "_train", lambda: training.MODEL.write_bytes(TRAINED_ANEW))
    (tmp_path / "model.tar.gz").touch()
    sign(tmp_path / "model.tar.gz")
    (tmp_path / "fingerprint").write_text(training._fingerprint(DANISH))
    assert training.is_trained()
    return content


def test_a_new_wording_calls_for_training(small: Content) -> None:
    small.card("alfa", questions=[f"noget nyt {letter}" for letter in "abcdef"])
    assert not training.is_trained()


def test_a_new_card_calls_for_training(small: Content) -> None:
    small.card("beta")
    assert not training.is_trained()


def test_a_mended_answer_calls_for_no_training(small: Content) -> None:
    small.card("alfa", body="Svaret er skrevet om og står her.", title="En anden titel")
    assert training.is_trained()


def test_another_danish_model_calls_for_training(small: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "find_model", lambda: DanishModel("skolebro_da_opslag", "2", "/somewhere"))
    assert not training.is_trained()


def test_a_model_that_is_gone_calls_for_training(small: Content) -> None:
    training.MODEL.unlink()
    assert not training.is_trained()


def test_a_model_that_fits_and_is_signed_is_taken_as_it_is(small: Content) -> None:
    assert training.ensure_trained(replace_unsigned=False) == training.ensure_trained() == training.MODEL
    assert training.MODEL.read_bytes() == b""


def change(model: Path) -> None:
    model.write_bytes(b"\0")


def forget_the_signature(model: Path) -> None:
    model.with_name("model.tar.gz.signature").unlink()


@pytest.mark.parametrize("lose_the_signature", [change, forget_the_signature])
def test_a_model_that_is_not_our_own_is_refused_where_it_is_served(
    small: Content, lose_the_signature: Callable[[Path], None]
) -> None:
    lose_the_signature(training.MODEL)
    before = training.MODEL.read_bytes()
    with pytest.raises(NotSigned, match="skolebro train"):
        training.ensure_trained(replace_unsigned=False)
    assert training.MODEL.read_bytes() == before


@pytest.mark.parametrize("lose_the_signature", [change, forget_the_signature])
def test_training_makes_a_model_that_is_not_our_own_anew_and_says_why(
    small: Content, lose_the_signature: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    lose_the_signature(training.MODEL)
    training.ensure_trained()
    assert training.MODEL.read_bytes() == TRAINED_ANEW and is_signed(training.MODEL)
    assert "ikke underskrevet" in capsys.readouterr().out


def test_with_another_secret_the_model_is_made_anew(small: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_SECRET", "en anden nøgle, der også er lang nok")
    training.ensure_trained()
    assert training.MODEL.read_bytes() == TRAINED_ANEW and is_signed(training.MODEL)


def test_a_model_that_no_longer_fits_is_made_anew_and_signed_also_where_it_is_served(small: Content) -> None:
    small.card("beta")
    training.ensure_trained(replace_unsigned=False)
    assert training.MODEL.read_bytes() == TRAINED_ANEW and is_signed(training.MODEL)
