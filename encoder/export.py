"""Writes the network as an ONNX file with 8-bit weights, for ONNX Runtime in the engine."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

if TYPE_CHECKING:
    from encoder.network import Reader


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


def export(reader: Reader, target: Path) -> None:
    """Write one file: `pieces` (messages, length) int64 and `present` float32 in, `scores` out."""
    reader = reader.cpu().eval()
    reader.word = _Embedding8(reader.word.weight.detach())
    axes = {0: "messages", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            reader,
            (torch.randint(5, 1000, (2, 12)), torch.ones(2, 12)),
            str(whole),
            input_names=["pieces", "present"],
            output_names=["scores"],
            dynamic_axes={"pieces": axes, "present": axes, "scores": {0: "messages"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"],
        )
