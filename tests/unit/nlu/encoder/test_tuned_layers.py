"""The tuned layers are kept in eight bits."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder.tuned_layers import TunedLayers, is_tuned, tuned_name, write_tuned_layers


def test_a_matrix_is_kept_to_half_a_step_and_the_rest_as_it_is(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    matrix, bias = rng.normal(size=(6, 8)).astype(np.float32), rng.normal(size=6).astype(np.float32)
    write_tuned_layers({"t6.q.w": matrix, "t6.q.b": bias}, tmp_path / "layers.npz")
    kept = TunedLayers(tmp_path / "layers.npz")
    half_a_step = np.abs(matrix).max(axis=1, keepdims=True) / 254
    assert (np.abs(kept.tensor("t6.q.w") - matrix) <= half_a_step * 1.001).all()
    assert kept.tensor("t6.q.b") == pytest.approx(bias)


def test_a_tuned_tensor_has_a_name_of_its_own() -> None:
    assert tuned_name("l6.q.w") == "t6.q.w"
    assert is_tuned(tuned_name("l6.q.w")) and not is_tuned("l6.q.w")
