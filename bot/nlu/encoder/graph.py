"""Write the network down as a graph for onnxruntime, in eight bits.

A matrix product is most of the work, and whole numbers of eight bits are multiplied many times as fast as floats. So
the weights of each output, and each token's numbers, are rounded to 255 steps. A few numbers of a token are many times
as wide as the rest and would leave these no steps; so each is first divided by about how wide it gets, and its weights
are multiplied by the same (SmoothQuant, https://arxiv.org/abs/2211.10438).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bot.nlu.encoder import INPUT, OUTPUT, TUNED_OUTPUT, Floats
from bot.nlu.encoder.tuned_layers import FIRST_TUNED, tuned_name
from bot.nlu.encoder.weights import Weights

# How much of the width is taken from the token and put on the weights; of 0.5 to 1 the most exact. Only where a layer
# or its inner network begins: what comes out of the attention or goes out of the inner network gets less exact by it.
_SMOOTHING = 0.75
_SMOOTHED = ("qkv", "fi")
_STEPS = 127.0
_ZERO = 128
_OPERATIONS = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
_FORMAT = 9  # what came with these operations

# How wide each number gets that a matrix is multiplied with: {output of the network in floats: shape (inputs,)}.
Widths = Mapping[str, Floats]


def graph_in_floats(weights: Weights) -> bytes:
    """The network as it is. Its outputs are the embeddings and what each matrix is multiplied with."""
    graph = _Graph(weights, None)
    return graph.finished([OUTPUT, TUNED_OUTPUT, *graph.multiplied])


def graph_in_eight_bits(weights: Weights, widths: Widths) -> bytes:
    """The network rounded. It reads ``INPUT``, shape (tokens, width); each output has the shape (width,), of norm 1."""
    return _Graph(weights, widths).finished([OUTPUT, TUNED_OUTPUT])


class _Graph:
    """The network's operations, in their order."""

    def __init__(self, weights: Weights, widths: Widths | None) -> None:
        self._weights, self._sizes, self._widths = weights, weights.sizes, widths
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self.multiplied: list[str] = []
        lower = [f"l{number}" for number in range(FIRST_TUNED)]
        upper = [f"l{number}" for number in range(FIRST_TUNED, self._sizes.layers)]
        tokens = self._layers(self._normalised(INPUT, "emb.ln"), lower)
        self._embedding(self._layers(tokens, upper), OUTPUT)
        self._embedding(self._layers(tokens, map(tuned_name, upper)), TUNED_OUTPUT)

    def finished(self, outputs: list[str]) -> bytes:
        """The graph as onnxruntime reads it."""
        width = self._sizes.width
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["length", width])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            list(self._constants.values()),
        )
        model: bytes = helper.make_model(graph, opset_imports=_OPERATIONS, ir_version=_FORMAT).SerializeToString()
        return model

    def _embedding(self, tokens: str, name: str) -> None:
        mean = self._add("ReduceMean", [tokens], axes=[0], keepdims=0)
        self._add("LpNormalization", [mean], name, axis=-1, p=2)

    def _layers(self, tokens: str, names: Iterable[str]) -> str:
        for name in names:
            tokens = self._layer(tokens, name)
        return tokens

    def _layer(self, tokens: str, name: str) -> str:
        attended = self._product(self._attention(tokens, name), f"{name}.ao")
        tokens = self._normalised(self._add("Add", [tokens, attended]), f"{name}.aln")
        inner = self._add("Gelu", [self._product(tokens, f"{name}.fi")], domain="com.microsoft")
        return self._normalised(self._add("Add", [tokens, self._product(inner, f"{name}.fo")]), f"{name}.oln")

    def _attention(self, tokens: str, name: str) -> str:
        """Each token as a mean of all tokens, weighed by how much it has to do with them; for each head apart."""
        heads, of_a_head = self._sizes.heads, self._sizes.width // self._sizes.heads
        parts = [f"{name}.{part}" for part in "qkv"]
        self._nodes.append(helper.make_node("Split", [self._product(tokens, f"{name}.qkv", parts)], parts, axis=-1))
        shape = self._constant("heads", np.array([0, heads, of_a_head]))
        asks, asked, gives = (self._add("Reshape", [part, shape]) for part in parts)
        asks, gives = (self._add("Transpose", [part], perm=[1, 0, 2]) for part in (asks, gives))
        asked = self._add("Transpose", [asked], perm=[1, 2, 0])
        scale = self._constant("scale", np.array(of_a_head**-0.5, dtype=np.float32))
        shares = self._add("Softmax", [self._add("Mul", [self._add("MatMul", [asks, asked]), scale])], axis=-1)
        mixed = self._add("Transpose", [self._add("MatMul", [shares, gives])], perm=[1, 0, 2])
        return self._add("Reshape", [mixed, self._constant("flat", np.array([0, self._sizes.width]))])

    def _product(self, tokens: str, name: str, parts: list[str] | None = None) -> str:
        """The tokens times the matrix of this name, or those of several names beside one another, plus their bias."""
        parts = parts or [name]
        inputs = self._sizes.inner if name.endswith(".fo") else self._sizes.width
        matrix = np.concatenate([self._weights.matrix(f"{part}.w", inputs) for part in parts])
        bias = self._constant(f"{name}.b", np.concatenate([self._weights.floats(f"{part}.b") for part in parts]))
        if self._widths is None:
            self.multiplied.append(self._add("Identity", [tokens], f"{name}.inputs"))
            product = self._add("MatMul", [tokens, self._constant(name, matrix.T)])
        else:
            product = self._product_in_eight_bits(tokens, name, matrix, self._widths[f"{name}.inputs"])
        return self._add("Add", [product, bias])

    def _product_in_eight_bits(self, tokens: str, name: str, matrix: Floats, widths: Floats) -> str:
        if name.endswith(_SMOOTHED):
            smoothing = widths**_SMOOTHING
            tokens = self._add("Mul", [tokens, self._constant(f"{name}.smooth", 1 / smoothing)])
            matrix = matrix * smoothing
        whole, step = self._rounded(tokens)
        steps = np.abs(matrix).max(axis=1) / _STEPS
        rounded = self._constant(name, np.rint(matrix / steps[:, None]).astype(np.int8).T)
        zeros = self._constant("zero", np.array(_ZERO, dtype=np.uint8)), self._constant("none", np.array(0, np.int8))
        product = self._add("Cast", [self._add("MatMulInteger", [whole, rounded, *zeros])], to=TensorProto.FLOAT)
        product = self._add("Mul", [product, step])
        return self._add("Mul", [product, self._constant(f"{name}.steps", steps.astype(np.float32))])

    def _rounded(self, tokens: str) -> tuple[str, str]:
        """Each token's numbers as whole steps from ``_ZERO``, and how wide a step of it is."""
        widest = self._add("ReduceMax", [self._add("Abs", [tokens])], axes=[-1], keepdims=1)
        step = self._add("Div", [widest, self._constant("most", np.array(_STEPS, dtype=np.float32))])
        zero = self._constant("half", np.array(_ZERO + 0.5, dtype=np.float32))  # a cast cuts what is behind the point
        steps = self._add("Add", [self._add("Div", [tokens, step]), zero])
        return self._add("Cast", [steps], to=TensorProto.UINT8), step

    def _normalised(self, tokens: str, name: str) -> str:
        parts = [self._constant(f"{name}.{part}", self._weights.floats(f"{name}.{part}")) for part in "wb"]
        return self._add("LayerNormalization", [tokens, *parts], axis=-1, epsilon=self._sizes.epsilon)

    def _add(self, operation: str, inputs: list[str], name: str = "", **attributes: Any) -> str:
        """Add an operation and give the name of what comes of it."""
        name = name or f"{len(self._nodes)}"
        self._nodes.append(helper.make_node(operation, inputs, [name], **attributes))
        return name

    def _constant(self, name: str, values: Any) -> str:
        self._constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name
