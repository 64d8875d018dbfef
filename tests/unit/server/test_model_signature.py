"""Only a model this installation made itself is loaded."""

from pathlib import Path

import pytest

from bot.server import rasa_server
from bot.server.model_signature import NotSigned, forget_older_than, is_signed, pinned, refuse_unsigned, sign


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model, signed."""
    monkeypatch.setenv("SKOLEBRO_SECRET", "en nøgle til prøverne, lang nok til det")
    made = tmp_path / "model.tar.gz"
    made.write_bytes(bytes(range(256)) * 5000)  # more than is read at once
    sign(made)
    return made


def test_a_signed_model_is_let_through(model: Path) -> None:
    refuse_unsigned(model)


@pytest.mark.parametrize("place", [0, 256 * 2500, 256 * 5000 - 1])
def test_one_changed_byte_is_seen(model: Path, place: int) -> None:
    changed = bytearray(model.read_bytes())
    changed[place] ^= 1
    model.write_bytes(changed)
    assert not is_signed(model)


@pytest.mark.parametrize("more", [b"", b"0", b"\xc3\xa6"])
def test_a_missing_or_wrong_signature_is_seen(model: Path, more: bytes) -> None:
    signature = model.with_name("model.tar.gz.signature")
    signature.write_bytes(signature.read_bytes() + more if more else b"")
    assert not is_signed(model)
    signature.unlink()
    assert not is_signed(model)


def test_another_secret_is_seen(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEBRO_SECRET", "en anden nøgle, der også er lang nok")
    assert not is_signed(model)


def test_the_server_ends_before_it_loads_anything_of_an_unsigned_model(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.with_name("model.tar.gz.signature").unlink()
    monkeypatch.setattr(rasa_server, "MODEL", model)
    monkeypatch.setattr("rasa.core.run.configure_app", lambda *_, **__: pytest.fail("loaded"))
    with pytest.raises(SystemExit, match=r"ikke underskrevet.*skolebro train"):
        rasa_server.main()


def trained_anew(model: Path, content: bytes) -> Path:
    """As bot/server/training.py does it: another file takes the name."""
    fresh = model.with_name("ny")
    fresh.write_bytes(content)
    fresh.replace(model)
    sign(model)
    return pinned(model)


def test_a_pinned_model_stays_as_it_is_when_another_is_trained(model: Path) -> None:
    kept, before = pinned(model), model.read_bytes()
    assert pinned(model) == kept
    assert trained_anew(model, b"another") != kept
    assert kept.read_bytes() == before and is_signed(kept)


def test_a_model_that_is_not_ours_is_not_pinned(model: Path) -> None:
    model.write_bytes(b"changed")
    with pytest.raises(NotSigned):
        pinned(model)


def test_the_one_in_use_and_the_one_before_are_kept(model: Path) -> None:
    made = []
    for number in range(4):
        made.append(trained_anew(model, f"model {number}".encode()))
        forget_older_than(made[-1])
    assert [one.exists() for one in made] == [False, False, True, True]
    assert is_signed(made[-1])
