"""When the model is trained anew. No test here trains one."""

from pathlib import Path

import pytest

from bot.nlu.danish_model import DanishModel
from bot.server import training
from tests.support.content import Content

DANISH = DanishModel("da_core_news_sm", "3.4.0", "da_core_news_sm")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """A small knowledge folder in the place of the real one, and a model of it."""
    content = Content(tmp_path / "knowledge")
    content.card("alfa")
    monkeypatch.setattr(training, "KNOWLEDGE", content.folder)
    monkeypatch.setattr(training, "MODEL", tmp_path / "model.tar.gz")
    monkeypatch.setattr(training, "_FINGERPRINT", tmp_path / "fingerprint")
    monkeypatch.setattr(training, "find_model", lambda: DANISH)
    (tmp_path / "model.tar.gz").touch()
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
