"""The upper layers as they were learned from our wordings, kept in data/encoder/ in eight bits.

``tuning/`` made them; docs/decisions/0032-tuned-beside.md tells how, and what they are worth.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.core.paths import ROOT
from bot.nlu.encoder import Floats

TUNED_LAYERS = ROOT / "data" / "encoder" / "layers.npz"

# The layers below read a text the same way for both.
FIRST_TUNED = 6
# "t6.q.w" is the tuned one of "l6.q.w".
_TUNED, _AS_IT_CAME = "t", "l"
_STEPS = 127.0
# Beside a matrix in whole steps stands how wide a step is, for each of its rows.
_STEP_OF = "step of "


def tuned_name(name: str) -> str:
    """What the tuned layer, or tensor, is called that stands in place of this one as it came."""
    return _TUNED + name.removeprefix(_AS_IT_CAME)


def is_tuned(name: str) -> bool:
    """Whether a tensor of this name is a tuned one."""
    return name.startswith(_TUNED)


class TunedLayers:
    """The file's tensors, by their names."""

    def __init__(self, path: Path = TUNED_LAYERS) -> None:
        """Open the file. Raises ``OSError`` or ``ValueError`` where it can't be read."""
        self._file = np.load(path, allow_pickle=False)

    def tensor(self, name: str) -> Floats:
        """A tensor as floats: a matrix of shape (outputs, inputs), or a flat one."""
        values: Floats = self._file[name].astype(np.float32)
        return values if values.ndim == 1 else values * self._file[_STEP_OF + name][:, np.newaxis]


def write_tuned_layers(tensors: Mapping[str, Floats], path: Path = TUNED_LAYERS) -> None:
    """Write what ``TunedLayers`` reads: matrices in eight bits, row by row, and the rest as it is."""
    kept: dict[str, NDArray[np.int8] | Floats] = {}
    for name, values in tensors.items():
        kept[name] = values.astype(np.float32)
        if values.ndim == 2:
            kept[_STEP_OF + name] = (np.abs(values).max(axis=1) / _STEPS).astype(np.float32)
            kept[name] = np.rint(values / kept[_STEP_OF + name][:, np.newaxis]).astype(np.int8)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **kept)  # type: ignore[arg-type]  # numpy's own stub takes the names for options
