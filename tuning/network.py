"""The encoder's layers in PyTorch: the lower ones as they came, the upper ones to be learned.

Everything is multiplied in bfloat16, which the processors we know of do six times as fast as 32 bits; what is learned
is kept in 32 bits. Attention is written out, since PyTorch's own is slow backwards on a processor.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from bot.nlu.encoder import Floats
from bot.nlu.encoder.tuned_layers import FIRST_TUNED, tuned_name
from bot.nlu.encoder.weights import Weights, model_file, unpacked

_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")
_NOTHING = -1e9


class Network:
    """Reads batches of texts that are given as the ids of their tokens."""

    def __init__(self) -> None:
        weights = Weights(model_file())
        self._sizes, self._words = weights.sizes, weights.words
        self._places = torch.tensor(weights.positions())
        self._first_norm = [torch.tensor(weights.floats(f"emb.ln.{part}")) for part in "wb"]
        self.learned: dict[str, torch.nn.Parameter] = {}
        self._used: dict[str, Tensor] = {}
        for number in range(self._sizes.layers):
            for name, values in _layer(weights, number):
                if number >= FIRST_TUNED:
                    self.learned[name] = torch.nn.Parameter(torch.tensor(values))
                else:
                    self._used[name] = torch.tensor(values).bfloat16()
        self.take_over(to_learn=False)

    def take_over(self, to_learn: bool) -> None:
        """Use what was learned since."""
        for name, values in self.learned.items():
            self._used[name] = values.detach().bfloat16().requires_grad_(to_learn)

    def hand_back(self) -> None:
        """Give what was used its gradients to what is learned."""
        for name, values in self.learned.items():
            gradient = self._used[name].grad
            values.grad = None if gradient is None else gradient.float()

    def tensors(self) -> dict[str, Floats]:
        """What was learned, by the names of the tuned layers."""
        return {tuned_name(name): values.detach().numpy() for name, values in self.learned.items()}

    def embed(self, texts: Sequence[Sequence[int]], dropout: float = 0.0) -> Tensor:
        """The texts' vectors, shape (texts, width), of norm 1."""
        ids, mask = _padded(texts)
        with torch.no_grad():
            tokens = self._layers(self._first(ids), mask, range(FIRST_TUNED), 0.0)
        tokens = self._layers(tokens, mask, range(FIRST_TUNED, self._sizes.layers), dropout).float()
        there = mask[..., None].float()
        return functional.normalize((tokens * there).sum(1) / there.sum(1), dim=1)

    def embed_many(self, texts: Sequence[Sequence[int]], at_once: int = 256) -> Tensor:
        """The same of any number of them, without learning."""
        found = torch.zeros(len(texts), self._sizes.width)
        by_length = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        with torch.no_grad():
            for start in range(0, len(by_length), at_once):
                places = by_length[start : start + at_once]
                found[places] = self.embed([texts[at] for at in places])
        return found

    def _first(self, ids: NDArray[np.int64]) -> Tensor:
        words = unpacked(self._words[ids.reshape(-1)]).reshape(*ids.shape, -1)
        tokens = torch.tensor(words) + self._places[: ids.shape[1]]
        return self._normalised(tokens, self._first_norm).bfloat16()

    def _layers(self, tokens: Tensor, mask: Tensor, numbers: range, dropout: float) -> Tensor:
        hidden = torch.zeros(mask.shape, dtype=tokens.dtype).masked_fill(~mask, _NOTHING)[:, None, None]
        for number in numbers:
            tokens = self._one_layer(tokens, hidden, f"l{number}", dropout)
        return tokens

    def _one_layer(self, tokens: Tensor, hidden: Tensor, name: str, dropout: float) -> Tensor:
        texts, length, width = tokens.shape
        heads, of_a_head = self._sizes.heads, width // self._sizes.heads

        def product(inputs: Tensor, part: str) -> Tensor:
            return functional.linear(inputs, self._used[f"{name}.{part}.w"], self._used[f"{name}.{part}.b"])

        asks, asked, gives = (
            product(tokens, part).view(texts, length, heads, of_a_head).transpose(1, 2) for part in "qkv"
        )
        shares = torch.softmax(torch.matmul(asks * of_a_head**-0.5, asked.transpose(-1, -2)) + hidden, -1)
        mixed = torch.matmul(functional.dropout(shares, dropout), gives).transpose(1, 2).reshape(tokens.shape)
        norms = {part: [self._used[f"{name}.{part}.{of}"] for of in "wb"] for part in _NORMS}
        tokens = self._normalised(tokens + product(mixed, "ao"), norms["aln"])
        inner = product(functional.gelu(product(tokens, "fi")), "fo")
        return self._normalised(tokens + functional.dropout(inner, dropout), norms["oln"])

    def _normalised(self, tokens: Tensor, norm: Sequence[Tensor]) -> Tensor:
        return functional.layer_norm(tokens, (self._sizes.width,), *norm, eps=self._sizes.epsilon)


def _layer(weights: Weights, number: int) -> list[tuple[str, Floats]]:
    sizes, found = weights.sizes, []
    for part in _MATRICES:
        name = f"l{number}.{part}"
        found.append((f"{name}.w", weights.matrix(f"{name}.w", sizes.inner if part == "fo" else sizes.width)))
        found.append((f"{name}.b", weights.floats(f"{name}.b")))
    found += [(name, weights.floats(name)) for norm in _NORMS for of in "wb" for name in [f"l{number}.{norm}.{of}"]]
    return found


def _padded(texts: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], Tensor]:
    ids = np.zeros((len(texts), max(map(len, texts))), dtype=np.int64)
    for row, text in zip(ids, texts, strict=True):
        row[: len(text)] = text
    lengths = torch.tensor([len(text) for text in texts])
    return ids, torch.arange(ids.shape[1])[None] < lengths[:, None]
