"""Writes the network as an ONNX file with 8-bit weights, for ONNX Runtime in the engine."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from encoder.network import Reader

_RUNTIME = "com.microsoft"  # the operators that ONNX Runtime has beyond the standard


class _Embedding8(nn.Module):
    """An embedding in 8 bits with one scale per row; one for the whole table costs 1.5 points."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("levels", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, pieces: Tensor) -> Tensor:
        result: Tensor = self.levels[pieces].float() * self.scale[pieces]
        return result


class _Attention(torch.autograd.Function):
    """Attention as one operator of ONNX Runtime: spelt out, its shapes cost a fifth of a reading."""

    @staticmethod
    def forward(ctx: Any, states: Tensor, weight: Tensor, bias: Tensor, heads: int) -> Tensor:
        """Compute the same; only for tracing."""
        del ctx
        batch, length, hidden = states.shape
        parts = (states @ weight + bias).view(batch, length, 3, heads, hidden // heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value)
        return seen.transpose(1, 2).reshape(batch, length, hidden)

    @staticmethod
    def symbolic(graph: Any, states: Any, weight: Any, bias: Any, heads: int) -> Any:
        """Name the operator."""
        made = graph.op(f"{_RUNTIME}::Attention", states, weight, bias, num_heads_i=heads)
        return made.setType(states.type())


class _OneMessage(nn.Module):
    """The network for a single message: nothing is padded, so nothing is masked."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._word = _Embedding8(reader.word.weight.detach())

    def forward(self, pieces: Tensor) -> Tensor:
        reader = self._reader
        places = reader.position.weight[: pieces.shape[1]]
        states = reader.norm(self._word(pieces) + places[None])
        for layer in reader.layers:
            into = layer.attention_in
            seen = _Attention.apply(states, into.weight.t(), into.bias, layer.heads)
            states = layer.after_attention(states, layer.attention_out(seen))
        return reader.scored(states.mean(1))


def export(reader: Reader, target: Path) -> None:
    """Write one file: `pieces` (1, length) int64 in, `scores` (1, len(NAMES)) float32 out."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            _OneMessage(reader.cpu().eval()),
            (torch.randint(5, 1000, (1, 12)),),
            str(whole),
            input_names=["pieces"],
            output_names=["scores"],
            dynamic_axes={"pieces": {1: "length"}},
            opset_version=20,  # the first with a GELU of its own
            custom_opsets={_RUNTIME: 1},
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Attention"],
        )
